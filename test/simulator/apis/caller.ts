import type { Provider } from 'oidc-provider';
import type { Authentications } from '../authentication.ts';
import type { AssuranceLevel } from '../authenticators.ts';
import type { NrbacRole, Persona } from '../personas.ts';
import type { RecordedRequest } from '../recorded-request.ts';
import { platformError, type Answer } from './answer.ts';

/** Who calls, by the log-in that the bearer came from. */
export interface Caller {
  /** With the roles that are held now. */
  readonly persona: Persona;
  readonly level: AssuranceLevel;
  /** s since the epoch. */
  readonly authTimeS: number;
  readonly sid: string;
  /** The role that the request is made in. */
  readonly role: NrbacRole;
}

export type Identified = Omit<Caller, 'role'> & { readonly selectedRoleId: string | undefined };

export interface CallersInput {
  readonly provider: Provider;
  readonly authentications: Authentications;
  /** The person as they are now: roles may have been withdrawn since. */
  readonly present: (persona: Persona) => Persona;
}

export function isAnswer(value: object): value is Answer {
  return 'status' in value;
}

/** The bearer is looked up in the provider's own store, so that one that was revoked or has expired is none. */
export function identify({ provider, authentications, present }: CallersInput) {
  const refused = (code: string, display: string) => platformError({ status: 401, issueCode: 'login', code, display });
  return async ({ headers }: RecordedRequest): Promise<Identified | Answer> => {
    const bearer = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
    if (bearer === undefined) return refused('ACCESS_TOKEN_MISSING', 'Access token missing');
    const token = await provider.AccessToken.find(bearer, { ignoreExpiration: true });
    const authentication = token === undefined ? undefined : authentications.get(token.grantId);
    if (token === undefined || authentication === undefined) {
      return refused('ACCESS_TOKEN_INVALID', 'Access token is invalid');
    }
    if (token.isExpired) return refused('ACCESS_TOKEN_EXPIRED', 'Access token has expired');
    const { persona, authenticator, authTimeS, sid, selectedRoleId } = authentication;
    return { persona: present(persona), level: authenticator.level, authTimeS, sid, selectedRoleId };
  };
}

/**
 * The role of `NHSD-Session-URID`. Without that header it is the one that was selected at the log-in, or the only one;
 * a person with several must send it (`ux.md` section 7). A role of somebody else, or withdrawn since, is no role.
 */
export function roleOf({ headers }: RecordedRequest, { persona, selectedRoleId }: Identified): NrbacRole | Answer {
  const invalid = (why: string) =>
    platformError({
      status: 400,
      issueCode: 'value',
      code: 'INVALID_VALUE',
      display: 'Provided value is invalid',
      diagnostics: `Invalid value - ${why} in header 'NHSD-Session-URID'`,
    });
  const { roles } = persona;
  const asked = headers['nhsd-session-urid'];
  if (asked !== undefined) {
    return roles.find(({ person_roleid }) => person_roleid === asked) ?? invalid(`'${asked}'`);
  }
  const [only] = roles;
  if (only === undefined) {
    const display = 'The user has no role';
    return platformError({ status: 401, issueCode: 'forbidden', code: 'ACCESS_DENIED', display });
  }
  if (roles.length === 1) return only;
  return roles.find(({ person_roleid }) => person_roleid === selectedRoleId) ?? invalid('ambiguous role, none given');
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `X-Request-ID` must be a UUID wherever it is sent, and at PDS it must be sent. */
export function requestIdProblem({ headers }: RecordedRequest, required: boolean): Answer | undefined {
  const id = headers['x-request-id'];
  if (id === undefined) {
    return required
      ? platformError({
          status: 412,
          issueCode: 'required',
          code: 'PRECONDITION_FAILED',
          display: 'Required condition was not fulfilled',
          diagnostics: 'Invalid request with error - X-Request-ID header must be supplied to access this resource',
        })
      : undefined;
  }
  return UUID.test(id)
    ? undefined
    : platformError({
        status: 400,
        issueCode: 'value',
        code: 'INVALID_VALUE',
        display: 'Provided value is invalid',
        diagnostics: `Invalid value - '${id}' in header 'X-Request-ID'`,
      });
}
