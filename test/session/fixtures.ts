import * as v from 'valibot';
import type { AssuranceLevel } from '../../main/assurance/level.ts';
import type { Authentication } from '../../main/identity/id-token.ts';
import type { Person, Role } from '../../main/identity/userinfo.ts';
import type { Grant } from '../../main/oidc/tokens.ts';
import { policyFile, type Policy } from '../../main/policy/schema.ts';
import type { PowerEvent } from '../../main/ports.ts';
import type { RenewalAnswer } from '../../main/oidc/renewal.ts';
import type { Challenge, Effect, Gesture, RestoreAnswer, SavedFor, SessionEvent } from '../../main/session/events.ts';
import { step } from '../../main/session/machine.ts';
import { nextChangeMs } from '../../main/session/standing.ts';
import { initialState, type State } from '../../main/session/state.ts';
import { viewOf } from '../../main/session/view.ts';
import type { Kept, Opened, SessionFacts } from '../../main/vault/vault.ts';
import type { ActionInput } from '../../preload/contract.ts';
import type { Problem } from '../../preload/failures.ts';
import type { Standing } from '../../preload/session-view.ts';

export const startMs = Date.UTC(2026, 10, 21, 9, 0);
export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** Synthetic people. */
export const nurse: Person = {
  issuer: 'https://p',
  subject: '999000000001',
  userId: '999000000001',
  name: 'Synthetic Nurse',
};
export const doctor: Person = { ...nurse, subject: '999000000002', userId: '999000000002', name: 'Synthetic Doctor' };

export const wardRole: Role = {
  id: '555254240100',
  name: 'Nurse Access Role',
  code: 'R8001',
  organisationCode: 'RXX01',
  organisationName: 'SYNTHETIC WARD',
  activityCodes: ['B0401'],
};
export const clinicRole: Role = { ...wardRole, id: '555254240101', organisationCode: 'A81001' };

export function policy(
  over: {
    profile?: 'personal' | 'shared';
    scopes?: string[];
    stepUpPrompt?: 'omit' | 'login';
    renewPrompt?: 'omit' | 'login';
    session?: object;
    provider?: object;
    assurance?: object;
    actions?: readonly object[];
  } = {},
): Policy {
  return v.parse(policyFile, {
    provider: {
      topology: 'gateway',
      issuer: 'https://p',
      clientId: 'desktop',
      ...(over.scopes && { scopes: over.scopes }),
      ...(over.stepUpPrompt && { stepUpPrompt: over.stepUpPrompt }),
      ...(over.renewPrompt && { renewPrompt: over.renewPrompt }),
      ...over.provider,
    },
    session: { profile: over.profile ?? 'personal', ...over.session },
    ...(over.assurance && { assurance: over.assurance }),
    actions: over.actions ?? [viewPatient, signPrescription],
  });
}

export const viewPatient = {
  id: 'view-patient',
  label: { en: 'View patient record' },
  requirement: { levels: [2, 3] },
  request: { method: 'GET', url: 'https://api/patient' },
};
export const signPrescription = {
  id: 'sign-prescription',
  label: { en: 'Sign prescription' },
  requirement: { levels: [3], maxAgeSeconds: 900 },
  request: { method: 'POST', url: 'https://api/sign', body: {} },
};

/** The second of two that need one log-in: the stricter. */
export const stopPrescription = {
  id: 'stop-prescription',
  label: { en: 'Stop prescription' },
  requirement: { levels: [3], maxAgeSeconds: 120 },
  request: { method: 'POST', url: 'https://api/stop', body: {} },
};

/** Both profiles, for what holds for each. */
export const profiles = ['personal', 'shared'] as const;

export interface GrantOptions {
  readonly person?: Person;
  readonly roles?: readonly Role[];
  readonly level?: AssuranceLevel | undefined;
  readonly identityLevel?: number;
  /** Relative to the harness's clock (s). */
  readonly ageSeconds?: number;
  readonly sid?: string | undefined;
  readonly selectedRoleId?: string;
  readonly name?: string;
  /** How long the access token lives (s). */
  readonly lifeSeconds?: number;
  /** Absent in the direct topology. */
  readonly refreshToken?: undefined;
}

