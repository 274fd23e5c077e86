import { createHash } from 'node:crypto';
import { becomes } from '../becomes.ts';
import { same, type Finding } from '../finding.ts';
import { authorizations, refreshes, revocations, tokenExchanges } from '../observed.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at what the OpenID provider has seen: the app's word is not taken for it. */

type ProviderCheck = Check<Stage>;

/** The last authorization request asked for this, with exactly one value. */
export function askedForLevel(acrValues: string): ProviderCheck {
  return {
    name: `the provider was asked for ${acrValues}`,
    look: ({ simulator }) => same(authorizations(simulator).at(-1)?.query['acr_values'], acrValues),
  };
}

/** At a step-up a `prompt` would make people log in twice. */
export const askedWithoutPrompt: ProviderCheck = {
  name: 'no prompt',
  look: ({ simulator }) => same(authorizations(simulator).at(-1)?.query['prompt'], null),
};

/** A new log-in, whoever the browser still knows. */
export const askedForNewLogIn: ProviderCheck = {
  name: 'prompt=login',
  look: ({ simulator }) => same(authorizations(simulator).at(-1)?.query['prompt'], 'login'),
};

const unguessable = /^[\w-]{43}$/;

export const askedSafely: ProviderCheck = {
  name: 'PKCE S256, state and nonce, all of them new',
  look({ simulator }) {
    const queries = authorizations(simulator).map(({ query }) => query);
    const last = queries.at(-1) ?? {};
    if (last['code_challenge_method'] !== 'S256') return same(last['code_challenge_method'], 'S256');
    const names = ['state', 'nonce', 'code_challenge'];
    const short = names.filter((name) => !unguessable.test(last[name] ?? ''));
    if (short.length > 0) return { ok: false, detail: `missing or too short: ${short.join(', ')}` };
    const values = queries.flatMap((query) => names.map((name) => query[name]));
    const ok = new Set(values).size === values.length;
    return { ok, detail: ok ? 'each has 43 characters and is used once' : 'a value was used twice' };
  },
};

/** Since they were last counted: one for each attempt that was answered, never a second try with the same code. */
export function exchanges(count: 0 | 1): ProviderCheck {
  return {
    name: count === 0 ? 'no token exchange' : 'one token exchange, with a code of its own',
    look: (stage) => countedOnce(stage, 'exchanges', count, 'code'),
  };
}

/** Since they were last counted. A refresh token that is used twice would cost its person the session. */
export function renewed(count: 0 | 1): ProviderCheck {
  return {
    name: count === 0 ? 'no refresh token was used' : 'one refresh token was used, and never before',
    look: (stage) => countedOnce(stage, 'refreshes', count, 'refresh_token'),
  };
}

const kinds = { exchanges: tokenExchanges, refreshes, revocations } as const;

/** What has come of a kind since it was last counted. */
function uncounted({ simulator, countedUpTo }: Stage, kind: keyof typeof kinds) {
  return kinds[kind]({ requests: simulator.requests.slice(countedUpTo[kind]) });
}

/** So many have come since, and in the whole run none with a value that was sent before. */
function countedOnce(stage: Stage, kind: 'exchanges' | 'refreshes', count: number, field: string): Finding {
  const { simulator, countedUpTo } = stage;
  const found = uncounted(stage, kind).length;
  countedUpTo[kind] = simulator.requests.length;
  if (found !== count) return same(found, count);
  const values = kinds[kind](simulator).map(({ form }) => form[field]);
  const ok = new Set(values).size === values.length;
  return { ok, detail: ok ? `${values.length} in the whole run so far` : 'it was sent twice' };
}

/** Neither the provider nor an API has heard of the app since it was ended. */
export const nobodyWasAsked: ProviderCheck = {
  name: 'nothing was asked of the provider',
  look: ({ requestsSinceRestart }) => same(requestsSinceRestart.length, 0),
};

export const verifierMatches: ProviderCheck = {
  name: 'PKCE verifier fits the challenge',
  look({ simulator }) {
    const verifier = tokenExchanges(simulator).at(-1)?.form['code_verifier'] ?? '';
    const ok =
      createHash('sha256').update(verifier).digest('base64url') ===
      authorizations(simulator).at(-1)?.query['code_challenge'];
    return { ok, detail: ok ? 'SHA-256 of the one is the other' : 'SHA-256 of the one is not the other' };
  },
};

/** A desktop program cannot keep a secret, so it must not have one. */
export const noClientSecret: ProviderCheck = {
  name: 'no client secret',
  look({ simulator }) {
    const last = tokenExchanges(simulator).at(-1);
    const ok = last !== undefined && last.headers['authorization'] === undefined && !('client_secret' in last.form);
    return { ok, detail: ok ? 'a public client' : 'there was none to look at, or it had a secret' };
  },
};

const revocationLimitMs = 5000;

/** Since they were last counted. The app does not let the person wait for it, so it may come a moment later. */
export function revoked(count: 0 | 1): ProviderCheck {
  return {
    name: count === 0 ? 'no token was revoked' : 'its tokens were revoked',
    async look(stage) {
      await becomes(() => uncounted(stage, 'revocations').length >= count, revocationLimitMs);
      const found = uncounted(stage, 'revocations').length;
      stage.countedUpTo.revocations = stage.simulator.requests.length;
      return same(found, count);
    },
  };
}

/** Whoever comes next meets nothing of the session before. To be looked at before revocations are counted. */
export const revokedBeforeTheNext: ProviderCheck = {
  name: 'the session before was revoked before the next log-in page came up',
  look(stage) {
    const { requests } = stage.simulator;
    const [revocation] = uncounted(stage, 'revocations');
    const page = authorizations(stage.simulator).at(-1);
    if (revocation === undefined || page === undefined) return { ok: false, detail: 'it was not revoked' };
    const ok = requests.indexOf(revocation) < requests.indexOf(page);
    return { ok, detail: ok ? `${page.at - revocation.at} ms before` : 'the page came first' };
  },
};
