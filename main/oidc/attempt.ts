import { createHash } from 'node:crypto';
import * as oauth from 'openid-client';
import type { AcrValue } from '../assurance/acr.ts';
import type { FailureCode } from '../../preload/failures.ts';
import type { Language } from '../../preload/settings.ts';
import type { Clock, Random } from '../ports.ts';
import { stateHash } from './callback.ts';
import type { Provider } from './provider.ts';
import { openReceiver, type RedirectSettings } from './receiver.ts';
import type { ResultPage } from './result-page.ts';
import type { CodeAnswer } from './tokens.ts';

/** What one authorization request asks for; `session.md`, "Attempts", says which purpose asks for what. */
export interface AuthorizationRequest {
  readonly acrValue: AcrValue;
  readonly scopes: readonly string[];
  /** Absent: the provider may answer from its own session, which is how a step-up is asked for. */
  readonly prompt: 'login' | undefined;
  /** How old (s) the authentication may be. */
  readonly maxAgeSeconds: number | undefined;
}

export type AttemptOutcome = { readonly kind: 'answered'; readonly answer: CodeAnswer } | { readonly kind: 'timedOut' };

/** One journey through the user's browser. */
export interface Attempt {
  readonly startUrl: string;
  /** ms since the epoch */
  readonly expiresAtMs: number;
  /** Settles at most once; never when the attempt is ended first. */
  readonly outcome: Promise<AttemptOutcome>;
  /** For the next attempt's `formerStateHashes`. */
  readonly stateHash: string;
  /** Says `page` to the waiting tab and frees the port. */
  end(page: ResultPage): Promise<void>;
}

/** A log-in has to be finished within this time (design section 4). */
export const attemptLimitMs = 5 * 60 * 1000;

/**
 * Makes the secrets of one request, opens the receiver, and waits. The browser is not opened here.
 *
 * @throws OidcError `RECEIVER_NO_PORT`
 */
export async function beginAttempt(
  provider: Provider,
  redirect: RedirectSettings,
  request: AuthorizationRequest,
  ports: { readonly clock: Clock; readonly random: Random; readonly language: () => Language },
  options: { readonly formerStateHashes: readonly string[]; readonly onRefused: (code: FailureCode) => void },
): Promise<Attempt> {
  const { clock, random, language } = ports;
  // 32 bytes each: K1 asks for 256 bits in the verifier, and the others are no cheaper to guess.
  const [state, nonce, verifier] = [random.base64url(32), random.base64url(32), random.base64url(32)];
  const receiver = await openReceiver(
    {
      redirect,
      state,
      startId: random.base64url(16),
      resultId: random.base64url(16),
      formerStateHashes: options.formerStateHashes,
      authorizationUrl: (redirectUri) => authorizationUrl(provider, request, { redirectUri, state, nonce, verifier }),
      onRefused: options.onRefused,
      language,
    },
    clock,
  );

  const expiresAtMs = clock.wallMs() + attemptLimitMs;
  const outcome = Promise.withResolvers<AttemptOutcome>();
  const stopTimer = clock.after(attemptLimitMs, () => {
    outcome.resolve({ kind: 'timedOut' });
  });
  void receiver.answer.then((query) => {
    stopTimer();
    // A timer stands still while the computer sleeps, so the clock on the wall has the last word (B21).
    const late = clock.wallMs() >= expiresAtMs;
    const answer: CodeAnswer = { redirectUri: receiver.redirectUri, query, state, nonce, verifier };
    outcome.resolve(late ? { kind: 'timedOut' } : { kind: 'answered', answer });
  });

  return {
    startUrl: receiver.startUrl,
    expiresAtMs,
    outcome: outcome.promise,
    stateHash: stateHash(state),
    end(page) {
      stopTimer();
      return receiver.finish(page);
    },
  };
}

function authorizationUrl(
  provider: Provider,
  request: AuthorizationRequest,
  secrets: { redirectUri: string; state: string; nonce: string; verifier: string },
): string {
  return oauth.buildAuthorizationUrl(provider.config, {
    redirect_uri: secrets.redirectUri,
    scope: request.scopes.join(' '),
    acr_values: request.acrValue,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: createHash('sha256').update(secrets.verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(request.prompt !== undefined && { prompt: request.prompt }),
    ...(request.maxAgeSeconds !== undefined && { max_age: String(request.maxAgeSeconds) }),
  }).href;
}