export interface RenewalOptions extends GrantOptions {
  /** Whether an ID token came with the new tokens; some providers send none. */
  readonly idToken?: boolean;
  /** Whether userinfo was answered. */
  readonly userinfo?: boolean;
}

export const noAnswer: Extract<RenewalAnswer, { kind: 'tryLater' }> = {
  kind: 'tryLater',
  code: 'PROVIDER_UNREACHABLE',
  detail: 'no answer',
  retryAfterMs: undefined,
  spent: 'no',
};

/** One machine with a clock of its own, which notes every effect. */
export function machine(firstPolicy: Policy = policy()) {
  let thePolicy = firstPolicy;
  let state: State = initialState;
  let nowMs = startMs;
  let monotonicMs = 1_000;
  let ids = 0;
  let tokens = 0;
  const effects: Effect[] = [];
  const it = {
    effects,
    get state() {
      return state;
    },
    get view() {
      return viewOf(thePolicy, state);
    },
    get nowMs() {
      return nowMs;
    },
    /** Another policy is in force from now on; answers the one before, for the event that says so. */
    usePolicy(next: Policy) {
      const before = thePolicy;
      thePolicy = next;
      return before;
    },
    changePolicy(next: Policy) {
      return it.put({ type: 'policyChanged', before: it.usePolicy(next) });
    },
    /** Time passes, on both clocks. */
    advance(ms: number) {
      nowMs += ms;
      monotonicMs += ms;
    },
    /** Time passes with somebody there, so that no idle limit does. */
    work(ms: number) {
      for (let left = ms; left > 0; left -= 5 * minuteMs) {
        it.advance(Math.min(left, 5 * minuteMs));
        it.put({ type: 'activityNoted', inputAtMs: nowMs });
      }
    },
    /** Time passes while the computer sleeps: the monotonic clock stands still. */
    sleep(ms: number) {
      nowMs += ms;
    },
    /** A hand on the clock. */
    setClock(byMs: number) {
      nowMs += byMs;
    },
    /** In a word or two, where `session.md` says that the session is, and why. */
    get where(): string {
      const { session } = state;
      if (session.kind === 'out') return session.end ? `out ${session.end.reason}` : 'out';
      if (session.kind === 'locked') return `locked ${session.reason}`;
      return session.kind === 'active' && session.blanked ? 'blanked' : session.kind;
    },
    get standing(): Standing {
      const view = viewOf(thePolicy, state);
      if (!('who' in view) || !view.who) throw new Error(`nobody is on screen: ${view.kind}`);
      return view.who.standing;
    },
    get lane() {
      return state.lane;
    },
    /** When the session's own timer would look next, as time from now; `undefined`: never. */
    get nextLookMs() {
      const nextMs = nextChangeMs(thePolicy, state);
      return nextMs === undefined ? undefined : nextMs - state.time.nowMs;
    },
    /** What would be seen and done if somebody looked after so long; nothing changes. */
    peek(ms: number) {
      const occasion = { wallMs: nowMs + ms, monotonicMs: monotonicMs + ms, freshId: 'never-used', chance: 0.5 };
      const next = step(thePolicy, state, { type: 'ticked', idleMs: undefined, appFocused: true }, occasion);
      return { view: viewOf(thePolicy, next.state), effects: next.effects };
    },
    /** The session's own timer rings, at the very moment that it was set to. */
    ring() {
      const delayMs = it.nextLookMs;
      if (delayMs === undefined) throw new Error('no timer is set');
      return it.tick(delayMs);
    },
    /** Time passes, and the machine is looked at as its own timer would, at each moment in which something changes. */
    tick(ms = 0, reading: { idleMs?: number; appFocused?: boolean } = {}) {
      it.advance(ms);
      return it.put({ type: 'ticked', idleMs: reading.idleMs, appFocused: reading.appFocused ?? true });
    },
    /** Puts an event in, and gives back the effects that it had; `undefined` when it was refused. */
    put(event: SessionEvent): readonly Effect[] | undefined {
      ids += 1;
      const next = step(thePolicy, state, event, { wallMs: nowMs, monotonicMs, freshId: `id-${ids}`, chance: 0.5 });
      state = next.state;
      effects.push(...next.effects);
      return next.refused ? undefined : next.effects;
    },
    /** Whether a gesture would make sense now; nothing changes. */
    wouldTake(gesture: Gesture): boolean {
      return !step(thePolicy, state, gesture, { wallMs: nowMs, monotonicMs, freshId: 'never-used', chance: 0.5 })
        .refused;
    },
    attemptId() {
      if (!('id' in state.attempt)) throw new Error(`no attempt is running: ${state.attempt.kind}`);
      return state.attempt.id;
    },
    grant(options: GrantOptions = {}): Grant {
      tokens += 1;
      const authentication: Authentication = {
        subject: (options.person ?? nurse).subject,
        level: 'level' in options ? options.level : 2,
        identityLevel: options.identityLevel ?? 3,
        authTimeSeconds: Math.floor(nowMs / 1000) - (options.ageSeconds ?? 0),
        acr: 'AAL2_OR_AAL3_ANY',
        amr: options.level === 3 ? ['FIDO2'] : ['TOTP'],
        sid: 'sid' in options ? options.sid : 'sid-1',
        userId: undefined,
        selectedRoleId: options.selectedRoleId,
      };
      return {
        person: options.person ?? nurse,
        roles: options.roles ?? [wardRole],
        authentication,
        tokens: {
          accessToken: `access-${tokens}`,
          refreshToken: 'refreshToken' in options ? undefined : `refresh-${tokens}`,
          accessEndsAtMs: nowMs + (options.lifeSeconds ?? 599) * secondMs,
          sid: authentication.sid,
        },
      };
    },
    /** Browser opened, answer arrived, exchanged. */
    answer(options: GrantOptions = {}) {
      const attemptId = it.attemptId();
      it.put({ type: 'attemptOpened', attemptId, expiresAtMs: nowMs + 300_000 });
      it.put({ type: 'answerArrived', attemptId });
      return it.put({ type: 'grantObtained', attemptId, grant: it.grant(options) });
    },
    saved(kept: Kept = keptBy(thePolicy)) {
      const savedFor: SavedFor = { kind: 'attempt', attemptId: it.attemptId() };
      return it.put({ type: 'recordSaved', savedFor, epoch: state.epoch, kept });
    },
    /** The record that was given to the vault last is written. */
    lastSaved(kept: Kept = keptBy(thePolicy)) {
      const { savedFor, epoch } = it.lastEffect('saveRecord');
      return it.put({ type: 'recordSaved', savedFor, epoch, kept });
    },
    lastEffect<Type extends Effect['type']>(type: Type): Extract<Effect, { type: Type }> {
      const isIt = (effect: Effect): effect is Extract<Effect, { type: Type }> => effect.type === type;
      const found = effects.findLast(isIt);
      if (!found) throw new Error(`nothing was done of the kind ${type}`);
      return found;
    },
    problem(code: Problem['code'] = 'AUTHORIZATION_DENIED'): Problem {
      return { code, atMs: nowMs, correlationId: 'test', detail: '' };
    },
    /** Time passes to when the next renewal is due. */
    untilRenewal() {
      const { dueAtMs } = state.lane;
      if (dueAtMs === undefined) throw new Error('no renewal is due, ever');
      return it.tick(Math.max(0, dueAtMs - state.time.nowMs));
    },
    renewed({ idToken = true, userinfo = true, ...options }: RenewalOptions = {}): RenewalAnswer {
      const { person, roles, authentication, tokens: renewed } = it.grant(options);
      return {
        kind: 'renewed',
        tokens: renewed,
        authentication: idToken ? authentication : undefined,
        userinfo: userinfo ? { userId: person.userId, name: person.name, roles } : undefined,
      };
    },
    renewalAnswered(answer: RenewalAnswer) {
      return it.put({ type: 'renewalAnswered', epoch: state.epoch, answer });
    },
    /** Refreshed, written, adopted: when it is due. */
    renew(options: RenewalOptions = {}) {
      it.untilRenewal();
      it.renewalAnswered(it.renewed(options));
      return it.lastSaved();
    },
    /** A start that finds what could be continued. */
    offer(facts: Partial<SessionFacts> = {}, lastActivityMs = nowMs - minuteMs) {
      const found: SessionFacts = {
        person: nurse,
        role: wardRole,
        level: 2,
        identityLevel: 3,
        authTimeSeconds: Math.floor(nowMs / secondMs) - 3_600,
        amr: ['TOTP'],
        sid: 'sid-1',
        endsAtMs: nowMs + 11 * hourMs,
        ...facts,
      };
      return it.start({ kind: 'restorable', facts: found, generation: 7, lastActivityMs });
    },
    restoreAnswered(answer: RestoreAnswer) {
      return it.put({ type: 'restoreAnswered', epoch: state.epoch, answer });
    },
    power(power: PowerEvent) {
      return it.put({ type: 'power', power });
    },
    /** An action that needs level 3 is asked for, and a step-up for it is begun. */
    stepUp(again = false) {
      it.put({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
      return it.put({ type: 'stepUpRequested', again });
    },
    /** An action that needs no confirmation is on its way. @returns its id */
    send(actionId = 'view-patient'): string {
      it.put({ type: 'actionPrepared', actionId, input: {} });
      const { requestId } = it.lastEffect('recordIntent').intent;
      it.put({ type: 'intentRecorded', requestId });
      return requestId;
    },
    answered(requestId: string) {
      return it.put({ type: 'actionAnswered', requestId, answer: { kind: 'ok', rows: [], reference: requestId } });
    },
    /** The service wants more before it does it. */
    challenged(requestId: string, challenge: Challenge = { lowestLevel: 3 }) {
      const answer = { kind: 'challenged', challenge, problem: it.problem('API_LEVEL_TOO_LOW') } as const;
      return it.put({ type: 'actionAnswered', requestId, answer });
    },
    /** Asked for with nothing filled in. */
    prepare(actionId: string, input: ActionInput = {}) {
      return it.put({ type: 'actionPrepared', actionId, input });
    },
    /** The person's "Confirm" in the dialog that is open. */
    confirm() {
      const { action } = state;
      if (action.kind !== 'confirming') throw new Error(`nothing is to be confirmed: ${action.kind}`);
      return it.put({ type: 'actionConfirmed', confirmationId: action.confirmationId });
    },
    /** Confirmed, on record and sent. @returns its id */
    confirmAndSend(): string {
      it.confirm();
      const { requestId } = it.lastEffect('recordIntent').intent;
      it.put({ type: 'intentRecorded', requestId });
      return requestId;
    },
    start(opened: Opened = { kind: 'nothing' }) {
      it.put({ type: 'started' });
      return it.put({ type: 'vaultOpened', opened });
    },
    logIn(options: GrantOptions = {}) {
      it.start();
      it.put({ type: 'loginRequested' });
      it.answer(options);
      it.saved();
    },
    request() {
      const begun = effects.findLast((effect) => effect.type === 'beginAttempt');
      if (!begun) throw new Error('no attempt was begun');
      return begun.request;
    },
  };
  return it;
}

export type Machine = ReturnType<typeof machine>;

/** Where a vault that works keeps a record. */
function keptBy({ session }: Policy): Kept {
  return session.profile === 'shared' ? { kind: 'memory', reason: 'profile' } : { kind: 'keychain' };
}

export function types(effects: readonly Effect[] | undefined): readonly string[] | undefined {
  return effects?.map(({ type }) => type).filter((type) => type !== 'note');
}
