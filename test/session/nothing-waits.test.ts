import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Effect, RestoreAnswer, SendAnswer, SessionEvent } from '../../main/session/events.ts';
import { count } from '../unit-support/counts.ts';
import {
  clinicRole,
  doctor,
  hourMs,
  machine,
  minuteMs,
  noAnswer,
  nurse,
  policy,
  profiles,
  secondMs,
  signPrescription,
  stopPrescription,
  viewPatient,
  wardRole,
} from './fixtures.ts';

/**
 * The world answers everything that the machine asks for, late and in any order, and the vault in the order in which it was
 * asked. Whatever happens meanwhile: once all is answered, nothing waits for anything (`session.md`, "Properties").
 */
type Machine = ReturnType<typeof machine>;

/** What the full count may take. */
const longMs = 10 * minuteMs;

/** What may become of an effect. `which` chooses. */
function answer(it: Machine, effect: Effect, which: number): SessionEvent | undefined {
  const one = <Item>(...items: readonly Item[]) => items[which % items.length];
  switch (effect.type) {
    case 'openVault':
      return { type: 'vaultOpened', opened: { kind: 'nothing' } };
    case 'beginAttempt': {
      const { attemptId } = effect;
      return one<SessionEvent>(
        { type: 'attemptOpened', attemptId, expiresAtMs: it.nowMs + 5 * minuteMs },
        { type: 'answerArrived', attemptId },
        { type: 'attemptFailed', attemptId, problem: it.problem() },
      );
    }
    case 'exchange': {
      const { attemptId } = effect;
      const grant = it.grant({
        level: which % 3 === 0 ? 2 : 3,
        person: which % 5 === 0 ? doctor : nurse,
        roles: which % 2 === 0 ? [wardRole] : [wardRole, clinicRole],
        sid: `sid-${which % 4}`,
      });
      return which % 7 === 0
        ? { type: 'attemptFailed', attemptId, problem: it.problem() }
        : { type: 'grantObtained', attemptId, grant };
    }
    case 'saveRecord': {
      const { savedFor, epoch } = effect;
      const kept = one({ kind: 'keychain' }, { kind: 'memory', reason: 'slow' }) ?? { kind: 'keychain' };
      return { type: 'recordSaved', savedFor, epoch, kept } as SessionEvent;
    }
    case 'wipe':
      return { type: 'wiped', epoch: effect.epoch, ending: which % 2 === 0 ? 'gone' : 'unconfirmed' };
    case 'renew': {
      const { epoch } = effect;
      const renewed = it.renewed({
        level: which % 2 === 0 ? 2 : 3,
        roles: which % 9 === 0 ? [clinicRole] : [wardRole],
      });
      const { tokens } = it.grant();
      const given = one(
        renewed,
        renewed,
        noAnswer,
        { ...noAnswer, spent: 'unknown' as const },
        { kind: 'cannotRenew' as const, code: 'INTERNAL' as const, detail: '' },
        { kind: 'ended' as const },
        { kind: 'unproved' as const, tokens, code: 'INTERNAL' as const, detail: '' },
        { kind: 'otherPerson' as const, tokens },
      );
      return { type: 'renewalAnswered', epoch, answer: given ?? noAnswer };
    }
    case 'restore': {
      const { epoch } = effect;
      const given = one<RestoreAnswer>(it.renewed(), it.renewed(), noAnswer, { kind: 'gone' }, { kind: 'ended' });
      return { type: 'restoreAnswered', epoch, answer: given ?? noAnswer };
    }
    case 'checkPerson': {
      const userinfo = { userId: nurse.userId, name: nurse.name, roles: [wardRole] };
      const check = one(
        { kind: 'same' as const, userinfo },
        { kind: 'trouble' as const, code: 'INTERNAL' as const, detail: '' },
        { kind: 'unauthorized' as const },
      );
      return { type: 'personChecked', epoch: effect.epoch, answer: check ?? { kind: 'unauthorized' } };
    }
    case 'checkResume':
      return { type: 'resumeChecked', epoch: effect.epoch };
    case 'recordIntent': {
      const { requestId } = effect.intent;
      return which % 4 === 0
        ? { type: 'intentNotRecorded', requestId, problem: it.problem() }
        : { type: 'intentRecorded', requestId };
    }
    case 'send': {
      const { requestId } = effect.intent;
      const challenge = { lowestLevel: 3, maxAgeSeconds: 300 } as const;
      const given = one<SendAnswer>(
        { kind: 'ok', rows: [], reference: requestId },
        { kind: 'challenged', challenge, problem: it.problem('API_LEVEL_TOO_LOW') },
        { kind: 'unknown', problem: it.problem('API_OUTCOME_UNKNOWN') },
      );
      return given && { type: 'actionAnswered', requestId, answer: given };
    }
    case 'readUnresolved': {
      const unresolved =
        which % 2 === 0 ? [] : [{ requestId: `of-before-${which}`, actionId: 'view-patient', atMs: 0 }];
      return { type: 'unresolvedRead', userId: effect.userId, unresolved };
    }
    case 'openBrowser':
    case 'copyStartLink':
    case 'endAttempt':
    case 'noteTold':
    case 'touchVault':
    case 'recordChecked':
    case 'endBrowserSession':
    case 'revoke':
    case 'raiseWindow':
    case 'replaceRenderer':
    case 'note':
      return undefined;
  }
}

