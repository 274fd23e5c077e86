import * as v from 'valibot';
import type { Language, TextSize, Theme } from '../../preload/settings.ts';
import { acrValues } from '../assurance/acr.ts';
import { actions } from './action-schema.ts';

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
    /** Absent: the person may choose; `main/settings` has the default. */
    lockShortcut: v.exactOptional(v.pipe(v.string(), v.regex(/^CommandOrControl\+(Alt|Shift)\+[A-Z]$/))),
  }),
  v.check(
    ({ profile, idleMinutes }) => profile !== 'shared' || idleMinutes === undefined || idleMinutes <= 10,
    'idleMinutes must be at most 10 on a shared terminal',
  ),
);

/** Which of a person's roles may be worked in here, and who lets them choose (`cis2.md` section 3). */
const roles = v.strictObject({
  /** `provider`: CIS2 shows its own list (scope `selectedrole`, `changedrole` to change); `app`: this app does. */
  picking: v.optional(v.picklist(['app', 'provider']), 'app'),
  /** Job role codes; absent: each. */
  allowedRoleCodes: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^R\d{4}$/))), v.minLength(1))),
  /** ODS codes of organisations that this app is set up for; absent: each. */
  allowedOrganisations: v.exactOptional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z0-9]{3,10}$/))), v.minLength(1)),
  ),
});

const audit = v.strictObject({
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3650)), 365),
  /** When a new file is begun (bytes). */
  maxFileBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(65_536), v.maxValue(104_857_600)), 10_485_760),
  /** Whether each line goes to the log of the operating system, too, which is how a SIEM gets it. */
  forward: v.optional(v.boolean(), false),
});

/** What a person may otherwise choose for themselves (screen 26); a value here holds it. */
const face = v.strictObject({
  language: v.exactOptional(v.picklist(['en', 'cy'] as const satisfies readonly Language[])),
  theme: v.exactOptional(v.picklist(['system', 'light', 'dark', 'highContrast'] as const satisfies readonly Theme[])),
  textSize: v.exactOptional(v.picklist(['normal', 'large', 'largest'] as const satisfies readonly TextSize[])),
  notifications: v.exactOptional(v.boolean()),
});

const words = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));

/** The organisation's own words and addresses, shown where somebody needs help. */
const support = v.strictObject({
  /** What to do while national services cannot be reached (screen 21). */
  continuity: v.exactOptional(v.strictObject({ en: words, cy: v.exactOptional(words) })),
  localIt: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  registrationAuthority: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  smartcardUnlockUrl: v.exactOptional(v.pipe(v.string(), v.maxLength(500), v.regex(/^https:\/\//), v.url())),
});

/** Which browser a log-in opens. `path` only with `use: 'path'`: absolute, and started without a shell. */
const browser = v.pipe(
  v.strictObject({
    use: v.optional(v.picklist(['default', 'edge', 'chrome', 'firefox', 'path']), 'default'),
    path: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
    /** A private window: recommended on shared terminals. */
    private: v.optional(v.boolean(), false),
  }),
  v.check(({ use, path }) => (use === 'path') === (path !== undefined), 'path goes with use "path" and with no other'),
  // The system opens its default browser with an address and nothing else.
  v.check((choice) => !choice.private || choice.use !== 'default', 'private needs a browser that is named'),
);

const network = v.strictObject({
  /** Common name of the authority whose client certificates may be given to a proxy; absent: none is ever given (B46). */
  clientCertificateIssuer: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
});

export const policyFile = v.strictObject({
  environment: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(40))), null),
  provider,
  assurance: v.optional(assurance, {}),
  session: v.optional(session, {}),
  roles: v.optional(roles, {}),
  audit: v.optional(audit, {}),
  face: v.optional(face, {}),
  support: v.optional(support, {}),
  browser: v.optional(browser, {}),
  network: v.optional(network, {}),
  /** Below it no new log-in. */
  minimumVersion: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/))),
  /**
   * The only origins that a bearer is sent to. Absent: those that the actions below name; there, too, an origin is literal, and
   * no value that somebody types can change it.
   */
  apiOrigins: v.exactOptional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/?#@\s\\]+$/))), v.minLength(1)),
  ),
  actions: v.optional(actions, []),
});

export type Policy = v.InferOutput<typeof policyFile>;
export type { Action } from './action-schema.ts';
export type Profile = Policy['session']['profile'];
