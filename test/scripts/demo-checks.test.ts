import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  countsDown,
  endedWithin2Seconds,
  hasNoDialog,
  plainStartLink,
  processIsNew,
  sessionIsAsBefore,
} from '../../build/scripts/demo/checks/app-window.ts';
import { noCodeInAddress } from '../../build/scripts/demo/checks/browser-tab.ts';
import {
  called,
  tokenIsDead,
  tokenIsNew,
  tokenLives,
  withBearer,
} from '../../build/scripts/demo/checks/national-api.ts';
import {
  auditedAround,
  auditHasNoSecret,
  noFileNames,
  nothingSecretIsKept,
} from '../../build/scripts/demo/checks/on-disk.ts';
import {
  askedForLevel,
  askedForNewLogIn,
  askedSafely,
  askedWithoutPrompt,
  exchanges,
  noClientSecret,
  nobodyWasAsked,
  renewed,
  revoked,
  revokedBeforeTheNext,
  verifierMatches,
} from '../../build/scripts/demo/checks/provider.ts';
import {
  savedSessionIsDead,
  savedSessionIsGone,
  sessionIsKept,
} from '../../build/scripts/demo/checks/saved-session.ts';
import type { SessionFacts } from '../../build/scripts/demo/session-facts.ts';
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
    countedUpTo: { exchanges: 0, refreshes: 0, revocations: 0 },
    accessTokens: [],
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
  expect(await holds(exchanges(0), [exchange()])).toBe(false);
  expect(await holds(exchanges(1), [refresh('first')]), 'a refresh is no exchange').toBe(false);
  expect(await holds(verifierMatches, [authorize(), exchange()])).toBe(true);
  expect(await holds(verifierMatches, [authorize(), exchange({ code_verifier: 'w'.repeat(43) })])).toBe(false);
  expect(await holds(noClientSecret, [exchange()])).toBe(true);
  expect(await holds(noClientSecret, [])).toBe(false);
  expect(await holds(noClientSecret, [exchange({ client_secret: 'x' })])).toBe(false);
  expect(await holds(noClientSecret, [exchange({}, { authorization: 'Basic eDp5' })])).toBe(false);
});

const refresh = (token: string) =>
  request('/issuer/access_token', { method: 'POST', form: { grant_type: 'refresh_token', refresh_token: token } });
const revocation = (token: string) => request('/issuer/token/revoke', { method: 'POST', form: { token } });

test('what comes between two checks is counted by the second, and a secret that was used before is found', async () => {
  const later = { exchanges: 1, refreshes: 1, revocations: 1 };
  const first = [exchange(), exchange({ code: 'another' })];
  const countedUpTo = { ...later };
  expect(await holds(exchanges(1), first, { countedUpTo })).toBe(true);
  expect(await holds(exchanges(0), first, { countedUpTo })).toBe(true);
  expect(await holds(exchanges(0), [...first, exchange({ code: 'a third' })], { countedUpTo })).toBe(false);
  expect(await holds(exchanges(1), [exchange(), exchange()], { countedUpTo: { ...later } }), 'one code twice').toBe(
    false,
  );

  expect(await holds(renewed(1), [refresh('first')])).toBe(true);
  expect(await holds(renewed(0), [])).toBe(true);
  expect(await holds(renewed(0), [refresh('first')])).toBe(false);
  expect(await holds(renewed(1), [])).toBe(false);
  const twice = [refresh('first'), refresh('first')];
  expect(await holds(renewed(1), twice, { countedUpTo: { ...later } }), 'one refresh token twice').toBe(false);

  expect(await holds(revoked(1), [revocation('first')])).toBe(true);
  expect(await holds(revoked(0), [revocation('first')])).toBe(false);
  expect(await holds(revoked(1), [revocation('first'), revocation('second')])).toBe(false);
});

test('the session before was revoked before the next log-in page came up', async () => {
  const page = authorize({ state: 't'.repeat(43) });
  expect(await holds(revokedBeforeTheNext, [authorize(), revocation('first'), page])).toBe(true);
  expect(await holds(revokedBeforeTheNext, [authorize(), page, revocation('first')])).toBe(false);
  expect(await holds(revokedBeforeTheNext, [authorize(), page])).toBe(false);
  const countedUpTo = { exchanges: 0, refreshes: 0, revocations: 2 };
  const older = [authorize(), revocation('of another'), page];
  expect(await holds(revokedBeforeTheNext, older, { countedUpTo }), 'an older one').toBe(false);
});

test('whether anything was asked since the restart', async () => {
  expect(await holds(nobodyWasAsked, [authorize()], { requestsSinceRestart: [] })).toBe(true);
  expect(await holds(nobodyWasAsked, [], { requestsSinceRestart: [request('/issuer/userinfo')] })).toBe(false);
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
  `${JSON.stringify({ at: new Date(atMs).toISOString(), event, outcome, correlationId: 'request-1' })}\n`;
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

  journalSays('dead', false);
  expect(await holds(savedSessionIsDead, [])).toBe(true);
});

