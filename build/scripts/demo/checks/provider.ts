import { createHash } from 'node:crypto';
import { becomes } from '../becomes.ts';
import { same, times } from '../finding.ts';
import { authorizations, revocations, tokenExchanges } from '../observed.ts';
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

/** So many so far in this run: one for each attempt, never a second try with the same code. */
export function exchanges(count: number): ProviderCheck {
  return {
    name: count === 0 ? 'no token exchange yet' : `one token exchange an attempt: ${count}`,
    look({ simulator }) {
      const sent = tokenExchanges(simulator);
      const codes = new Set(sent.map(({ form }) => form['code']));
      const ok = sent.length === count && codes.size === count;
      return { ok, detail: `${sent.length} sent, with ${codes.size} different codes` };
    },
  };
}

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

/** So many so far in this run. The app does not let the person wait for it, so it may come a moment later. */
export function revoked(count: number): ProviderCheck {
  return {
    name: `tokens were revoked ${times(count)}`,
    async look({ simulator }) {
      await becomes(() => revocations(simulator).length >= count, revocationLimitMs);
      return same(revocations(simulator).length, count);
    },
  };
}
