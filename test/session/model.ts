import type { PowerEvent } from '../../main/ports.ts';
import type { PersonAnswer } from '../../main/oidc/person-check.ts';
import type { RestoreAnswer, SavedFor, SessionEvent } from '../../main/session/events.ts';
import type { Kept, Opened } from '../../main/vault/vault.ts';
import {
  clinicRole,
  doctor,
  nurse,
  policy,
  signPrescription,
  stopPrescription,
  viewPatient,
  wardRole,
  type GrantOptions,
  type Machine,
} from './fixtures.ts';

/** What a person, a browser, a provider, a keychain, a computer and its clock may do, each as one move. */

/** What the world still owes an answer to; the machine's own record of it may be gone by then. */
export interface Pending {
  attemptId: string;
  requestId: string;
  epoch: number;
  savedFor: SavedFor;
}

const keychain: Kept = { kind: 'keychain' };
const memory: Kept = { kind: 'memory', reason: 'slow' };
const roles = [wardRole, clinicRole];

export function openedFor(it: Machine, role = wardRole): Opened {
  return {
    kind: 'restorable',
    generation: 7,
    lastActivityMs: it.nowMs - 60_000,
    facts: {
      person: nurse,
      role,
      level: 2,
      identityLevel: 3,
      authTimeSeconds: Math.floor(it.nowMs / 1000) - 3600,
      amr: ['TOTP'],
      sid: 'sid-1',
      endsAtMs: it.nowMs + 3_600_000,
    },
  };
}

function renewed(it: Machine, options: GrantOptions = {}): RestoreAnswer {
  const { tokens, authentication, roles: held } = it.grant({ roles, ...options });
  return { kind: 'renewed', tokens, authentication, userinfo: { userId: undefined, name: nurse.name, roles: held } };
}

const problem = (attemptId: string) =>
  ({ code: 'AUTHORIZATION_DENIED', atMs: 0, correlationId: attemptId, detail: '' }) as const;

function granted(options: GrantOptions) {
  return (it: Machine, { attemptId }: Pending): SessionEvent => ({
    type: 'grantObtained',
    attemptId,
    grant: it.grant({ roles, ...options }),
  });
}

/** The same answer to a renewal and to a continued session: the machine takes the one that it waits for. */
function answered(answer: (it: Machine) => RestoreAnswer) {
  return (it: Machine, { epoch }: Pending): SessionEvent =>
    it.state.session.kind === 'restorable'
      ? { type: 'restoreAnswered', epoch, answer: answer(it) }
      : { type: 'renewalAnswered', epoch, answer: notGone(answer(it)) };
}

function notGone(answer: RestoreAnswer): Exclude<RestoreAnswer, { readonly kind: 'gone' }> {
  return answer.kind === 'gone' ? { kind: 'ended' } : answer;
}

const tryLater = (spent: 'no' | 'unknown') =>
  answered(() => ({ kind: 'tryLater', code: 'PROVIDER_FAILED', detail: '', retryAfterMs: undefined, spent }));

function checked(answer: PersonAnswer) {
  return (_: Machine, { epoch }: Pending): SessionEvent => ({ type: 'personChecked', epoch, answer });
}

const power = (event: PowerEvent) => (): SessionEvent => ({ type: 'power', power: event });

const passes = (ms: number) => (it: Machine) => it.advance(ms);

