import type { FailureCode } from '../../preload/failures.ts';
import type { Cleanup, Clock, Http, Log, Random } from '../ports.ts';
import { untilAborted } from './bounded-http.ts';
import { OidcError } from './errors.ts';
import { pollEvents, type EventReport } from './event-poll.ts';
import type { ProviderDirectory } from './provider.ts';
import { judgeEvent, type EventVerdict, type WatchedSession } from './security-event.ts';
import { createSignatureCheck } from './signing-keys.ts';

export interface EventWatch {
  /** Policy's `provider.eventsUri`. */
  readonly eventsUri: string;
  readonly directory: Pick<ProviderDirectory, 'current'>;
  /** The session's access token as it is now; `undefined` while it has none, and then nobody is asked. */
  readonly accessToken: () => string | undefined;
  /** The session as it is now: a step-up and a renewal may change its `sid` and `auth_time`. */
  readonly session: () => WatchedSession;
  /** A verified event ended this session. Called at most once, and then nothing is asked any more. */
  readonly onEnded: (reason: 'providerEvent' | 'usedElsewhere') => void;
  /** HTTP 401, once for each access token: a refresh tells whether the session is over. It ends nothing by itself. */
  readonly onUnauthorized: () => void;
}

/** What one immediate poll came to. `trouble`: nothing is known, or watching was stopped meanwhile. */
export type PollResult = 'ended' | 'nothing' | 'unauthorized' | 'trouble';

export interface ProviderEvents {
  /** Asks at once, in place of a poll that is waiting. Never rejects, and takes at most 5 s: for the procedure after sleep. */
  pollNow(): Promise<PollResult>;
  /** Nothing of it is left afterwards: no request, no timer, no call. */
  stop(): void;
}

/** How long (ms) a poll waits for an event, and how long one that is asked to answer at once may take. */
const longPollMs = 50_000;
const pollNowMs = 5_000;

/** A provider that does not hold its answers, or repeats itself, is not asked more often than this (ms). */
const quietRoundMs = 10_000;

const backoff = { firstMs: 1_000, longestMs: 60_000 };

/** So many events are known again when they come again; a session ends at the first that counts. */
const rememberedEvents = 1_000;

type Ports = {
  readonly http: Http;
  readonly clock: Pick<Clock, 'wallMs' | 'after'>;
  readonly random: Pick<Random, 'fraction'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
};

/**
 * Watches for the end of one session at the provider: long polls after RFC 8936, one after the other. Whatever goes wrong is
 * waited out, longer each time and not for all computers alike, and ends nothing (invariant 5).
 */