const happenings: Record<string, (it: Machine) => unknown> = {
  login: (it) => it.put({ type: 'loginRequested' }),
  cancel: (it) => it.put({ type: 'cancelRequested' }),
  back: (it) => it.put({ type: 'wentBack' }),
  role: (it) => it.put({ type: 'roleChosen', roleId: wardRole.id }),
  view: (it) => it.put({ type: 'actionPrepared', actionId: 'view-patient', input: {} }),
  sign: (it) => it.stepUp(),
  add: (it) => it.put({ type: 'actionPrepared', actionId: 'stop-prescription', input: {} }),
  checked: (it) => it.put({ type: 'unresolvedDismissed', requestId: it.state.unresolved[0]?.requestId ?? 'none' }),
  confirm: (it) =>
    it.state.action.kind === 'confirming' &&
    it.put({ type: 'actionConfirmed', confirmationId: it.state.action.confirmationId }),
  renew: (it) => it.put({ type: 'renewRequested' }),
  changeRole: (it) => it.put({ type: 'changeRoleRequested' }),
  lock: (it) => it.put({ type: 'lockRequested' }),
  unlock: (it) => it.put({ type: 'unlockRequested' }),
  logOut: (it) => it.put({ type: 'logOutRequested' }),
  switch: (it) => it.put({ type: 'switchRequested' }),
  continue: (it) => it.put({ type: 'continueRequested' }),
  draft: (it) => it.put({ type: 'draftSaved', screenId: 'letter', values: {} }),
  arrived: (it) => 'id' in it.state.attempt && it.put({ type: 'answerArrived', attemptId: it.attemptId() }),
  touched: (it) => it.put({ type: 'activityNoted', inputAtMs: it.nowMs }),
  provider: (it) => it.put({ type: 'providerEnded', reason: 'providerEvent' }),
  sleep: (it) => (it.power('suspended'), it.sleep(minuteMs)),
  wake: (it) => it.power('resumed'),
  computerLocked: (it) => it.power('computerLocked'),
  computerUnlocked: (it) => it.power('computerUnlocked'),
  stricter: (it) => it.changePolicy(policy({ session: { idleMinutes: 2 } })),
  second: (it) => it.tick(secondMs),
  minutes: (it) => it.tick(3 * minuteMs),
  untilRenewal,
  hour: (it) => it.tick(hourMs),
  // Chance hardly ever does these three or four in a row.
  nap: (it) => (untilRenewal(it), it.power('suspended'), it.sleep(minuteMs), it.power('resumed')),
  stepUpWhileRenewing: (it) => {
    it.tick(7 * minuteMs);
    it.stepUp();
    untilRenewal(it);
    if ('id' in it.state.attempt) it.put({ type: 'answerArrived', attemptId: it.attemptId() });
  },
};

function untilRenewal(it: Machine): void {
  if (it.state.lane.dueAtMs !== undefined) it.untilRenewal();
}

/** Happens, or answers: of what is waiting one by chance, or the newest, with one outcome of several. */
const moves = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(happenings)) },
    { weight: 3, arbitrary: fc.tuple(fc.nat(20), fc.nat(100)) },
  ),
  { maxLength: 50 },
);

function world(it: Machine) {
  let seen = 0;
  let waiting: readonly Effect[] = [];
  const isOfVault = ({ type }: Effect) => type === 'saveRecord' || type === 'wipe';
  return {
    get waiting() {
      const asked = it.effects.slice(seen).filter((effect) => answer(it, effect, 0) !== undefined);
      seen = it.effects.length;
      waiting = [...waiting, ...asked];
      return waiting;
    },
    /** The vault does one thing after the other; whatever else is asked may be answered in any order. */
    answerOne(index: number, which: number) {
      const all = this.waiting;
      const picked = all[index % Math.max(1, all.length)];
      const effect = picked && isOfVault(picked) ? all.find(isOfVault) : picked;
      if (!effect) return;
      waiting = all.filter((other) => other !== effect);
      const event = answer(it, effect, which);
      if (event) it.put(event);
    },
  };
}