/** Answers `undefined` where only time passes; the next event brings it. */
export const moves = {
  login: () => ({ type: 'loginRequested' }),
  cancel: () => ({ type: 'cancelRequested' }),
  back: () => ({ type: 'wentBack' }),
  logOut: () => ({ type: 'logOutRequested' }),
  switch: () => ({ type: 'switchRequested' }),
  changeRole: () => ({ type: 'changeRoleRequested' }),
  lock: () => ({ type: 'lockRequested' }),
  unlock: () => ({ type: 'unlockRequested' }),
  renew: () => ({ type: 'renewRequested' }),
  continue: () => ({ type: 'continueRequested' }),
  view: () => ({ type: 'actionPrepared', actionId: 'view-patient', input: {} }),
  stop: () => ({ type: 'actionPrepared', actionId: 'stop-prescription', input: {} }),
  sign: () => ({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} }),
  stepUp: () => ({ type: 'stepUpRequested', again: false }),
  again: () => ({ type: 'stepUpRequested', again: true }),
  confirm: (it: Machine) => ({
    type: 'actionConfirmed',
    confirmationId: it.state.action.kind === 'confirming' ? it.state.action.confirmationId : 'none',
  }),
  lastRole: (it: Machine) => ({ type: 'lastRoleFound', epoch: it.state.epoch, roleId: wardRole.id }),
  chooseWard: () => ({ type: 'roleChosen', roleId: wardRole.id }),
  type: () => ({ type: 'draftSaved', screenId: 'note', values: { text: 'typed' } }),
  readNotice: () => ({ type: 'endNoticeDismissed' }),
  stay: (it: Machine) => ({ type: 'stayRequested', inputAtMs: it.nowMs }),
  touch: (it: Machine) => ({ type: 'activityNoted', inputAtMs: it.nowMs }),
  touchedBefore: (it: Machine) => ({ type: 'activityNoted', inputAtMs: it.nowMs - 120_000 }),
  touchedLater: (it: Machine) => ({ type: 'activityNoted', inputAtMs: it.nowMs + 9_999_999 }),

  opened: (it: Machine, { attemptId }: Pending) => ({
    type: 'attemptOpened',
    attemptId,
    expiresAtMs: it.nowMs + 300_000,
  }),
  arrived: (_: Machine, { attemptId }: Pending) => ({ type: 'answerArrived', attemptId }),
  failed: (_: Machine, { attemptId }: Pending) => ({ type: 'attemptFailed', attemptId, problem: problem(attemptId) }),
  good2: granted({ level: 2 }),
  good3: granted({ level: 3 }),
  goodOtherRole: granted({ level: 3, selectedRoleId: clinicRole.id }),
  goodOneRole: granted({ level: 2, roles: [wardRole] }),
  otherPerson: granted({ level: 3, person: doctor, sid: 'sid-2' }),
  stale: granted({ level: 3, ageSeconds: 5_000 }),
  aal1: granted({ level: 1 }),
  saved: (_: Machine, { epoch, savedFor }: Pending) => ({ type: 'recordSaved', savedFor, epoch, kept: keychain }),
  savedInMemory: (_: Machine, { epoch, savedFor }: Pending) => ({ type: 'recordSaved', savedFor, epoch, kept: memory }),
  wiped: (it: Machine) => ({ type: 'wiped', epoch: it.state.epoch, ending: 'unconfirmed' }),

  recorded: (_: Machine, { requestId }: Pending) => ({ type: 'intentRecorded', requestId }),
  notRecorded: (_: Machine, { requestId }: Pending) => ({
    type: 'intentNotRecorded',
    requestId,
    problem: problem(requestId),
  }),
  answered: (_: Machine, { requestId }: Pending) => ({
    type: 'actionAnswered',
    requestId,
    answer: { kind: 'ok', rows: [], reference: '' },
  }),

  challenged: (_: Machine, { requestId }: Pending) => ({
    type: 'actionAnswered',
    requestId,
    answer: { kind: 'challenged', challenge: { lowestLevel: 3, maxAgeSeconds: 0 }, problem: problem(requestId) },
  }),
  unknown: (_: Machine, { requestId }: Pending) => ({
    type: 'actionAnswered',
    requestId,
    answer: { kind: 'unknown', problem: problem(requestId) },
  }),
  unresolved: () => ({
    type: 'unresolvedRead',
    userId: nurse.userId,
    unresolved: [{ requestId: 'of-before', actionId: 'sign-prescription', atMs: 0 }],
  }),
  unresolvedOfOther: () => ({
    type: 'unresolvedRead',
    userId: doctor.userId,
    unresolved: [{ requestId: 'of-another', actionId: 'sign-prescription', atMs: 0 }],
  }),
  haveChecked: (it: Machine) => ({
    type: 'unresolvedDismissed',
    requestId: it.state.unresolved[0]?.requestId ?? 'none',
  }),
  unmet: (_: Machine, { attemptId }: Pending) => ({
    type: 'attemptFailed',
    attemptId,
    problem: { ...problem(attemptId), code: 'AUTHORIZATION_UNMET_LEVEL' },
  }),

  renewed: answered((it) => renewed(it)),
  renewedHigher: answered((it) => renewed(it, { level: 3 })),
  renewedWithoutRole: answered((it) => renewed(it, { roles: [clinicRole] })),
  unproved: answered((it) => ({
    kind: 'unproved',
    tokens: it.grant().tokens,
    code: 'ID_TOKEN_SIGNATURE',
    detail: '',
  })),
  notRenewed: tryLater('no'),
  lostReply: tryLater('unknown'),
  cannotRenew: answered(() => ({ kind: 'cannotRenew', code: 'TOKEN_REQUEST_REFUSED', detail: '' })),
  invalidGrant: answered(() => ({ kind: 'ended' })),
  renewedForOther: answered((it) => ({ kind: 'otherPerson', tokens: it.grant({ person: doctor }).tokens })),
  gone: answered(() => ({ kind: 'gone' })),
  personSame: checked({ kind: 'same', userinfo: { userId: undefined, name: '', roles } }),
  personWithoutRole: checked({ kind: 'same', userinfo: { userId: undefined, name: '', roles: [clinicRole] } }),
  personOther: checked({ kind: 'otherPerson' }),
  unauthorized: checked({ kind: 'unauthorized' }),
  providerTrouble: checked({ kind: 'trouble', code: 'PROVIDER_FAILED', detail: '' }),
  endedElsewhere: () => ({ type: 'providerEnded', reason: 'providerEvent' }),

  computerLocked: power('computerLocked'),
  computerUnlocked: power('computerUnlocked'),
  suspended: power('suspended'),
  resumed: power('resumed'),
  resumeChecked: (_: Machine, { epoch }: Pending) => ({ type: 'resumeChecked', epoch }),
  userSwitched: power('userSwitchedAway'),
  osEnds: power('osSessionEnding'),
  quit: () => ({ type: 'quitRequested' }),

  tick: () => ({ type: 'ticked', idleMs: undefined, appFocused: false }),
  tickTouched: () => ({ type: 'ticked', idleMs: 1_000, appFocused: false }),
  tickZero: () => ({ type: 'ticked', idleMs: 0, appFocused: false }),
  second: passes(1_000),
  minutes: passes(200_000),
  quarter: passes(840_000),
  hours: passes(13 * 3_600_000),
  sleep: (it: Machine) => it.sleep(700_000),
  clockBackABit: (it: Machine) => it.setClock(-10_000),
  clockBack: (it: Machine) => it.setClock(-3_600_000),
  clockForward: (it: Machine) => it.setClock(600_000),
} as const satisfies Record<string, (it: Machine, pending: Pending) => SessionEvent | void>;
export type Move =
  keyof typeof moves | 'start' | 'startWithRecord' | 'stricterPolicy' | 'laxerPolicy' | 'otherProvider';

