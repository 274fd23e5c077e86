import * as v from 'valibot';
import type { AssuranceLevel } from '../../main/assurance/level.ts';
import type { Authentication } from '../../main/identity/id-token.ts';
import type { Person, Role } from '../../main/identity/userinfo.ts';
import type { Grant } from '../../main/oidc/tokens.ts';
import { policyFile, type Policy } from '../../main/policy/schema.ts';
import type { Effect, Gesture, SavedFor, SessionEvent } from '../../main/session/events.ts';
import { step } from '../../main/session/machine.ts';
import { initialState, type State } from '../../main/session/state.ts';
import { viewOf } from '../../main/session/view.ts';
import type { Kept, Opened } from '../../main/vault/vault.ts';

export const startMs = Date.UTC(2026, 10, 21, 9, 0);

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
    actions: [
      {
        id: 'view-patient',
        label: { en: 'View patient record' },
        requirement: { levels: [2, 3] },
        request: { method: 'GET', url: 'https://api/patient' },
      },
      {
        id: 'sign-prescription',
        label: { en: 'Sign prescription' },
        requirement: { levels: [3], maxAgeSeconds: 900 },
        request: { method: 'POST', url: 'https://api/sign', body: {} },
      },
    ],
  });
}

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
}

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
    /** Time passes, on both clocks. */
    advance(ms: number) {
      nowMs += ms;
      monotonicMs += ms;
    },
    /** Time passes while the computer sleeps: the monotonic clock stands still. */
    sleep(ms: number) {
      nowMs += ms;
    },
    /** A hand on the clock. */
    setClock(byMs: number) {
      nowMs += byMs;
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
          refreshToken: `refresh-${tokens}`,
          accessEndsAtMs: nowMs + 599_000,
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
    saved(kept: Kept = { kind: 'keychain' }) {
      const savedFor: SavedFor = { kind: 'attempt', attemptId: it.attemptId() };
      return it.put({ type: 'recordSaved', savedFor, epoch: state.epoch, kept });
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

export function types(effects: readonly Effect[] | undefined): readonly string[] | undefined {
  return effects?.map(({ type }) => type).filter((type) => type !== 'note');
}
