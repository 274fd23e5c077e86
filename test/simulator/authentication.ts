import type { Authenticator } from './authenticators.ts';
import type { Persona } from './personas.ts';

/**
 * What one authorisation request established. It belongs to the grant made for that request, so it stays the same
 * through every refresh and says for each access token who got it and at which level.
 */
export interface Authentication {
  readonly persona: Persona;
  readonly authenticator: Authenticator;
  /** The `acr` claim. */
  readonly acr: string;
  /** When the person last authenticated in this browser session, s since the epoch. */
  readonly authTimeS: number;
  readonly sid: string;
  /** The provider's own name of the browser session that it was made in. */
  readonly browserSessionUid: string;
  readonly nonce: string | undefined;
  readonly state: string | undefined;
  /** `person_roleid`, when the request asked for role selection and a role was there to select. */
  readonly selectedRoleId: string | undefined;
}

/** By grant id. */
export type Authentications = Map<string, Authentication>;
