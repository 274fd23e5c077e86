import * as v from 'valibot';
import { problem } from './failures.ts';

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
export const attemptPurposes = ['login', 'unlock', 'stepUp', 'changeRole'] as const;
export const attemptPurpose = v.picklist(attemptPurposes);
export type AttemptPurpose = v.InferOutput<typeof attemptPurpose>;

/** Why a session ended. Each has its own words on screen. */
export const endReasons = ['user', 'switchUser'] as const;
export const endReason = v.picklist(endReasons);
export type EndReason = v.InferOutput<typeof endReason>;

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

/**
 * The level that the ID token in use claims, never rewritten; freshness apart from it: `confirmedAtMs` is its `auth_time`.
 * `authenticators` are those the `amr` values can stand for, `otherMethods` the `amr` values that we do not know.
 */
const assurance = v.strictObject({
  level: v.picklist([2, 3]),
  authenticators: v.array(authenticatorKey),
  otherMethods: v.array(v.string()),
  confirmedAtMs: v.number(),
});
export type AssuranceView = v.InferOutput<typeof assurance>;

/** Who the screen belongs to; `role` is null until one is chosen. */
const who = v.strictObject({ person, role: v.nullable(role), assurance });
export type Who = v.InferOutput<typeof who>;

/** An action of the policy's catalogue; `sensitive` is one that an AAL2 log-in alone can never do. */
const actionSummary = v.strictObject({
  id: v.string(),
  label: v.strictObject({ en: v.string(), cy: v.exactOptional(v.string()) }),
  sensitive: v.boolean(),
});
export type ActionSummary = v.InferOutput<typeof actionSummary>;

/** One thing that the gate misses, in the order in which it is told. Ages in s. */
const missing = v.variant('kind', [
  v.strictObject({ kind: v.literal('level'), required: v.picklist([2, 3]), actual: v.picklist([2, 3]) }),
  v.strictObject({ kind: v.literal('freshness'), maxAgeSeconds: v.number(), ageSeconds: v.number() }),
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
  v.strictObject({ kind: v.literal('refused'), problem }),
  v.strictObject({ kind: v.literal('unknown'), problem }),
]);
export type ActionOutcome = v.InferOutput<typeof outcome>;

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
    /** Whether the keychain could not show that our entry is gone. Nothing can be continued from it all the same. */
    unconfirmed: v.boolean(),
  }),
  /** No level: the tokens are gone, and only whose session it was is still known. */
  v.strictObject({
    kind: v.literal('locked'),
    name: v.string(),
    role: v.nullable(role),
    lockedAtMs: v.number(),
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
  v.strictObject({ kind: v.literal('chooseRole'), who, roles: v.array(role) }),
  v.strictObject({ kind: v.literal('noUsableRole'), who }),
  v.strictObject({
    kind: v.literal('home'),
    who,
    actions: v.array(actionSummary),
    accessEndsAtMs: v.number(),
    /** Why the keychain does not hold this session, where it was meant to. */
    memoryOnly: v.nullable(memoryOnly),
  }),
  v.strictObject({
    kind: v.literal('actionBlocked'),
    who,
    action: actionSummary,
    missing: v.array(missing),
    acceptable: v.array(authenticatorKey),
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
    problem,
  }),
  v.strictObject({ kind: v.literal('confirmAction'), who, action: actionSummary, confirmationId: v.string() }),
  v.strictObject({ kind: v.literal('sendingAction'), who, action: actionSummary }),
  v.strictObject({ kind: v.literal('actionDone'), who, action: actionSummary, outcome }),
]);
export type SessionView = v.InferOutput<typeof sessionView>;