const actions = [viewPatient, signPrescription, stopPrescription];

export const policies = {
  personal: policy({ profile: 'personal', actions }),
  shared: policy({ profile: 'shared', actions }),
} as const;

/** Until a renewal is due, with somebody there. */
const slowly = ['minutes', 'touch', 'minutes', 'touch', 'minutes', 'tick'] as const;

/** Runs that get deep, so that chance breaks things there, too. */
export const runs: readonly (readonly Move[])[] = [
  ['start', 'login', 'opened', 'arrived', 'good2', 'saved', 'chooseWard'],
  ['start', 'login', 'arrived', 'goodOneRole', 'saved'],
  ['start', 'login', 'arrived', 'good3', 'saved', 'chooseWard'],
  ['startWithRecord', 'continue', 'renewed', 'saved'],
  ['startWithRecord', 'continue', 'lostReply', 'continue', 'renewed', 'saved'],
  ['startWithRecord', 'continue', 'invalidGrant'],
  ['sign', 'stepUp', 'opened', 'arrived', 'good3', 'saved'],
  ['sign', 'stepUp', 'opened', 'arrived', 'goodOtherRole', 'saved', 'back', 'chooseWard'],
  ['sign', 'stepUp', 'opened', 'arrived', 'otherPerson'],
  ['sign', 'stepUp', 'arrived', 'good2'],
  ['sign', 'confirm', 'recorded', 'answered'],
  ['sign', 'confirm', 'recorded', 'lock', 'answered', 'unlock', 'arrived', 'good2', 'saved'],
  ['view', 'recorded', 'answered'],
  ['sign', 'stop', 'stepUp', 'arrived', 'good3', 'saved', 'confirm', 'recorded', 'answered', 'back', 'confirm'],
  ['sign', 'stepUp', 'opened', 'stop', 'arrived', 'good3', 'saved', 'back', 'confirm', 'recorded', 'unknown', 'back'],
  ['view', 'recorded', 'challenged', 'stepUp', 'arrived', 'good3', 'saved', 'confirm', 'recorded', 'challenged'],
  ['sign', 'stepUp', 'opened', 'unmet', 'back'],
  ['unresolved', 'haveChecked'],
  ['lock', 'unlock', 'arrived', 'good2', 'saved'],
  ['lock', 'unlock', 'arrived', 'otherPerson'],
  ['type', 'lock', 'unlock', 'arrived', 'good2', 'saved'],
  [...slowly, 'renewed', 'saved'],
  [
    'start',
    'login',
    'arrived',
    'goodOneRole',
    'saved',
    ...slowly,
    'lostReply',
    'touch',
    'minutes',
    'tick',
    'invalidGrant',
  ],
  [...slowly, 'arrived', 'renewed', 'saved', 'good3', 'saved'],
  ['quarter', 'tick', 'stay', 'tick'],
  ['quarter', 'second', 'minutes', 'tick'],
  ['computerLocked', 'minutes', 'computerUnlocked'],
  ['suspended', 'sleep', 'resumed', 'resumeChecked', 'renewed', 'saved'],
  ['renew', 'arrived', 'good2', 'saved'],
  ['changeRole', 'arrived', 'good2', 'saved', 'chooseWard'],
  ['start', 'login', 'arrived', 'good2', 'saved', 'quarter', 'minutes', 'tick'],
  ['start', 'login', 'arrived', 'goodOneRole', 'saved', ...slowly, 'invalidGrant'],
  ['switch', 'cancel'],
  ['lock', 'quit'],
  ['quit'],
  ['userSwitched'],
  [...slowly, 'renewedForOther'],
  [...slowly, 'personWithoutRole'],
  ['hours', 'tick'],
];
