import type { Language } from '../../preload/settings.ts';
import type { Problem } from '../../preload/failures.ts';
import { beginAttempt, type Attempt } from '../oidc/attempt.ts';
import { OidcError } from '../oidc/errors.ts';
import type { ProviderDirectory } from '../oidc/provider.ts';
import type { RedirectSettings } from '../oidc/receiver.ts';
import { exchangeCode, type CodeAnswer } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import type { Clock, CopyText, Log, OpenBrowser, Random } from '../ports.ts';
import type { Effect, Report } from './events.ts';
import { nameOf, type ProblemOf } from './problem-of.ts';

export interface AttemptPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly directory: ProviderDirectory;
  readonly openBrowser: OpenBrowser;
  readonly copyText: CopyText;
  /** Of the pages in the browser; asked when one is made. */
  readonly language: () => Language;
}

export interface AttemptRunner {
  /** @param ready when anything may be asked or opened; it may be cancelled before */
  begin(effect: Extract<Effect, { type: 'beginAttempt' }>, ready: Promise<void>): Promise<void>;
  openBrowser(attemptId: string): Promise<void>;
  /** Resolves to whether it is on the clipboard. */
  copyStartLink(attemptId: string): Promise<boolean>;
  exchange(attemptId: string): Promise<void>;
  /** Resolves once the port is free. */
  end(effect: Extract<Effect, { type: 'endAttempt' }>): Promise<void>;
}

/** What the machine knows by its id: an attempt, and what became of it on the way. */
interface RunningAttempt {
  attempt: Attempt | undefined;
  answer: CodeAnswer | undefined;
  ended: Parameters<Attempt['end']>[0] | undefined;
}

/** How many replaced attempts are still known by their hash, for a polite word to their tabs (`session.md`, "Races"). */
const formerAttempts = 8;

/** Carries out what the machine wants done with journeys through the browser. None of it rejects: it reports. */
export function createAttemptRunner(
  policy: Pick<Policy, 'provider'>,
  ports: AttemptPorts,
  report: (event: Report) => void,
  problemOf: ProblemOf,
): AttemptRunner {
  const attempts = new Map<string, RunningAttempt>();
  let formerStateHashes: readonly string[] = [];

  async function begin(
    { attemptId, request }: Extract<Effect, { type: 'beginAttempt' }>,
    ready: Promise<void>,
  ): Promise<void> {
    const running: RunningAttempt = { attempt: undefined, ended: undefined, answer: undefined };
    attempts.set(attemptId, running);
    try {
      await ready;
      if (running.ended) return;
      const provider = await ports.directory.current();
      if (running.ended) return;
      const attempt = await beginAttempt(provider, redirectOf(policy), request, ports, {
        formerStateHashes,
        onRefused: (code) => {
          const problem = problemOf(code, 'a call to the redirect URI was refused', attemptId);
          report({ type: 'answerRefused', attemptId, problem });
        },
      });
      formerStateHashes = [...formerStateHashes, attempt.stateHash].slice(-formerAttempts);
      running.attempt = attempt;
      if (running.ended) {
        // Cancelled while its port was being bound: it goes the same way as any other.
        void close(attempt, running.ended);
        return;
      }
      void attempt.outcome.then((outcome) => {
        if (outcome.kind === 'timedOut') {
          fail(attemptId, new OidcError('ATTEMPT_TIMED_OUT', 'no answer within 5 minutes'));
          return;
        }
        running.answer = outcome.answer;
        report({ type: 'answerArrived', attemptId });
      });
      await ports.openBrowser(attempt.startUrl).catch((error: unknown) => {
        // The attempt stays: the link can be copied into a browser that works (R20).
        report({ type: 'attemptOpened', attemptId, expiresAtMs: attempt.expiresAtMs });
        const problem = problemOf('BROWSER_NOT_OPENED', nameOf(error), attemptId);
        report({ type: 'answerRefused', attemptId, problem });
      });
      report({ type: 'attemptOpened', attemptId, expiresAtMs: attempt.expiresAtMs });
    } catch (error) {
      fail(attemptId, error);
    }
  }

  function fail(attemptId: string, error: unknown): void {
    const code = error instanceof OidcError ? error.code : 'INTERNAL';
    const detail = error instanceof OidcError ? error.message : nameOf(error);
    const problem: Problem = problemOf(code, detail, attemptId);
    report({ type: 'attemptFailed', attemptId, problem });
  }

  async function close(attempt: Attempt, page: Parameters<Attempt['end']>[0]): Promise<void> {
    try {
      await attempt.end(page);
    } catch (error) {
      ports.log.error('RECEIVER_NOT_CLOSED', { detail: nameOf(error) });
    }
  }

  return {
    begin,
    async openBrowser(attemptId) {
      const attempt = attempts.get(attemptId)?.attempt;
      if (!attempt) return;
      try {
        await ports.openBrowser(attempt.startUrl);
      } catch (error) {
        const problem = problemOf('BROWSER_NOT_OPENED', nameOf(error), attemptId);
        report({ type: 'answerRefused', attemptId, problem });
      }
    },
    async copyStartLink(attemptId) {
      const { startUrl } = attempts.get(attemptId)?.attempt ?? {};
      return startUrl !== undefined && ports.copyText(startUrl);
    },
    async exchange(attemptId) {
      const answer = attempts.get(attemptId)?.answer;
      if (!answer) return;
      try {
        const grant = await exchangeCode(await ports.directory.current(), answer, ports.clock);
        report({ type: 'grantObtained', attemptId, grant });
      } catch (error) {
        fail(attemptId, error);
      }
    },
    async end({ attemptId, page }) {
      const running = attempts.get(attemptId);
      attempts.delete(attemptId);
      if (!running || running.ended) return;
      running.ended = page;
      if (running.attempt) await close(running.attempt, page);
    },
  };
}

function redirectOf({ provider }: Pick<Policy, 'provider'>): RedirectSettings {
  return { host: provider.redirectHost, ports: provider.redirectPorts, path: provider.redirectPath };
}