function checkShape(it: Machine, waiting: readonly Effect[], trail: string) {
  const { session, attempt, action, lane, watch, epoch } = it.state;
  const has = (type: Effect['type']) =>
    waiting.some((effect) => effect.type === type && (!('epoch' in effect) || effect.epoch === epoch));
  const isThere = session.kind !== 'out' && session.kind !== 'starting';
  expect(watch !== null, `${trail}: a session has limits, and nothing else has`).toBe(isThere);
  const exchange = waiting.find(
    (effect) => effect.type === 'exchange' && 'id' in attempt && effect.attemptId === attempt.id,
  );
  expect(exchange !== undefined && lane.stage.kind !== 'idle', `${trail}: an exchange beside a refresh`).toBe(false);
  const refreshes = waiting.filter((effect) => effect.type === 'renew' && effect.epoch === epoch);
  expect(refreshes.length, `${trail}: refreshes at once`).toBeLessThanOrEqual(1);
  if (lane.stage.kind === 'asking') expect(has('renew'), `${trail}: asking, and nobody is asked`).toBe(true);
  if (lane.stage.kind === 'saving') expect(has('saveRecord'), `${trail}: saving, and nothing is`).toBe(true);
  if (session.kind === 'active' && session.resuming) expect(has('checkResume'), `${trail}: resuming`).toBe(true);
  if (attempt.kind === 'completing' && !attempt.queued && !attempt.accepted) {
    expect(exchange, `${trail}: completing`).toBeDefined();
  }
  if (attempt.kind === 'completing' && attempt.queued) expect(lane.stage.kind, `${trail}: queued`).not.toBe('idle');
  if (action.kind !== 'none' && session.kind !== 'active') {
    const over: Record<string, readonly string[]> = { locked: ['sending', 'done'], choosingRole: ['done'] };
    expect(over[session.kind], `${trail}: an action where none may be`).toContain(action.kind);
  }
  if (action.kind === 'none') expect(it.state.waiting, `${trail}: they wait behind nothing`).toEqual([]);
  if (it.state.unresolved.length > 0) expect(['choosingRole', 'active', 'locked'], trail).toContain(session.kind);
  const running = 'id' in attempt ? attempt.asked.purpose : undefined;
  const legal: Record<string, readonly string[]> = {
    out: ['login'],
    locked: ['unlock'],
    choosingRole: ['changeRole'],
    active: ['stepUp', 'changeRole', 'renew'],
  };
  if (running) expect(legal[session.kind], `${trail}: an attempt where none may be`).toContain(running);
  if (session.kind === 'locked' || session.kind === 'out') {
    const rest = { ...it.state, attempt: null };
    expect(JSON.stringify(rest), `${trail}: a token is left`).not.toMatch(/access-|refresh-/);
  }
}

/** What the vault was told last: the session that is there, or that there is none (invariant 11). */
function checkVault(it: Machine, trail: string) {
  const { session } = it.state;
  const last = it.effects.findLast(({ type }) => type === 'saveRecord' || type === 'wipe');
  if (session.kind === 'out' || session.kind === 'locked') {
    if (last) expect(last.type, `${trail}: a record of nobody is left`).toBe('wipe');
  } else if (session.kind === 'active' && last) {
    expect(last, `${trail}: the record is of another set of tokens`).toMatchObject({
      type: 'saveRecord',
      record: { refreshToken: session.established.tokens.refreshToken, facts: { role: { id: session.role.id } } },
    });
  }
}

test(
  'once everything is answered, nothing waits, and something comes next',
  () => {
    const reached = new Set<string>();
    const from = fc.constantFrom('logged in', 'logged out', 'offered', 'at AAL3');
    const outcomes = fc.array(fc.nat(100), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...profiles), from, moves, outcomes, (profile, start, sequence, choices) => {
        const it = machine(policy({ profile, actions: [viewPatient, signPrescription, stopPrescription] }));
        if (start === 'offered') it.offer();
        else if (start === 'logged out') it.start();
        else it.logIn({ level: start === 'at AAL3' ? 3 : 2 });
        const { length } = it.effects;
        it.effects.splice(0, length);
        const others = world(it);
        const trail = `${profile} ${start} ${JSON.stringify(sequence)}`;
        for (const move of sequence) {
          if (typeof move === 'string') happenings[move]?.(it);
          else others.answerOne(...move);
          checkShape(it, others.waiting, trail);
          const { session, attempt, action, lane } = it.state;
          for (const part of [session, attempt, action, lane.stage]) reached.add(part.kind);
        }
        for (let rounds = 0; rounds < 200 && others.waiting.length > 0; rounds += 1) {
          others.answerOne(0, choices[rounds % choices.length] ?? 0);
          checkShape(it, others.waiting, `${trail}, then ${choices.join(' ')}`);
        }
        const { session, attempt, action, lane } = it.state;
        expect(others.waiting).toEqual([]);
        expect([lane.stage.kind, ['opening', 'completing'].includes(attempt.kind)], trail).toEqual(['idle', false]);
        expect(['recording', 'sending'].includes(action.kind), trail).toBe(false);
        checkVault(it, trail);
        if (session.kind === 'restorable') expect(session.continuing, trail).toBe(false);
        if (session.kind !== 'active') return;
        expect(session.resuming, trail).toBe(false);
        expect(lane.personCheckAtMs, `${trail}: nobody will look whose it is`).toBeDefined();
        if (lane.trouble !== 'cannotRenew') expect(lane.dueAtMs, `${trail}: nothing will be renewed`).toBeDefined();
      }),
      { numRuns: count(4_000, 100_000) },
    );
    const everywhere = [
      'out',
      'active',
      'choosingRole',
      'completing',
      'blocked',
      'confirming',
      'sending',
      'asking',
      'saving',
    ];
    expect([...reached]).toEqual(expect.arrayContaining(everywhere));
  },
  longMs,
);
