import * as v from 'valibot';
import { acrValues } from '../assurance/acr.ts';

/**
 * The policy file. Unknown keys are refused: a misspelt key that is silently ignored is a setting that an administrator
 * believes in and does not have. Ranges and floors are code (design section 5); what is out of range is refused, not bent.
 */
const origin = v.pipe(v.string(), v.maxLength(2000), v.url());
const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const provider = v.strictObject({
  topology: v.picklist(['gateway', 'direct']),
  issuer: origin,
  clientId: identifier,
  redirectPorts: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65535))), []),
  redirectHost: v.optional(v.picklist(['127.0.0.1', '[::1]', 'localhost']), '127.0.0.1'),
  redirectPath: v.optional(v.pipe(v.string(), v.regex(/^\/[\w\-./]{1,200}$/)), '/callback'),
  scopes: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[\w:.-]{1,60}$/))),
      v.check((scopes) => scopes.includes('openid'), 'must include openid'),
    ),
    ['openid', 'profile', 'nationalrbacaccess', 'associatedorgs'],
  ),
  stepUpPrompt: v.optional(v.picklist(['omit', 'login']), 'omit'),
  /** Whether a log-in that prolongs access (direct topology) asks the person to prove themselves anew. */
  renewPrompt: v.optional(v.picklist(['omit', 'login']), 'login'),
  /** Where the provider tells of sessions that it ended (RFC 8936). Without it userinfo is asked every minute. */
  eventsUri: v.exactOptional(origin),
  /** Whether a log-out also ends the session in the browser, where discovery offers that. */
  rpInitiatedLogout: v.optional(v.boolean(), false),
});

const assurance = v.strictObject({
  acrValues: v.optional(v.picklist(acrValues), 'AAL2_OR_AAL3_ANY'),
  minimumIdentityLevel: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(9)), 3),
  maxAgeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(240)), 240),
});

/** Defaults, and what a shared terminal makes of them, are in `session/limits.ts`; what is here are the hard ranges. */
const session = v.pipe(
  v.strictObject({
    // With no word of the administrator the machine is taken for one that many people use.
    profile: v.optional(v.picklist(['personal', 'shared']), 'shared'),
    idleMinutes: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(15))),
    absoluteHours: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(12))),
    /** What counts as activity: input to the computer, or to the app alone. On a shared terminal always the latter. */
    activity: v.optional(v.picklist(['computer', 'app']), 'computer'),
    /** What a locked or sleeping computer does to a personal desktop's session. */
    onComputerLock: v.optional(v.picklist(['blank', 'lock']), 'blank'),
    lockShortcut: v.optional(
      v.pipe(v.string(), v.regex(/^CommandOrControl\+(Alt|Shift)\+[A-Z]$/)),
      'CommandOrControl+Shift+L',
    ),
  }),
  v.check(
    ({ profile, idleMinutes }) => profile !== 'shared' || idleMinutes === undefined || idleMinutes <= 10,
    'idleMinutes must be at most 10 on a shared terminal',
  ),
);

/** Levels and freshness of an action. An action for AAL2 alone is refused: nobody could do it who logged in better. */
const requirement = v.strictObject({
  levels: v.pipe(
    v.array(v.picklist([2, 3])),
    v.check((levels) => levels.includes(3), 'must include 3'),
  ),
  maxAgeSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(900))),
});

const action = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/)),
  label: v.strictObject({ en: identifier, cy: v.exactOptional(identifier) }),
  requirement,
  request: v.variant('method', [
    v.strictObject({ method: v.literal('GET'), url: origin }),
    v.strictObject({ method: v.literal('POST'), url: origin, body: v.record(v.string(), v.unknown()) }),
  ]),
});

export const policyFile = v.strictObject({
  environment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
  provider,
  assurance: v.optional(assurance, {}),
  session: v.optional(session, {}),
  actions: v.optional(
    v.pipe(
      v.array(action),
      v.check((actions) => new Set(actions.map(({ id }) => id)).size === actions.length, 'two actions have one id'),
    ),
    [],
  ),
});

export type Policy = v.InferOutput<typeof policyFile>;
export type Action = Policy['actions'][number];
export type Profile = Policy['session']['profile'];