test('a file that names somebody, in whatever width of letters', async () => {
  const nobody = noFileNames('her', 'Priya', 'SIM03');
  expect(await holds(nobody, [])).toBe(true);
  for (const text of [Buffer.from('…Priya…'), Buffer.from('Priya', 'utf16le')]) {
    writeFileSync(path.join(userData, 'Preferences'), text);
    expect(await holds(nobody, []), text.toString('latin1')).toBe(false);
  }
  writeFileSync(path.join(userData, 'Preferences'), 'nothing');
  expect(await holds(nobody, [])).toBe(true);
});

const facts: SessionFacts = { name: 'A', roleId: '1', level: 3, confirmedAtMs: 1000, endsAtMs: 9000 };

test.each<[string, Partial<SessionFacts>, boolean]>([
  ['nothing', {}, true],
  ['the noise of two clocks', { endsAtMs: 9003 }, true],
  ['the person', { name: 'B' }, false],
  ['the role', { roleId: '2' }, false],
  ['the level', { level: 2 }, false],
  ['the time of the log-in', { confirmedAtMs: 2000 }, false],
  ['the end', { endsAtMs: 11_000 }, false],
])('a continued session in which this is new: %s', async (_what, change, ok) => {
  const { name, roleId, level, confirmedAtMs, endsAtMs } = { ...facts, ...change };
  const view = {
    kind: 'home',
    who: { person: { name }, role: { id: roleId }, assurance: { level, confirmedAtMs }, standing: { endsAtMs } },
  };
  const now = { view: () => Promise.resolve(view) };
  expect(await holds(sessionIsAsBefore, [], { ...now, rememberedSession: facts })).toBe(ok);
  expect(await holds(sessionIsAsBefore, [], now), 'nothing was remembered').toBe(false);
});

test.each([
  [{ kind: 'ended', atMs: 1200 }, 1000, true],
  [{ kind: 'ended', atMs: 3001 }, 1000, false],
  [{ kind: 'ended', atMs: 1200 }, undefined, false],
  [{ kind: 'home' }, 1000, false],
])('an end from elsewhere that shows as %j, %d', async (view, endedElsewhereAtMs, ok) => {
  expect(await holds(endedWithin2Seconds, [], { view: () => Promise.resolve(view), endedElsewhereAtMs })).toBe(ok);
});

/** A page whose dialog says one text after the other, and then the last one for ever. */
function dialogSays(...texts: readonly string[]) {
  let asked = 0;
  const innerText = () => {
    asked += 1;
    return Promise.resolve(texts[Math.min(asked, texts.length) - 1] ?? '');
  };
  return { page: { locator: () => ({ innerText }) } };
}

test('the time that is left is told, and gets less', async () => {
  const twoMinutes = 'It will be locked in 2 minutes.';
  const less = 'It will be locked in 1 minute 59 seconds.';
  expect(await holds(countsDown(120), [], dialogSays(twoMinutes, less))).toBe(true);
  expect(await holds(countsDown(60), [], dialogSays(twoMinutes, less))).toBe(false);
  expect(await holds(countsDown(120), [], dialogSays('It is being locked now.'))).toBe(false);
  const dialogs = (count: number) => ({ page: { getByRole: () => ({ count: () => Promise.resolve(count) }) } });
  expect(await holds(hasNoDialog, [], dialogs(0))).toBe(true);
  expect(await holds(hasNoDialog, [], dialogs(1))).toBe(false);
});

test('a token that the API takes, and one that it does not', { timeout: 20_000 }, async () => {
  const api = createServer(({ headers }, response) => {
    if (headers.authorization === `Bearer ${bearer}`) response.end('{}');
    else response.writeHead(401).end('{"code":"ACCESS_TOKEN_INVALID"}');
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  try {
    const apiBase = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const holding = (...accessTokens: string[]) => ({ accessTokens, simulator: { requests: [apiCall()], apiBase } });
    expect(await holds(tokenLives('her'), [], holding('older', bearer))).toBe(true);
    expect(await holds(tokenLives('her'), [], holding(bearer, 'newest'))).toBe(false);
    expect(await holds(tokenLives('her'), [], holding())).toBe(false);
    expect(await holds(tokenIsDead('her'), [], holding(bearer, 'newest'))).toBe(true);
    expect(await holds(tokenIsDead('her'), [], holding('older', bearer))).toBe(false);
    expect(await holds(tokenIsDead('her'), [], holding())).toBe(false);
  } finally {
    api.close();
  }
});

test(
  'the wrong journal, a window of the same process and the like are waited for and then told',
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
      holds(sessionIsKept, [], { ...own, userData: path.join(userData, 'of-nobody') }),
      holds(revoked(1), []),
      holds(countsDown(120), [], dialogSays('It will be locked in 2 minutes.')),
      holds(processIsNew, [], process(1)),
      holds(processIsNew, [], { windowProcess: () => Promise.resolve(2) }),
    ]);
    expect(found).toEqual(found.map(() => false));
  },
);
