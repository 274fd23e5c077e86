/**
 * One or more of every variant of `SessionView`, for looking at and for testing. All people, ids and organisations are
 * synthetic: they exist nowhere but here and say so by their names.
 */
import type { AppInfo } from '../../preload/contract.ts';
import { failureCodes, type FailureCode, type Problem } from '../../preload/failures.ts';
import type {
  ActionSummary,
  AssuranceView,
  AuthenticatorKey,
  RoleView,
  SessionView,
  Who,
} from '../../preload/session-view.ts';

/** 21 November 2026, 09:30 in London: when every fixture takes place, and what the page's clock says. */
export const now = Date.UTC(2026, 10, 21, 9, 30);
const minute = 60_000;

export const appInfo: AppInfo = { name: 'CIS2 Desktop', version: '0.1.0', environment: 'Simulator', profile: 'shared' };

export function role(
  index: number,
  name: string,
  code: string,
  organisationName: string | null,
  ods: string,
): RoleView {
  return { id: `99900000000${index}`, name, code, organisationName, organisationCode: ods };
}

export const nurse = role(1, 'Nurse', 'R8001', 'Synthetic Park Surgery', 'Z99901');
export const sixRoles: readonly RoleView[] = [
  role(2, 'General Medical Practitioner', 'R0260', 'Synthetic Park Surgery', 'Z99901'),
  role(3, 'General Medical Practitioner', 'R0260', 'Imaginary Valley Medical Centre', 'Z99902'),
  role(4, 'Clinical Practitioner', 'R8000', 'Made-up Out of Hours Service', 'Z99903'),
  role(5, 'Practice Manager', 'R1780', 'Synthetic Park Surgery', 'Z99901'),
  role(6, 'Health Professional', 'R8003', 'Invented NHS Foundation Trust', 'ZZ9'),
  role(7, 'Nurse', 'R8001', null, 'Z99907'),
];

export const aal2: AssuranceView = {
  level: 2,
  authenticators: ['microsoftAuthenticator'],
  otherMethods: [],
  confirmedAtMs: now - 18 * minute,
};
export const aal3: AssuranceView = {
  level: 3,
  authenticators: ['windowsHello', 'securityKey'],
  otherMethods: [],
  confirmedAtMs: now - 1 * minute,
};
const person = { name: 'Sam SYNTHETIC', userId: '999000000104' };
export const otherName = 'Robin PRETEND';

export const atAal2: Who = { person, role: nurse, assurance: aal2 };
export const atAal3: Who = { person, role: nurse, assurance: aal3 };
export const withoutRole: Who = { person, role: null, assurance: aal2 };

export const lookUp: ActionSummary = { id: 'find-patient', label: { en: 'Find a patient' }, sensitive: false };
export const sign: ActionSummary = { id: 'sign-prescription', label: { en: 'Sign a prescription' }, sensitive: true };

export const aal3Authenticators: AuthenticatorKey[] = ['smartcard', 'securityKey', 'windowsHello', 'ipad'];

export function problem(code: FailureCode): Problem {
  return {
    code,
    atMs: now - minute,
    correlationId: '00000000-5e57-4000-8000-000000000042',
    detail: 'One line of synthetic detail for IT: host sim.invalid, step discovery.',
  };
}

/** Each by the name of its screenshot; between them every variant and every wording that depends on a field. */
export const views: Readonly<Record<string, SessionView>> = {
  starting: { kind: 'starting' },
  setupProblem: { kind: 'setupProblem', problem: problem('POLICY_INVALID') },
  loggedOut: { kind: 'loggedOut' },
  endedByUser: { kind: 'ended', reason: 'user', atMs: now - 2 * minute, unconfirmed: false },
  endedUnconfirmed: { kind: 'ended', reason: 'user', atMs: now - minute, unconfirmed: true },
  endedBySwitch: { kind: 'ended', reason: 'switchUser', atMs: now - 24 * 60 * minute, unconfirmed: false },
  locked: {
    kind: 'locked',
    name: atAal2.person.name,
    role: atAal2.role,
    lockedAtMs: now - 5 * minute,
    unconfirmed: false,
  },
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
  chooseFewRoles: { kind: 'chooseRole', who: withoutRole, roles: sixRoles.slice(0, 3) },
  chooseManyRoles: { kind: 'chooseRole', who: { ...withoutRole, role: sixRoles[3] ?? null }, roles: [...sixRoles] },
  noUsableRole: { kind: 'noUsableRole', who: withoutRole },
  homeAal2: {
    kind: 'home',
    who: atAal2,
    actions: [lookUp, sign],
    accessEndsAtMs: now + 11 * 60 * minute,
    memoryOnly: null,
  },
  homeMemoryOnly: {
    kind: 'home',
    who: atAal2,
    actions: [lookUp],
    accessEndsAtMs: now + 11 * 60 * minute,
    memoryOnly: 'locked',
  },
  homeAal3: {
    kind: 'home',
    who: atAal3,
    actions: [lookUp, sign],
    accessEndsAtMs: now + 20 * 60 * minute,
    memoryOnly: null,
  },
  homeLongNames: {
    kind: 'home',
    who: {
      person: { name: 'Professor Maximiliana-Alexandrina SYNTHETIC-FEATHERSTONEHAUGH', userId: '999000000105' },
      role: role(
        8,
        'Specialist Community Public Health Nurse Practitioner',
        'R8001',
        'Synthetic North and Imaginary South Community Healthcare NHS Foundation Trust',
        'ZZ98',
      ),
      assurance: { ...aal3, authenticators: [], otherMethods: ['BIOMETRIC_X'] },
    },
    actions: [],
    accessEndsAtMs: now + 11 * 60 * minute,
    memoryOnly: null,
  },
  blockedByLevel: {
    kind: 'actionBlocked',
    who: atAal2,
    action: sign,
    missing: [{ kind: 'level', required: 3, actual: 2 }],
    acceptable: aal3Authenticators,
  },
  blockedByAge: {
    kind: 'actionBlocked',
    who: atAal3,
    action: sign,
    missing: [{ kind: 'freshness', maxAgeSeconds: 300, ageSeconds: 1320 }, { kind: 'access' }],
    acceptable: aal3Authenticators,
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
    problem: problem('PERSON_MISMATCH'),
  },
  confirmAal3: { kind: 'confirmAction', who: atAal3, action: sign, confirmationId: 'synthetic-confirmation-1' },
  confirmAal2: { kind: 'confirmAction', who: atAal2, action: lookUp, confirmationId: 'synthetic-confirmation-2' },
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
