/** What the provider saw and did, told by the simulator's own record. */
import type { RecordedRequest, Simulator } from '../../simulator/index.ts';

type Requests = Pick<Simulator, 'requests'>;

const endsWith = (end: string) => (request: RecordedRequest) => request.path.endsWith(end);

export const authorizations = ({ requests }: Requests): RecordedRequest[] =>
  requests.filter((request) => endsWith('/authorize')(request) && 'state' in request.query);
export const revocations = ({ requests }: Requests): RecordedRequest[] => requests.filter(endsWith('/token/revoke'));
export const tokenRequests = ({ requests }: Requests): RecordedRequest[] => requests.filter(endsWith('/access_token'));
export const refreshes = (simulator: Requests): RecordedRequest[] =>
  tokenRequests(simulator).filter(({ form }) => form['grant_type'] === 'refresh_token');
/** What of the national API can change something. */
export const submissions = ({ requests }: Requests): RecordedRequest[] =>
  requests.filter(({ path }) => path.includes('$process-message'));