export function watchProviderEvents(watch: EventWatch, ports: Ports): ProviderEvents {
  const { clock, log } = ports;
  const checkSignature = createSignatureCheck(clock);
  /** What was made of each event, for when it is delivered again: our report of it may not have arrived. */
  const judged = new Map<string, EventVerdict>();
  let due: EventReport = { ack: [], setErrs: {} };
  let stopped = false;
  let failures = 0;
  let refusedToken: string | undefined;
  let current: Round | undefined;
  let urgent: Round | undefined;
  let endPause: Cleanup | undefined;

  async function run(): Promise<void> {
    while (!stopped) {
      const round = urgent ?? newRound(false);
      urgent = undefined;
      current = round;
      const startedAtMs = clock.wallMs();
      const outcome = await within(round);
      current = undefined;
      round.finished.resolve(settle(outcome));
      await pause(pauseMs(outcome, clock.wallMs() - startedAtMs));
    }
    urgent?.finished.resolve('trouble');
  }

  /** One round, up to its time limit. What is still under way after that has no effect when it comes. */
  async function within(round: Round): Promise<Outcome> {
    const { signal } = round.abort;
    const stopTimer = clock.after(round.immediate ? pollNowMs : longPollMs, () => round.abort.abort());
    try {
      return await untilAborted(ask(round.immediate, signal), signal);
    } catch (error) {
      if (signal.aborted) {
        return round.immediate ? trouble('PROVIDER_TIMED_OUT', 'events: no answer in time') : { kind: 'waited' };
      }
      if (error instanceof OidcError) return trouble(error.code, error.message);
      return trouble('INTERNAL', 'events: unforeseen error');
    } finally {
      stopTimer();
    }
  }

  async function ask(returnImmediately: boolean, signal: AbortSignal): Promise<Outcome> {
    const { eventsUri, directory } = watch;
    const accessToken = watch.accessToken();
    if (accessToken === undefined) return { kind: 'idle' };
    const provider = await directory.current();
    const request = { eventsUri, accessToken, report: due, returnImmediately, signal };
    const answer = await pollEvents(request, ports);
    if (answer.kind === 'unauthorized') return { kind: 'unauthorized', accessToken };
    if (answer.kind === 'trouble') return answer;

    const events: JudgedEvent[] = [];
    let unreadable: OidcError | undefined;
    for (const [jti, set] of answer.sets) {
      const known = judged.get(jti);
      if (known) {
        events.push({ jti, verdict: known, isNew: false });
        continue;
      }
      const signed = await checkSignature(provider, set);
      if (signed.kind === 'unknown') {
        // It is neither acknowledged nor refused, so it comes again.
        unreadable = signed.error;
        continue;
      }
      const verdict = judgeEvent(signed, jti, watch.session(), provider.settings, clock.wallMs());
      events.push({ jti, verdict, isNew: true });
    }
    return { kind: 'answered', events, unreadable };
  }

  function settle(outcome: Outcome): PollResult {
    if (stopped) return 'trouble';
    switch (outcome.kind) {
      case 'idle':
        return 'trouble';
      case 'waited':
        return 'nothing';
      case 'unauthorized':
        if (refusedToken !== outcome.accessToken) {
          refusedToken = outcome.accessToken;
          log.info('EVENTS_UNAUTHORIZED');
          tell(watch.onUnauthorized);
        }
        return 'unauthorized';
      case 'trouble':
        return failed(outcome);
      case 'answered':
        return answered(outcome);
    }
  }

  function failed({ code, detail }: Pick<Trouble, 'code' | 'detail'>): PollResult {
    failures += 1;
    // The first of a row tells IT what there is to know; the others are the same.
    if (failures === 1) log.warn('EVENTS_TROUBLE', { reason: code, detail });
    return 'trouble';
  }

  function answered({ events, unreadable }: Extract<Outcome, { kind: 'answered' }>): PollResult {
    due = reportOf(events);
    for (const { jti, verdict, isNew } of events) {
      if (isNew) note(jti, verdict);
    }
    const end = events.map(({ verdict }) => verdict).find(({ kind }) => kind === 'ends');
    if (end?.kind === 'ends') {
      stop();
      tell(() => watch.onEnded(end.reason));
      return 'ended';
    }
    if (unreadable) return failed({ code: unreadable.code, detail: unreadable.message });
    failures = 0;
    return 'nothing';
  }

  function note(jti: string, verdict: EventVerdict): void {
    judged.set(jti, verdict);
    const [oldest] = judged.keys();
    if (judged.size > rememberedEvents && oldest !== undefined) judged.delete(oldest);
    switch (verdict.kind) {
      case 'ends':
        log.info('EVENT_ENDS_SESSION', { reason: verdict.reason });
        return;
      case 'foreign':
        log.info('EVENT_IGNORED', { reason: verdict.why });
        return;
      case 'invalid':
        log.warn('EVENT_REFUSED', { reason: verdict.err, detail: verdict.description });
    }
  }

  /** What the session does when it hears of it is its own affair; watching goes on. */
  function tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      log.warn('EVENTS_NOT_HEARD', { detail: error instanceof Error ? error.name : 'unknown error' });
    }
  }

  function pauseMs(outcome: Outcome, elapsedMs: number): number {
    if (failures > 0) {
      const askedMs = outcome.kind === 'trouble' ? (outcome.retryAfterMs ?? 0) : 0;
      return Math.max(askedMs, backoffMs(failures, ports.random));
    }
    const hasNews = outcome.kind === 'answered' && outcome.events.some(({ isNew }) => isNew);
    return hasNews ? 0 : quietRoundMs - Math.max(0, elapsedMs);
  }

  function pause(ms: number): Promise<void> {
    if (stopped || urgent || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const stopTimer = clock.after(ms, resolve);
      endPause = () => {
        stopTimer();
        resolve();
      };
    });
  }

  function stop(): void {
    stopped = true;
    current?.abort.abort();
    endPause?.();
  }

  void run();
  return {
    stop,
    pollNow() {
      if (stopped) return Promise.resolve('trouble');
      if (current?.immediate) return current.finished.promise;
      urgent ??= newRound(true);
      const { promise } = urgent.finished;
      current?.abort.abort();
      endPause?.();
      return promise;
    },
  };
}

interface Round {
  readonly immediate: boolean;
  readonly abort: AbortController;
  readonly finished: PromiseWithResolvers<PollResult>;
}

interface JudgedEvent {
  readonly jti: string;
  readonly verdict: EventVerdict;
  /** Whether it was not delivered before. */
  readonly isNew: boolean;
}

type Outcome =
  /** There is no access token to ask with. */
  | { readonly kind: 'idle' }
  /** A long poll that was not answered while we waited, or was given up for one that is urgent. */
  | { readonly kind: 'waited' }
  | { readonly kind: 'unauthorized'; readonly accessToken: string }
  | Trouble
  | {
      readonly kind: 'answered';
      readonly events: readonly JudgedEvent[];
      /** Why the signature of one at least could not be looked at. */
      readonly unreadable: OidcError | undefined;
    };

interface Trouble {
  readonly kind: 'trouble';
  readonly code: FailureCode;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

function newRound(immediate: boolean): Round {
  return { immediate, abort: new AbortController(), finished: Promise.withResolvers() };
}

function trouble(code: FailureCode, detail: string): Trouble {
  return { kind: 'trouble', code, detail };
}

function reportOf(events: readonly JudgedEvent[]): EventReport {
  const errors = events.flatMap(({ jti, verdict }) =>
    verdict.kind === 'invalid' ? [[jti, { err: verdict.err, description: verdict.description }] as const] : [],
  );
  return {
    ack: events.filter(({ verdict }) => verdict.kind !== 'invalid').map(({ jti }) => jti),
    setErrs: Object.fromEntries(errors),
  };
}

/** Doubles with each failure, and half of it is chance: a thousand computers do not come back in the same second. */
function backoffMs(failures: number, random: Pick<Random, 'fraction'>): number {
  const wholeMs = Math.min(backoff.firstMs * 2 ** Math.min(failures - 1, 10), backoff.longestMs);
  return (wholeMs * (1 + random.fraction())) / 2;
}
