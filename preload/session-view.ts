import * as v from 'valibot';
import { problem } from './failures.ts';
import { incident } from './incident.ts';

/** The eight entries of the CIS2 authenticator table; `FIDO2` in `amr` stands for two of them. */
export const authenticatorKeys = [
  'microsoftAuthenticator',
  'nhsNetConnect',
  'passkey',
  'windowsHello',
  'securityKey',
  'ipad',
  'smartcard',
  'smartcardIdentityAgent',
] as const;
export const authenticatorKey = v.picklist(authenticatorKeys);
export type AuthenticatorKey = v.InferOutput<typeof authenticatorKey>;

/** Why a browser journey was begun. */
export const attemptPurposes = ['login', 'unlock', 'stepUp', 'changeRole', 'renew'] as const;
export const attemptPurpose = v.picklist(attemptPurposes);
export type AttemptPurpose = v.InferOutput<typeof attemptPurpose>;

/** Why a session ended. Each has its own words on screen (`ux.md` section 4, screen 19). */
export const endReasons = [
  'user',
  'switchUser',
  'idle',
  'absoluteLimit',
  /** The computer was locked, on a shared terminal. */
  'computerLocked',
  /** The computer went to sleep, on a shared terminal. */
  'sleep',
  /** Another user of the operating system came to the front, on a shared terminal. */
  'userSwitch',
  /** The provider said so, by an event that was verified. */
  'providerEvent',
  /** The provider takes the refresh token no more (`invalid_grant`). */
  'revoked',
  /** The provider said that the person ended it, or logged in, at another place. */
  'usedElsewhere',
  'roleWithdrawn',
  'policy',
  'clock',
  /** The app stopped in the middle of something, and nobody can say how far that got. */
  'interrupted',
  'error',
  'quit',
] as const;
export const endReason = v.picklist(endReasons);
export type EndReason = v.InferOutput<typeof endReason>;

/** Why a session is locked; the first is a person's own gesture. */
export const lockReasons = ['user', 'idle', 'computerLocked', 'sleep', 'userSwitch', 'renewalLost'] as const;
export const lockReason = v.picklist(lockReasons);
export type LockReason = v.InferOutput<typeof lockReason>;

/**
 * What is known of the browser's own log-in after an end: nothing; or a page was opened there that asks the provider to end it,
 * and only the browser shows what came of that; or log-ins open in a private window, which forgets them once it is closed.
 */
export const browserLogins = ['mayGoOn', 'askedToEnd', 'privateWindow'] as const;
export type BrowserLogin = (typeof browserLogins)[number];

/** Words of the policy, in each language that it has them in. */
export const labels = v.strictObject({ en: v.string(), cy: v.exactOptional(v.string()) });

const person = v.strictObject({ name: v.string(), userId: v.string() });
export type PersonView = v.InferOutput<typeof person>;

const role = v.strictObject({
  id: v.string(),
  name: v.string(),
  code: v.string(),
  organisationName: v.nullable(v.string()),
  organisationCode: v.string(),
});
export type RoleView = v.InferOutput<typeof role>;

/** A role that cannot be worked in here, and why. */
export const unusableReasons = ['roleNotAllowed', 'organisationNotSetUp'] as const;
const unusableRole = v.strictObject({ role, reason: v.picklist(unusableReasons) });
export type UnusableRole = v.InferOutput<typeof unusableRole>;
export const noUsableRoleCauses = ['noRoles', 'roleNotAllowed', 'organisationNotSetUp', 'technicalFault'] as const;

/**
 * The level that the ID token in use claims, never rewritten; freshness apart from it: `confirmedAtMs` is its `auth_time`.
 * `authenticators` are those the `amr` values can stand for, `otherMethods` the `amr` values that we do not know.
 */
const assurance = v.strictObject({
  level: v.picklist([2, 3]),
  authenticators: v.array(authenticatorKey),
  otherMethods: v.array(v.string()),
  confirmedAtMs: v.number(),
  /** When a sensitive action asks again; `null` at a level at which it asks anyway. */
  askedAgainAtMs: v.nullable(v.number()),
});
export type AssuranceView = v.InferOutput<typeof assurance>;

/**
 * How the session stands against its limits, and what is to be said of it over whatever screen is shown. Times are ms since
 * the epoch, by the computer's clock.
 */
