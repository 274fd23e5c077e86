import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plainStartLink, processIsNew } from '../../build/scripts/demo/checks/app-window.ts';
import { noCodeInAddress } from '../../build/scripts/demo/checks/browser-tab.ts';
import { called, tokenIsNew, withBearer } from '../../build/scripts/demo/checks/national-api.ts';
import { auditedAround, auditHasNoSecret, nothingSecretIsKept } from '../../build/scripts/demo/checks/on-disk.ts';
import {
  askedForLevel,
  askedForNewLogIn,
  askedSafely,
  askedWithoutPrompt,
  exchanges,
  noClientSecret,
  verifierMatches,
} from '../../build/scripts/demo/checks/provider.ts';
import {
  nothingIsContinued,
  savedSessionIsDead,
  savedSessionIsGone,
  sessionIsKept,
} from '../../build/scripts/demo/checks/saved-session.ts';
import type { Stage } from '../../build/scripts/demo/stage.ts';
import type { Check } from '../../build/scripts/demo/step.ts';
import type { RecordedRequest } from '../simulator/index.ts';

/** Each check has to fail on what it is there for: a demo that cannot fail shows nothing. */

const keychain = vi.hoisted((): { entry: string | null } => ({ entry: null }));
vi.mock('../e2e/support/keychain-entry.ts', () => ({ keychainEntry: () => Promise.resolve(keychain.entry) }));

let userData: string;

beforeEach(() => {
  userData = mkdtempSync(path.join(tmpdir(), 'cis2-checks-'));
  mkdirSync(path.join(userData, 'audit'));
});
afterEach(() => {
  rmSync(userData, { recursive: true, force: true });
});

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const bearer = 'an-access-token-of-the-simulator';

function request(urlPath: string, more: Partial<RecordedRequest> = {}): RecordedRequest {
  return { at: 1000, method: 'GET', path: urlPath, query: {}, form: {}, headers: {}, body: '', ...more };
}

const query = {
  acr_values: 'AAL3_ANY',
  code_challenge_method: 'S256',
  code_challenge: challenge,
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
};
const authorize = (more: Readonly<Record<string, string>> = {}) =>
  request('/issuer/authorize', { query: { ...query, ...more } });
const exchange = (form: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}) =>
  request('/issuer/access_token', {
    method: 'POST',
    form: { grant_type: 'authorization_code', code: 'the-code-of-this-run', code_verifier: verifier, ...form },
    headers,
  });
const apiCall = (headers: Readonly<Record<string, string>> = { authorization: `Bearer ${bearer}` }) =>
  request('/personal-demographics/FHIR/R4/Patient/1', { headers: { 'x-request-id': 'request-1', ...headers } });

/** As much of the stage as these checks look at. */
async function holds(
  check: Check<Stage>,
  requests: readonly RecordedRequest[],
  more: object = {},
): Promise<boolean | null> {
  const app = { stderr: () => '', systemBrowser: { opened: () => [] } };
  const { ok } = await check.look({
    simulator: { requests },
    refreshTokens: [],
    userData,
    app,
    ...more,
  } as unknown as Stage);
  return ok;
}

test('what the provider was asked for', async () => {
  expect(await holds(askedForLevel('AAL3_ANY'), [authorize()])).toBe(true);
  expect(await holds(askedForLevel('AAL3_ANY'), [])).toBe(false);
  expect(await holds(askedForLevel('AAL3_ANY'), [authorize(), authorize({ acr_values: 'AAL1_USERPASS' })])).toBe(false);
  expect(await holds(askedWithoutPrompt, [authorize()])).toBe(true);
  expect(await holds(askedWithoutPrompt, [authorize({ prompt: 'login' })])).toBe(false);
  expect(await holds(askedForNewLogIn, [authorize({ prompt: 'login' })])).toBe(true);
  expect(await holds(askedForNewLogIn, [authorize({ prompt: 'login' }), authorize()])).toBe(false);
});

