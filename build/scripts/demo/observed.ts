import type { RecordedRequest, Simulator } from '../../../test/simulator/index.ts';

/** What the simulator's two servers have seen, by what it means. */

/** Marks the demo's own questions to the API, so that they are not taken for the app's. */
export const ownRequestHeader = 'x-demo-question';

type Requests = Pick<Simulator, 'requests'>;

/** Authorization requests: one for each attempt whose page came up in the browser. */
export function authorizations({ requests }: Requests): readonly RecordedRequest[] {
  return requests.filter(({ path, query }) => path.endsWith('/authorize') && query['state'] !== undefined);
}

/** Exchanges of a code: one for each answer of the browser. */
export function tokenExchanges(seen: Requests): readonly RecordedRequest[] {
  return tokenRequests(seen, 'authorization_code');
}

/** Uses of a refresh token. */
export function refreshes(seen: Requests): readonly RecordedRequest[] {
  return tokenRequests(seen, 'refresh_token');
}

function tokenRequests({ requests }: Requests, grantType: string): readonly RecordedRequest[] {
  return requests.filter(({ path, form }) => path.endsWith('/access_token') && form['grant_type'] === grantType);
}

export function revocations({ requests }: Requests): readonly RecordedRequest[] {
  return requests.filter(({ path }) => path.endsWith('/token/revoke'));
}

/** What the app has sent to one of the national APIs, by a part of its path. */
export function apiCalls(
  { requests }: Requests,
  api: 'personal-demographics' | 'electronic-prescriptions' | 'laboratory',
) {
  return requests.filter(({ path, headers }) => path.startsWith(`/${api}/`) && headers[ownRequestHeader] === undefined);
}

export function bearerOf(request: RecordedRequest | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(request?.headers['authorization'] ?? '')?.[1];
}

/** Every secret of the run that the simulator knows of: what may stand in no file and on no screen. */
export function secrets({ requests }: Requests): ReadonlySet<string> {
  const values = requests.flatMap((request) => [
    bearerOf(request),
    ...['code', 'code_verifier', 'token', 'refresh_token'].map((name) => request.form[name]),
    ...['state', 'nonce'].map((name) => request.query[name]),
  ]);
  return new Set(values.filter((value): value is string => value !== undefined && value !== ''));
}