const standing = v.strictObject({
  /** When it began, however often its person has proved who they are since; `null` where only the last proof is on record. */
  loggedInAtMs: v.nullable(v.number()),
  /** When it ends whatever anybody does. */
  endsAtMs: v.number(),
  /** Minutes without activity after which it is locked, or logged out on a shared terminal. */
  idleLimitMinutes: v.number(),
  /** Screen 15, with a countdown: `atMs` is when it will be too late. `policy`: a limit was shortened that is past already. */
  warning: v.nullable(
    v.strictObject({
      cause: v.picklist(['idle', 'policy']),
      atMs: v.number(),
      leadsTo: v.picklist(['locked', 'loggedOut']),
    }),
  ),
  /** The end is near: which of the profile's marks (minutes before it) has come and was not dismissed; said once at each. */
  endNoticeMinutes: v.nullable(v.number()),
  /** Screen 21: no action runs until the provider can be reached again. `retryAtMs` is null where trying again is of no use. */
  degraded: v.nullable(
    v.strictObject({
      sinceMs: v.number(),
      retryAtMs: v.nullable(v.number()),
      cause: v.picklist(['unreachable', 'cannotRenew', 'notRenewable']),
      /** What the log says of it: the last try, or that there is nothing to try with. */
      incident,
    }),
  ),
  /** Access to national services ends at this time, and only a log-in can prolong it (direct topology). */
  loginOfferedUntilMs: v.nullable(v.number()),
  /** Screen 17, on shared terminals: nobody has touched the app for a minute. */
  showInUse: v.boolean(),
});
export type Standing = v.InferOutput<typeof standing>;

/** Who the screen belongs to; `role` is null until one is chosen. */
const who = v.strictObject({ person, role: v.nullable(role), assurance, standing });
export type Who = v.InferOutput<typeof who>;

/** One thing to fill in before an action begins. Main checks it, whatever the form let through. */
const inputField = v.strictObject({
  name: v.string(),
  label: labels,
  hint: v.nullable(labels),
  kind: v.picklist(['text', 'longText', 'nhsNumber', 'choice']),
  required: v.boolean(),
  maxLength: v.number(),
  choices: v.array(v.strictObject({ value: v.string(), label: labels })),
});
export type InputFieldView = v.InferOutput<typeof inputField>;

/** Why one field of an action was not taken. */
export const inputFaults = ['missing', 'tooLong', 'malformed', 'notAChoice', 'unknownField'] as const;
export const inputProblem = v.strictObject({ field: v.string(), fault: v.picklist(inputFaults) });
export type InputProblem = v.InferOutput<typeof inputProblem>;

/** An action of the policy's catalogue; `sensitive` is one that an AAL2 log-in alone can never do. */
const actionSummary = v.strictObject({
  id: v.string(),
  label: labels,
  why: v.nullable(labels),
  sensitive: v.boolean(),
  /** Whether it is a page that opens in the person's browser. */
  opens: v.boolean(),
  input: v.array(inputField),
});
export type ActionSummary = v.InferOutput<typeof actionSummary>;

/** One thing that the gate misses, in the order in which it is told. Ages in s. */
const missing = v.variant('kind', [
  v.strictObject({ kind: v.literal('level'), required: v.picklist([2, 3]), actual: v.picklist([2, 3]) }),
  v.strictObject({ kind: v.literal('freshness'), maxAgeSeconds: v.number(), ageSeconds: v.number() }),
  v.strictObject({ kind: v.literal('identityLevel'), required: v.number(), actual: v.number() }),
  /** The chosen role is none of these, or holds none of these activities. */
  v.strictObject({ kind: v.literal('role'), roleCodes: v.array(v.string()) }),
  v.strictObject({ kind: v.literal('activity'), activityCodes: v.array(v.string()) }),
  v.strictObject({ kind: v.literal('access') }),
]);
export type Missing = v.InferOutput<typeof missing>;

/** A line of an answer, ready to show: the renderer knows the words for `name`. */
const resultRow = v.strictObject({
  name: v.picklist(['patientName', 'nhsNumber', 'dateOfBirth', 'gender', 'prescription', 'reference', 'message']),
  value: v.string(),
});
export type ResultRow = v.InferOutput<typeof resultRow>;

/** Why a session that was meant for the keychain is in memory only: it works, and ends with the app. */
export const memoryOnlyReasons = ['unavailable', 'locked', 'slow', 'tooLarge'] as const;
const memoryOnly = v.picklist(memoryOnlyReasons);
export type MemoryOnly = v.InferOutput<typeof memoryOnly>;

const outcome = v.variant('kind', [
  v.strictObject({ kind: v.literal('ok'), rows: v.array(resultRow), reference: v.string() }),
  /** `rows`: what the service said about it, in its own words; on screen only, since nobody knows what is in them. */
  v.strictObject({ kind: v.literal('refused'), problem, rows: v.exactOptional(v.array(resultRow)) }),
  v.strictObject({ kind: v.literal('unknown'), problem }),
]);
export type ActionOutcome = v.InferOutput<typeof outcome>;

const unresolved = v.strictObject({ action: actionSummary, requestId: v.string(), atMs: v.number() });
export type Unresolved = v.InferOutput<typeof unresolved>;

/**
 * What the window shows, whole: one variant a screen. A pure projection of the session machine (`main/session/view.ts`).
 * No variant has a place for a token, code, state, nonce or URL (design section 6, invariant 1). Times are ms since the epoch.
 */