test.each([
  ['plain PKCE', [authorize({ code_challenge_method: 'plain' })]],
  ['a short state', [authorize({ state: 'short' })]],
  ['no request at all', []],
  ['a nonce that was used before', [authorize(), authorize({ state: 't'.repeat(43), code_challenge: 'c'.repeat(43) })]],
])('not asked safely: %s', async (_what, requests) => {
  expect(await holds(askedSafely, [authorize()])).toBe(true);
  expect(await holds(askedSafely, requests)).toBe(false);
});

test('how the code was exchanged', async () => {
  expect(await holds(exchanges(1), [exchange()])).toBe(true);
  expect(await holds(exchanges(1), [])).toBe(false);
  expect(await holds(exchanges(2), [exchange(), exchange()]), 'one code twice').toBe(false);
  expect(await holds(verifierMatches, [authorize(), exchange()])).toBe(true);
  expect(await holds(verifierMatches, [authorize(), exchange({ code_verifier: 'w'.repeat(43) })])).toBe(false);
  expect(await holds(noClientSecret, [exchange()])).toBe(true);
  expect(await holds(noClientSecret, [])).toBe(false);
  expect(await holds(noClientSecret, [exchange({ client_secret: 'x' })])).toBe(false);
  expect(await holds(noClientSecret, [exchange({}, { authorization: 'Basic eDp5' })])).toBe(false);
});

test('what the API got', async () => {
  expect(await holds(called('personal-demographics', 1), [apiCall()])).toBe(true);
  expect(await holds(called('personal-demographics', 1), [apiCall(), apiCall()])).toBe(false);
  expect(await holds(called('personal-demographics', 1, 'POST'), [apiCall()])).toBe(false);
  expect(await holds(called('personal-demographics', 0), [apiCall({ 'x-demo-question': '1' })])).toBe(true);
  expect(await holds(withBearer('personal-demographics'), [apiCall()])).toBe(true);
  expect(await holds(withBearer('personal-demographics'), [apiCall({})])).toBe(false);
  const prescription = (token: string) =>
    request('/electronic-prescriptions/FHIR/R4/$process-message', { headers: { authorization: `Bearer ${token}` } });
  expect(await holds(tokenIsNew, [apiCall(), prescription('another')])).toBe(true);
  expect(await holds(tokenIsNew, [apiCall(), prescription(bearer)])).toBe(false);
});

const auditLine = (event: string, outcome: string, atMs: number) =>
  `${JSON.stringify({ at: new Date(atMs).toISOString(), event, outcome, requestId: 'request-1' })}\n`;
const intended = (atMs = 900) => auditLine('action.intended', 'intended', atMs);
const finished = (atMs = 1100) => auditLine('action.finished', 'ok', atMs);

test.each([
  ['the right order', () => intended() + finished(), true],
  ['no “about to”', () => finished(), false],
  ['the wrong order', () => finished() + intended(), false],
  ['no outcome', () => intended(), false],
  ['“about to” only after the request', () => intended(1050) + finished(), false],
])('the audit log: %s', async (_what, text, ok) => {
  writeFileSync(path.join(userData, 'audit', 'audit.jsonl'), text());
  expect(await holds(auditedAround('personal-demographics', 'view-patient'), [apiCall()])).toBe(ok);
});

test('a secret in the audit log, in another file or on the terminal is found', async () => {
  const requests = [authorize(), exchange(), apiCall()];
  const audit = path.join(userData, 'audit', 'audit.jsonl');
  writeFileSync(audit, intended());
  expect(await holds(auditHasNoSecret, requests)).toBe(true);
  expect(await holds(nothingSecretIsKept, requests)).toBe(true);

  for (const secret of [bearer, verifier, 'the-code-of-this-run', query.state, `eyJhbGciOiJub25l.eyJzdWIiOiIxIn0.`]) {
    writeFileSync(audit, intended() + secret);
    expect(await holds(auditHasNoSecret, requests), secret).toBe(false);
    expect(await holds(nothingSecretIsKept, requests), secret).toBe(false);
  }
  writeFileSync(audit, intended());
  const app = { stderr: () => `info SENT detail="${bearer}"` };
  expect(await holds(nothingSecretIsKept, requests, { app })).toBe(false);
  const refreshTokens = ['a-refresh-token-that-was-never-sent'];
  expect(await holds(nothingSecretIsKept, requests, { refreshTokens })).toBe(true);
  writeFileSync(path.join(userData, 'record'), `{"token":"${refreshTokens[0]}"}`);
  expect(await holds(nothingSecretIsKept, requests, { refreshTokens })).toBe(false);
});

