import { createProviderDirectory, type Provider } from '../../main/oidc/provider.ts';
import type { Renewable, RenewalAnswer } from '../../main/oidc/renewal.ts';
import type { Http } from '../../main/ports.ts';
import type { AuthenticatorKey, Simulator } from '../simulator/index.ts';
import {
  createRelyingParty,
  type AuthorizationParameters,
  type RelyingParty,
  type Tokens,
} from '../simulator/relying-party.ts';
import { nodeHttp, systemClock } from '../unit-support/system.ts';

export interface LoggedIn {
  readonly provider: Provider;
  readonly party: RelyingParty;
  readonly tokens: Tokens;
  readonly sid: string;
  readonly renewable: Renewable;
}

export function directoryOf({ issuer, clientId }: Pick<Simulator, 'issuer' | 'clientId'>, http: Http = nodeHttp) {
  return createProviderDirectory({ issuer, clientId, allowLoopbackHttp: true }, { http, clock: systemClock });
}

/** Somebody who has just logged in at the simulator, and what a session would know of them. */
export async function loggedIn(
  simulator: Simulator,
  userId: string,
  authenticator: AuthenticatorKey = 'securityKey',
  parameters: AuthorizationParameters = {},
  http: Http = nodeHttp,
): Promise<LoggedIn> {
  const provider = await directoryOf(simulator, http).current();
  const party = createRelyingParty(simulator);
  const tokens = await party.logIn(userId, authenticator, parameters);
  const sid = String(tokens.claims['sid']);
  const person = { issuer: simulator.issuer, subject: userId, userId, name: 'Somebody' };
  return { provider, party, tokens, sid, renewable: { refreshToken: tokens.refreshToken, sid, person } };
}

/** The answer, if it is of this kind; the test fails where it is of another. */
export function expectKind<Kind extends RenewalAnswer['kind']>(answer: RenewalAnswer, kind: Kind) {
  if (answer.kind !== kind) throw new Error(`expected ${kind}: ${JSON.stringify(answer)}`);
  return answer as Extract<RenewalAnswer, { kind: Kind }>;
}