export const sessionView = v.variant('kind', [
  v.strictObject({ kind: v.literal('starting') }),
  v.strictObject({ kind: v.literal('setupProblem'), problem }),
  v.strictObject({ kind: v.literal('loggedOut') }),
  v.strictObject({
    kind: v.literal('ended'),
    reason: endReason,
    atMs: v.number(),
    /** Of the line in the log that says so. */
    correlationId: v.string(),
    /** Whether something that was typed and not sent is lost by it. */
    workLost: v.boolean(),
    /** Whether the keychain could not show that our entry is gone. Nothing can be continued from it all the same. */
    unconfirmed: v.boolean(),
    browserLogin: v.picklist(browserLogins),
  }),
  /** A session of before the app was closed, that its person may continue by a click. Nothing of it has been used yet. */
  v.strictObject({
    kind: v.literal('restorable'),
    name: v.string(),
    role: v.nullable(role),
    loggedInAtMs: v.number(),
    endsAtMs: v.number(),
    /** Whether it is being continued: the provider is asked. */
    continuing: v.boolean(),
    /** Why the last try came to nothing that could be decided; it may be tried again. */
    problem: v.nullable(problem),
  }),
  /** The computer is locked or asleep; whoever is in front of it sees nothing. Ends by itself when it is unlocked. */
  v.strictObject({ kind: v.literal('blanked') }),
  /** No level: the tokens are gone, and only whose session it was is still known. */
  v.strictObject({
    kind: v.literal('locked'),
    name: v.string(),
    role: v.nullable(role),
    reason: lockReason,
    lockedAtMs: v.number(),
    endsAtMs: v.number(),
    /** Whether something that was typed and not sent comes back after the unlock. */
    workKept: v.boolean(),
    /** The actions that it was typed for: no word of what was typed. */
    unsent: v.array(labels),
    unconfirmed: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('openingBrowser'), purpose: attemptPurpose, who: v.nullable(who) }),
  v.strictObject({
    kind: v.literal('waitingForBrowser'),
    purpose: attemptPurpose,
    who: v.nullable(who),
    action: v.nullable(actionSummary),
    expiresAtMs: v.number(),
    /** The last answer that was refused while we went on waiting. */
    notice: v.nullable(problem),
  }),
  v.strictObject({ kind: v.literal('checkingLogin'), purpose: attemptPurpose, who: v.nullable(who) }),
  v.strictObject({ kind: v.literal('attemptFailed'), purpose: attemptPurpose, who: v.nullable(who), problem }),
  v.strictObject({
    kind: v.literal('chooseRole'),
    who,
    roles: v.array(role),
    /** The role that this person worked in last on this computer: marked, and on shared terminals never preselected. */
    lastRoleId: v.nullable(v.string()),
    unusable: v.array(unusableRole),
  }),
  /** Screen 9. `technicalFault`: the roles could not be read, and `problem` says why. */
  v.strictObject({
    kind: v.literal('noUsableRole'),
    who,
    cause: v.picklist(noUsableRoleCauses),
    unusable: v.array(unusableRole),
    /** Job role codes that would do, where the policy names some. */
    neededRoleCodes: v.array(v.string()),
    problem: v.nullable(problem),
  }),
  v.strictObject({
    kind: v.literal('home'),
    who,
    actions: v.array(actionSummary),
    /** Why the keychain does not hold this session, where it was meant to. */
    memoryOnly: v.nullable(memoryOnly),
    /** Actions of this person of which nobody knows whether they were done, because the app stopped (HAZ-06). */
    unresolved: v.array(unresolved),
    /** The actions, by their ids, that something was typed for and not sent: their forms have it still. */
    unsent: v.array(v.string()),
  }),
  v.strictObject({
    kind: v.literal('actionBlocked'),
    who,
    action: actionSummary,
    missing: v.array(missing),
    acceptable: v.array(authenticatorKey),
    /** Who asks: our policy, or the service that was called and wants more than it. */
    askedBy: v.picklist(['policy', 'service']),
    /** Whether a log-in can bring what is missing. */
    canStepUp: v.boolean(),
    /** Actions that wait for the same log-in, each to be confirmed by itself. */
    alsoWaiting: v.array(actionSummary),
    /** Actions that may be added to it. */
    mayJoin: v.array(actionSummary),
  }),
  v.strictObject({
    kind: v.literal('insufficient'),
    who,
    action: v.nullable(actionSummary),
    used: v.array(authenticatorKey),
    acceptable: v.array(authenticatorKey),
    problem,
  }),
  /** `who` is null while locked: then nobody is logged in, and `presentName` is the person that it is locked for. */
  v.strictObject({
    kind: v.literal('otherPerson'),
    who: v.nullable(who),
    presentName: v.string(),
    otherName: v.string(),
    /** The actions for which `presentName` has typed something and not sent it: lost by a switch. */
    unsent: v.array(labels),
    problem,
  }),
  v.strictObject({
    kind: v.literal('confirmAction'),
    who,
    action: actionSummary,
    confirmationId: v.string(),
    /** What the person filled in, to be read once more. */
    input: v.array(v.strictObject({ label: labels, value: v.union([v.string(), labels]) })),
    alsoWaiting: v.array(actionSummary),
  }),
  v.strictObject({ kind: v.literal('sendingAction'), who, action: actionSummary }),
  v.strictObject({ kind: v.literal('actionDone'), who, action: actionSummary, outcome }),
]);
export type SessionView = v.InferOutput<typeof sessionView>;