test.each([
  ['http://127.0.0.1:4000/result/abc', true],
  ['http://127.0.0.1:4000/result/abc?code=1', false],
  ['http://127.0.0.1:4000/result/abc#code=1', false],
  ['http://127.0.0.1:4000/callback', false],
])('the address bar: %s', async (url, ok) => {
  expect(await holds(noCodeInAddress, [], { tab: { url: () => url } })).toBe(ok);
});

test.each([
  ['http://127.0.0.1:4000/start/abc', true],
  ['http://127.0.0.1:4000/start/abc?state=1', false],
  ['http://localhost:4000/start/abc', false],
  ['https://provider.example/authorize', false],
])('the link that is opened: %s', async (url, ok) => {
  expect(await holds(plainStartLink, [], { app: { systemBrowser: { opened: () => [url] } } })).toBe(ok);
});

const journalSays = (state: string, entryGone: boolean) => {
  mkdirSync(path.join(userData, 'vault'), { recursive: true });
  writeFileSync(path.join(userData, 'vault', 'journal.json'), JSON.stringify({ state, entryGone }));
};
const inKeychain = (entry: string | null) => {
  keychain.entry = entry;
};
const refreshTokens = ['older', 'newest'];
const own = { ownKeychain: { env: {} }, refreshTokens };
const swept = (reason: string) => ({ app: { stderr: () => `info VAULT_SWEPT reason="${reason}"` } });

test('a session that is kept, and one that is gone', async () => {
  journalSays('live', false);
  inKeychain('{"token":"newest"}');
  expect(await holds(sessionIsKept, [], own)).toBe(true);
  expect(await holds(sessionIsKept, [], { refreshTokens }), 'without a keychain to look into').toBe(null);
  for (const entry of ['{"token":"older"}', null]) {
    inKeychain(entry);
    expect(await holds(sessionIsKept, [], own), entry ?? 'no entry').toBe(false);
  }

  journalSays('dead', true);
  expect(await holds(savedSessionIsGone, [], own)).toBe(true);
  expect(await holds(savedSessionIsGone, []), 'without a keychain to look into').toBe(null);
  inKeychain('{"token":"newest"}');
  expect(await holds(savedSessionIsGone, [], own)).toBe(false);
  expect(await holds(nothingIsContinued, [], swept('deleted'))).toBe(true);
  expect(await holds(nothingIsContinued, [], swept('nothing'))).toBe(false);

  journalSays('dead', false);
  expect(await holds(savedSessionIsDead, [])).toBe(true);
  expect(await holds(nothingIsContinued, [], swept('unconfirmed'))).toBe(true);
});

test(
  'the wrong journal, and a window of the same process, are waited for and then told',
  { timeout: 20_000 },
  async () => {
    journalSays('live', false);
    inKeychain(null);
    const process = (now: number) => ({ rememberedProcess: 1, windowProcess: () => Promise.resolve(now) });
    expect(await holds(processIsNew, [], process(2))).toBe(true);
    const found = await Promise.all([
      holds(savedSessionIsGone, [], own),
      holds(savedSessionIsGone, []),
      holds(savedSessionIsDead, []),
      holds(nothingIsContinued, [], swept('unconfirmed')),
      holds(nothingIsContinued, []),
      holds(sessionIsKept, [], { ...own, userData: path.join(userData, 'of-nobody') }),
      holds(processIsNew, [], process(1)),
      holds(processIsNew, [], { windowProcess: () => Promise.resolve(2) }),
    ]);
    expect(found).toEqual(found.map(() => false));
  },
);
