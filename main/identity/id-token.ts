import { levelOf, refused, textOf, type Claims, type Reading } from './reading.ts';

/** What an ID token that has passed its protocol checks says about how the person proved themselves. */
export interface Authentication {
  readonly subject: string;
  /** `authentication_assurance_level`; `undefined` when it is absent or nonsense, which is lower than AAL2. */
  readonly level: 1 | 2 | 3 | undefined;
  /** How well the person's identity was checked at account set-up; 3 is the highest. */
  readonly identityLevel: number;
  /** When the person last proved themselves (s since the epoch). */
  readonly authTimeSeconds: number;
  /** The policy that was asked for. Never a proof of the level achieved. */
  readonly acr: string | undefined;
  readonly amr: readonly string[];
  /** The provider's session, equal in tokens that stem from one log-in. */
  readonly sid: string | undefined;
  readonly userId: string | undefined;
  readonly selectedRoleId: string | undefined;
}

/**
 * Reads the claims of `cis2.md` section 2.2.
 *
 * @returns refused with `AUTH_TIME_MISSING`, `IDENTITY_LEVEL_UNKNOWN`, `IDENTITY_LEVEL_CONFLICT` or `ID_TOKEN_MALFORMED`
 */
export function readAuthentication(claims: Claims): Reading<Authentication> {
  const subject = textOf(claims['sub']);
  if (subject === undefined) return refused('ID_TOKEN_MALFORMED', 'the ID token has no sub');

  const authTimeSeconds = claims['auth_time'];
  if (typeof authTimeSeconds !== 'number' || !Number.isFinite(authTimeSeconds) || authTimeSeconds <= 0) {
    return refused('AUTH_TIME_MISSING', 'the ID token has no usable auth_time');
  }

  const identityLevel = readIdentityLevel(claims);
  if (!identityLevel.ok) return identityLevel;

  return {
    ok: true,
    value: {
      subject,
      level: assuranceLevelOf(claims['authentication_assurance_level']),
      identityLevel: identityLevel.value,
      authTimeSeconds: Math.floor(authTimeSeconds),
      acr: textOf(claims['acr']),
      amr: methodsOf(claims['amr']),
      sid: textOf(claims['sid']),
      userId: textOf(claims['nhsid_useruid']),
      selectedRoleId: textOf(claims['selected_roleid']),
    },
  };
}

function assuranceLevelOf(value: unknown): Authentication['level'] {
  const level = levelOf(value);
  return level === 1 || level === 2 || level === 3 ? level : undefined;
}

/** The level has two spellings, and both may be there; two that disagree are believed neither way. */
function readIdentityLevel(claims: Claims): Reading<number> {
  const spellings = ['id_assurance_level', 'idassurancelevel'].filter((name) => claims[name] !== undefined);
  const levels = spellings.map((name) => levelOf(claims[name]));
  const [first] = levels;
  if (first === undefined) return refused('IDENTITY_LEVEL_UNKNOWN', 'the ID token has no usable identity level');
  if (levels.some((level) => level !== first)) {
    return refused('IDENTITY_LEVEL_CONFLICT', 'id_assurance_level and idassurancelevel disagree');
  }
  return { ok: true, value: first };
}

function methodsOf(value: unknown): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map(textOf).filter((method) => method !== undefined);
}
