/** One or more of every variant of `SessionView`, for looking at and for testing. */
import { failureCodes, type FailureCode } from '../../preload/failures.ts';
import type { ActionSummary, SessionView } from '../../preload/session-view.ts';
import {
  aal3Authenticators,
  atAal2,
  atAal3,
  breakGlass,
  lookUp,
  minute,
  now,
  otherName,
  problem,
  quiet,
  sign,
  withLongNames,
} from './fixtures.ts';
import { limitViews } from './limit-views.ts';
import { roleViews } from './role-views.ts';

const stop: ActionSummary = { ...sign, id: 'stop-prescription', label: { en: 'Stop a prescription' } };
const discharge: ActionSummary = { ...sign, id: 'discharge', label: { en: 'Sign a discharge letter' } };
/** Nothing else waits, and a log-in does what is missing. */
const alone: Pick<
  Extract<SessionView, { kind: 'actionBlocked' }>,
  'askedBy' | 'canStepUp' | 'alsoWaiting' | 'mayJoin'
> = { askedBy: 'policy', canStepUp: true, alsoWaiting: [], mayJoin: [] };

/** Each by the name of its screenshot; between them every variant and every wording that depends on a field. */
export const views: Readonly<Record<string, SessionView>> = {
  starting: { kind: 'starting' },
  setupProblem: { kind: 'setupProblem', problem: problem('POLICY_INVALID') },
  loggedOut: { kind: 'loggedOut' },
  ...limitViews,
  waitingToUnlock: {
    kind: 'waitingForBrowser',
    purpose: 'unlock',
    who: null,
    action: null,
    expiresAtMs: now + 5 * minute,
    notice: null,
  },
  otherPersonAtUnlock: {
    kind: 'otherPerson',
    who: null,
    presentName: atAal2.person.name,
    otherName: 'Robin PRETEND',
    unsent: [sign.label],
    problem: problem('PERSON_MISMATCH'),
  },
  openingBrowser: { kind: 'openingBrowser', purpose: 'login', who: null },
  waitingToLogIn: {
    kind: 'waitingForBrowser',
    purpose: 'login',
    who: null,
    action: null,
    expiresAtMs: now + 4 * minute,
    notice: null,
  },
  waitingWithNotice: {
    kind: 'waitingForBrowser',
    purpose: 'login',
    who: null,
    action: null,
    expiresAtMs: now + minute / 2,
    notice: problem('CALLBACK_STATE_MISMATCH'),
  },
  waitingToStepUp: {
    kind: 'waitingForBrowser',
    purpose: 'stepUp',
    who: atAal2,
    action: sign,
    expiresAtMs: now + 5 * minute,
    notice: null,
  },
  waitingToChangeRole: {
    kind: 'waitingForBrowser',
    purpose: 'changeRole',
    who: atAal2,
    action: null,
    expiresAtMs: now + 5 * minute,
    notice: null,
  },
  waitingToRenew: {
    kind: 'waitingForBrowser',
    purpose: 'renew',
    who: atAal2,
    action: null,
    expiresAtMs: now + 5 * minute,
    notice: null,
  },
  renewFailed: { kind: 'attemptFailed', purpose: 'renew', who: atAal2, problem: problem('AUTH_TIME_EARLIER') },
  checkingLogin: { kind: 'checkingLogin', purpose: 'stepUp', who: atAal2 },
  cancelled: { kind: 'attemptFailed', purpose: 'login', who: null, problem: problem('AUTHORIZATION_DENIED') },
  unreachable: { kind: 'attemptFailed', purpose: 'login', who: null, problem: problem('PROVIDER_UNREACHABLE') },
  stepUpFailed: { kind: 'attemptFailed', purpose: 'stepUp', who: atAal2, problem: problem('AUTHORIZATION_DENIED') },
  changeRoleFailed: {
    kind: 'attemptFailed',
    purpose: 'changeRole',
    who: atAal2,
    problem: problem('ATTEMPT_TIMED_OUT'),
  },
  ...roleViews,
  homeAal2: {
    kind: 'home',
    who: atAal2,
    actions: [lookUp, sign],
    memoryOnly: null,
    unresolved: [],
  },
  homeMemoryOnly: {
    kind: 'home',
    who: atAal2,
    actions: [lookUp],
    memoryOnly: 'locked',
    unresolved: [],
  },
  homeAal3: {
    kind: 'home',
    who: { ...atAal3, standing: { ...quiet, endsAtMs: now + 20 * 60 * minute } },
    actions: [lookUp, sign],
    memoryOnly: null,
    unresolved: [],
  },
  homeLongNames: {
    kind: 'home',
    who: withLongNames,
    actions: [],
    memoryOnly: null,
    unresolved: [],
  },
  blockedByLevel: {
    kind: 'actionBlocked',
    who: atAal2,
    action: sign,
    missing: [{ kind: 'level', required: 3, actual: 2 }],
    acceptable: aal3Authenticators,
    ...alone,
  },
  blockedByAge: {
    kind: 'actionBlocked',
    who: atAal3,
    action: sign,
    missing: [{ kind: 'freshness', maxAgeSeconds: 300, ageSeconds: 1320 }, { kind: 'access' }],
    acceptable: aal3Authenticators,
    ...alone,
  },
  blockedByService: {
    kind: 'actionBlocked',
    who: atAal2,
    action: breakGlass,
    missing: [{ kind: 'level', required: 3, actual: 2 }],
    acceptable: aal3Authenticators,
    ...alone,
    askedBy: 'service',
  },
  blockedWithOthers: {
    kind: 'actionBlocked',
    who: atAal2,
    action: sign,
    missing: [{ kind: 'level', required: 3, actual: 2 }],
    acceptable: aal3Authenticators,
    ...alone,
    alsoWaiting: [stop],
    mayJoin: [breakGlass, discharge],
  },
  blockedByRole: {
    kind: 'actionBlocked',
    who: atAal3,
    action: sign,
    missing: [
      { kind: 'identityLevel', required: 3, actual: 2 },
      { kind: 'role', roleCodes: ['R8000', 'R0260'] },
      { kind: 'activity', activityCodes: ['B0401'] },
    ],
    acceptable: aal3Authenticators,
    ...alone,
    canStepUp: false,
  },
  blockedByExactLevel: {
    kind: 'actionBlocked',
    who: atAal3,
    action: lookUp,
    missing: [{ kind: 'level', required: 2, actual: 3 }],
    acceptable: ['microsoftAuthenticator', 'nhsNetConnect', 'passkey'],
    ...alone,
    canStepUp: false,
  },
  homeUnresolved: {
    kind: 'home',
    who: atAal2,
    actions: [lookUp, breakGlass],
    memoryOnly: null,
    unresolved: [{ action: sign, requestId: '5e57c0de-0000-4000-8000-000000000008', atMs: now - 75 * minute }],
  },
  insufficientLevel: {
    kind: 'insufficient',
    who: atAal2,
    action: sign,
    used: ['microsoftAuthenticator'],
    acceptable: aal3Authenticators,
    problem: problem('LEVEL_TOO_LOW'),
  },
  insufficientAge: {
    kind: 'insufficient',
    who: atAal2,
    action: null,
    used: ['windowsHello', 'securityKey'],
    acceptable: aal3Authenticators,
    problem: problem('AUTH_TIME_STALE'),
  },
  otherPerson: {
    kind: 'otherPerson',
    who: atAal2,
    presentName: atAal2.person.name,
    otherName,
    unsent: [],
    problem: problem('PERSON_MISMATCH'),
  },
  confirmAal3: {
    kind: 'confirmAction',
    who: atAal3,
    action: sign,
    confirmationId: 'synthetic-confirmation-1',
    input: [
      { label: { en: 'NHS number' }, value: '9990000009' },
      { label: { en: 'Reason' }, value: 'First line\nSecond line' },
      { label: { en: 'Why you may', cy: 'Pam y cewch' }, value: { en: 'Emergency', cy: 'Argyfwng' } },
    ],
    alsoWaiting: [stop],
  },
  confirmAal2: {
    kind: 'confirmAction',
    who: atAal2,
    action: lookUp,
    confirmationId: 'synthetic-confirmation-2',
    input: [],
    alsoWaiting: [],
  },
  sendingAction: { kind: 'sendingAction', who: atAal3, action: sign },
  actionOk: {
    kind: 'actionDone',
    who: atAal3,
    action: lookUp,
    outcome: {
      kind: 'ok',
      reference: '5e57c0de-0000-4000-8000-000000000007',
      rows: [
        { name: 'patientName', value: 'Jo TESTPATIENT (synthetic)' },
        { name: 'nhsNumber', value: '999 000 0009' },
        { name: 'dateOfBirth', value: '1 April 1970' },
        { name: 'gender', value: 'Female' },
      ],
    },
  },
  actionRefused: {
    kind: 'actionDone',
    who: atAal3,
    action: sign,
    outcome: { kind: 'refused', problem: problem('API_REFUSED') },
  },
  actionUnknown: {
    kind: 'actionDone',
    who: atAal3,
    action: sign,
    outcome: { kind: 'unknown', problem: problem('API_OUTCOME_UNKNOWN') },
  },
};

export function viewNamed(name: string): SessionView {
  const view = views[name];
  if (!view) throw new Error(`there is no fixture called ${name}`);
  return view;
}

export const everyFailure: readonly (readonly [FailureCode, SessionView])[] = failureCodes.map((code) => [
  code,
  { kind: 'attemptFailed', purpose: 'login', who: null, problem: problem(code) },
]);
