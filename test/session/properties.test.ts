import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pendingIn } from '../../main/session/action-moves.ts';
import type { Effect, Gesture, SessionEvent } from '../../main/session/events.ts';
import { establishedIn, type State } from '../../main/session/state.ts';
import { count } from '../unit-support/counts.ts';
import { machine, policy, signPrescription, viewPatient, type Machine } from './fixtures.ts';
import { moves, openedFor, policies, runs, type Move, type Pending } from './model.ts';

/** `session.md`, "Properties": over whatever happens, in whatever order. */

const single: readonly Move[] = [
  ...(Object.keys(moves) as (keyof typeof moves)[]),
  ...(['stricterPolicy', 'laxerPolicy', 'otherProvider'] as const),
];

const sequences = fc
  .array(
    fc.oneof(
      fc.constantFrom(...single).map((move) => [move]),
      fc.constantFrom(...runs),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.flat());

const reached = new Set<string>();

interface Seen {
  readonly before: State;
  readonly event: SessionEvent;
  readonly effects: readonly Effect[];
  readonly refused: boolean;
}

function play(profile: 'personal' | 'shared', sequence: readonly Move[]): void {
  const it = machine(policies[profile]);
  const pending: Pending = { attemptId: 'none', requestId: 'none', epoch: 0, savedFor: { kind: 'renewal' } };
  const trail: Move[] = [];
  const confirmed = new Set<string>();
  const put = (event: SessionEvent) => {
    const { state: before } = it;
    const from = it.effects.length;
    const refused = it.put(event) === undefined;
    const effects = it.effects.slice(from);
    for (const effect of effects) {
      if (effect.type === 'saveRecord') pending.savedFor = effect.savedFor;
      if ('epoch' in effect && effect.type !== 'wipe') pending.epoch = effect.epoch;
      if (effect.type === 'recordIntent' && event.type === 'actionConfirmed') confirmed.add(effect.intent.requestId);
    }
    const { attempt, action } = it.state;
    if ('id' in attempt) pending.attemptId = attempt.id;
    if (action.kind === 'recording') pending.requestId = action.requestId;
    try {
      check(it, { before, event, effects, refused }, confirmed);
    } catch (error) {
      throw new Error(`${profile}: ${trail.join(' ')}`, { cause: error });
    }
  };
  put({ type: 'started' });
  for (const move of sequence) {
    trail.push(move);
    if (move === 'start') put({ type: 'vaultOpened', opened: { kind: 'nothing' } });
    else if (move === 'startWithRecord') put({ type: 'vaultOpened', opened: openedFor(it) });
    else if (move === 'stricterPolicy')
      change(policy({ profile, actions: fewer, session: { idleMinutes: 2, absoluteHours: 1 } }));
    else if (move === 'laxerPolicy') change(policies[profile]);
    else if (move === 'otherProvider') change(policy({ profile, provider: { clientId: 'another' } }));
    else {
      const event = moves[move](it, pending);
      if (event) put(event);
    }
  }

  function change(next: ReturnType<typeof policy>) {
    put({ type: 'policyChanged', before: it.usePolicy(next) });
  }
}

/** One action of the catalogue is not there any more. */
const fewer = [viewPatient, signPrescription];

const secret = /access-|refresh-/;

function check(it: Machine, seen: Seen, confirmed: ReadonlySet<string>): void {
  const { state, view } = it;
  const { before, event, effects } = seen;
  const there = establishedIn(state);
  reached.add(view.kind);
  if (view.kind === 'ended') reached.add(`ended ${view.reason}`);
  if (view.kind === 'locked') reached.add(`locked ${view.reason}`);

  // No token where nobody is logged in, but for one that is being checked (in the lane or the attempt).
  if (!there) expect(JSON.stringify([state.session, state.drafts, state.watch])).not.toMatch(secret);
  // None in any view (invariant 1), and nothing at all of anybody on a blanked screen.
  expect(JSON.stringify(view)).not.toMatch(/access-|refresh-|sid-/);
  if (view.kind === 'blanked') expect(view).toEqual({ kind: 'blanked' });

  // Limits are kept while there is a session, and only then.
  expect(state.watch !== null).toBe(['choosingRole', 'active', 'locked', 'restorable'].includes(state.session.kind));
  // Attempts are legal where `session.md` says so.
  if ('asked' in state.attempt) expect(legal[state.session.kind]).toContain(state.attempt.asked.purpose);
  // An action needs somebody; one that is being sent may outlive a lock.
  if (state.action.kind !== 'none' && state.session.kind !== 'active') {
    // A log-in for it that came back with another role has refused it, and the person chooses next.
    expect(['locked sending', 'locked done', 'choosingRole done']).toContain(
      `${state.session.kind} ${state.action.kind}`,
    );
  }
  // What waits, waits behind something that is on screen, and each of it once.
  if (state.action.kind === 'none' || state.session.kind !== 'active') expect(state.waiting).toEqual([]);
  const pending = pendingIn(state).map((each) => each.action.id);
  expect(new Set(pending).size).toBe(pending.length);
  // Nobody is told of another person's actions, and nobody who is gone of any.
  expect(JSON.stringify(state.unresolved)).not.toContain('of-another');
  if (!['choosingRole', 'active', 'locked'].includes(state.session.kind)) expect(state.unresolved).toEqual([]);
  // The lane works for a session, or for one that is being continued.
  if (state.lane.stage.kind !== 'idle') expect(['active', 'restorable']).toContain(state.session.kind);

  persons(before, state);
  limits(seen, state);
  sending(seen, confirmed);
  challenges(seen, state);
  ends(it, seen);

  // Nothing opens a browser without a gesture (invariant 6, B14).
  if (effects.some(({ type }) => type === 'beginAttempt' || type === 'openBrowser' || type === 'endBrowserSession')) {
    expect(event.type).toMatch(/Requested$/);
    expect(event.type).not.toBe('quitRequested');
  }
  // Every state has a way out that a person can take.
  const isBetween = state.session.kind === 'starting';
  if (!isBetween) {
    expect(
      waysOut.some((gesture) => it.wouldTake(gesture)),
      view.kind,
    ).toBe(true);
  }
}

const legal: Record<State['session']['kind'], readonly string[]> = {
  starting: [],
  restorable: [],
  out: ['login'],
  choosingRole: ['changeRole'],
  active: ['stepUp', 'changeRole', 'renew'],
  locked: ['unlock'],
};

/** Two persons never share an epoch, and a session exists only at AAL2 or AAL3 (HAZ-01, HAZ-05). */
function persons(before: State, state: State): void {
  const [was, is] = [establishedIn(before), establishedIn(state)];
  if (was && is && state.epoch === before.epoch) expect(is.person).toEqual(was.person);
  if (is) expect([2, 3]).toContain(is.authentication.level);
  expect(state.epoch).toBeGreaterThanOrEqual(before.epoch);
  // Only an authentication raises the level; a renewal never does.
  if (was && is && is.authentication.level > was.authentication.level) {
    expect(is.authentication.authTimeSeconds).toBeGreaterThan(0);
    expect(before.attempt.kind).toBe('completing');
  }
  const drafted = Object.keys(state.drafts).length > 0;
  if (drafted) expect(['active', 'choosingRole', 'locked']).toContain(state.session.kind);
}

const activity = /^(ticked|activityNoted|stayRequested|power|recordSaved|vaultOpened|.*Requested)$/;

/** A limit moves later by activity or a new authentication, and by nothing else (HAZ-02, HAZ-09). */
function limits({ before, event }: Seen, state: State): void {
  const [was, is] = [before.watch, state.watch];
  if (!was || !is) return;
  if (is.lastActivityMs + is.idleMs > was.lastActivityMs + was.idleMs) expect(event.type).toMatch(activity);
  expect(is.lastActivityMs).toBeLessThanOrEqual(state.time.nowMs);
  if (is.endsAtMs > was.endsAtMs) {
    expect(event.type).toBe('recordSaved');
    expect(before.attempt.kind === 'completing' && before.attempt.asked.anew).toBe(true);
  }
  expect(state.time.nowMs).toBeGreaterThanOrEqual(before.time.nowMs);
  // What is over is over.
  if (is.graceEndsAtMs === undefined) expect(state.time.nowMs).toBeLessThan(is.endsAtMs);
}

/** Sending comes after recording, and for a sensitive action after a confirmation, at AAL3, with a token that is good (invariant 9). */
function sending({ before, effects }: Seen, confirmed: ReadonlySet<string>): void {
  for (const effect of effects) {
    if (effect.type !== 'send') continue;
    const { intent } = effect;
    reached.add(`send ${intent.action.id}`);
    expect(before.action.kind).toBe('recording');
    const challenged = 'challenge' in before.action;
    if (challenged) reached.add('send after a challenge');
    if (intent.action.id === 'view-patient' && !challenged) continue;
    expect(confirmed.has(intent.requestId)).toBe(true);
    expect(intent.established.authentication.level).toBe(3);
  }
}

/** A service is listened to once for each action of a person, and never asked for less than was asked before (HAZ-05). */
function challenges({ before, event, effects }: Seen, state: State): void {
  if (event.type !== 'actionAnswered' || event.answer.kind !== 'challenged') return;
  expect(effects.some(({ type }) => type === 'send' || type === 'recordIntent')).toBe(false);
  if (before.action.kind !== 'sending' || before.action.requestId !== event.requestId) return;
  if ('challenge' in before.action) expect(state.action.kind).not.toBe('blocked');
  if (state.action.kind === 'blocked') reached.add('challenged');
}

/** What ends or locks a session wipes before anything else can wait; what is kept for "Continue" was quit, not ended. */
function ends(it: Machine, { before, event, effects }: Seen): void {
  const { state } = it;
  const [was, is] = [establishedIn(before), establishedIn(state)];
  if (!was || is) return;
  const { session } = state;
  const wipes = effects.findIndex(({ type }) => type === 'wipe');
  if (session.kind === 'out' && !session.end && wipes < 0) {
    // Quit: nothing was ended.
    expect(event.type === 'quitRequested' || event.type === 'power').toBe(true);
    expect(was.kept.kind).toBe('keychain');
    return;
  }
  const revokes = effects.findIndex(({ type }) => type === 'revoke');
  const newest = before.lane.stage.kind === 'saving' ? before.lane.stage.established.tokens : was.tokens;
  expect(wipes).toBeGreaterThanOrEqual(0);
  expect(revokes).toBeGreaterThan(wipes);
  expect(effects.some(({ type }) => type === 'replaceRenderer')).toBe(true);
  // Of what the network says, only `invalid_grant`, a verified event and answers about another person or role end (invariant 5).
  if (event.type === 'renewalAnswered' && session.kind === 'out' && session.end?.reason === 'revoked') {
    expect(event.answer.kind).toBe('ended');
  }
  const isPastALimit = session.kind === 'locked' || (session.kind === 'out' && isLimit(session.end?.reason));
  if (event.type === 'personChecked' && !isPastALimit) expect(['same', 'otherPerson']).toContain(event.answer.kind);
  if (!['renewalAnswered', 'grantObtained'].includes(event.type)) {
    expect(effects.some((effect) => effect.type === 'revoke' && effect.tokens === newest)).toBe(true);
  }
}

/** What ends a session whatever event brings the time. */
function isLimit(reason: string | undefined): boolean {
  return ['idle', 'absoluteLimit', 'policy', 'clock'].includes(reason ?? '');
}

const waysOut: readonly Gesture[] = [
  { type: 'loginRequested' },
  { type: 'cancelRequested' },
  { type: 'wentBack' },
  { type: 'logOutRequested' },
  { type: 'continueRequested' },
  { type: 'switchRequested' },
];

/** The full count takes minutes. */
const timeout = 15 * 60_000;

test.each(['personal', 'shared'] as const)('whatever happens, in whatever order: %s', { timeout }, (profile) => {
  reached.clear();
  const numRuns = count(2_000, 100_000);
  fc.assert(
    fc.property(sequences, (sequence) => {
      play(profile, ['start', ...sequence]);
    }),
    { numRuns },
  );
  fc.assert(
    fc.property(sequences, (sequence) => {
      play(profile, sequence);
    }),
    { numRuns: numRuns / 4 },
  );
  console.log(`${profile}: ${numRuns + numRuns / 4} sequences; reached ${[...reached].toSorted().join(', ')}`);
  // A search that never got anywhere would prove nothing.
  expect([...everywhere, ...only[profile]].filter((place) => !reached.has(place))).toEqual([]);
});

const everywhere = [
  'send sign-prescription',
  'send view-patient',
  'send stop-prescription',
  'send after a challenge',
  'challenged',
  'insufficient',
  'otherPerson',
  'actionDone',
  ...[
    'user',
    'switchUser',
    'idle',
    'absoluteLimit',
    'providerEvent',
    'revoked',
    'roleWithdrawn',
    'policy',
    'clock',
  ].map((reason) => `ended ${reason}`),
  ...['error', 'quit'].map((reason) => `ended ${reason}`),
];
const only = {
  personal: ['restorable', 'locked user', 'locked idle', 'locked userSwitch', 'locked renewalLost', 'blanked'],
  shared: ['ended computerLocked', 'ended sleep', 'ended userSwitch', 'ended interrupted'],
} as const;
