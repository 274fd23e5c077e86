import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PERSONA_IDS } from '../simulator/index.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { atHome, logIn, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { expect, nobodysIssuer, test } from './support/fixtures.ts';

/**
 * What a support call says, "code and correlation id", is found in the log of that computer (B30 of the pitfalls). How a
 * line is made, cut and rotated is told in test/shell/disk.test.ts.
 */

const allowedKeys = new Set([
  'time',
  'level',
  'code',
  'correlationId',
  'detail',
  'purpose',
  'host',
  'status',
  'durationMs',
  'port',
  'actionId',
  'reason',
]);
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

type Line = Readonly<Record<string, unknown>>;

const logFile = (app: LaunchedApp) => path.join(app.userDataDir, 'log', 'cis2-desktop.log');

async function linesOf(app: LaunchedApp): Promise<Line[]> {
  const text = await readFile(logFile(app), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => JSON.parse(line) as Line);
}

/** Code and correlation id of "Details for support". */
async function supportDetails(page: Page): Promise<{ code: string; correlationId: string }> {
  const [code = '', correlationId = '', ...others] = await page
    .getByRole('region', { name: 'Details for support' })
    .locator('code')
    .allTextContents();
  expect(others).toEqual([]);
  return { code, correlationId };
}

async function expectInLog(app: LaunchedApp, told: { code: string; correlationId: string }): Promise<void> {
  expect(told.correlationId).toMatch(uuid);
  const lines = await linesOf(app);
  expect(
    lines.filter(({ correlationId, code }) => correlationId === told.correlationId && code === told.code),
  ).toHaveLength(1);
  for (const line of lines) {
    expect(
      Object.keys(line).filter((key) => !allowedKeys.has(key)),
      'keys that no line may have',
    ).toEqual([]);
    expect(line).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: expect.stringMatching(/^(info|warn|error)$/),
      code: expect.stringMatching(/^[A-Z][A-Z\d_]+$/),
    });
  }
  if (process.platform === 'win32') return; // there the access list of the profile does it, and modes mean nothing
  const modeOf = async (place: string) => ((await stat(place)).mode & 0o777).toString(8);
  expect([await modeOf(logFile(app)), await modeOf(path.dirname(logFile(app)))]).toEqual(['600', '700']);
}

test('B30 a wrong nonce: code and correlation id on screen are one line of the log', async ({ app, simulator }) => {
  simulator.setFaults({ idTokenClaims: { nonce: 'another' } });
  await logIn(app);
  await screen(app.page, 'attemptFailed');
  const told = await supportDetails(app.page);
  expect(told.code).toBe('ID_TOKEN_NONCE');
  await expectInLog(app, told);
});

test('B30 HAZ-01 another person at the step-up: the same', async ({ app }) => {
  await atHome(app);
  await logInAt(await stepUpTab(app), PERSONA_IDS.generalPractitioner, 'securityKey');
  await screen(app.page, 'otherPerson');
  const told = await supportDetails(app.page);
  expect(told.code).toBe('PERSON_MISMATCH');
  await expectInLog(app, told);
  const log = await readFile(logFile(app), 'utf8');
  for (const name of ['Owen', 'Priya', PERSONA_IDS.nurse, PERSONA_IDS.generalPractitioner]) {
    expect(log.includes(name), `${name} is in the log`).toBe(false);
  }
});

test.describe('without a provider', () => {
  test.use({ policy: { provider: { issuer: nobodysIssuer } } });

  test('B30 the provider is down: the same', async ({ app }) => {
    await press(app.page, 'Log in with my Care Identity');
    await screen(app.page, 'attemptFailed');
    const told = await supportDetails(app.page);
    expect(told.code).toBe('PROVIDER_UNREACHABLE');
    await expectInLog(app, told);
  });
});

test('B30 two refusals have two correlation ids, each in the log', async ({ app, simulator }) => {
  simulator.setFaults({ idTokenClaims: { authentication_assurance_level: 'AAL3' } });
  await logIn(app);
  await screen(app.page, 'attemptFailed');
  const first = await supportDetails(app.page);
  await press(app.page, 'Go back');
  await logIn(app);
  await screen(app.page, 'attemptFailed');
  const second = await supportDetails(app.page);
  expect([first.code, second.code]).toEqual(['LEVEL_UNKNOWN', 'LEVEL_UNKNOWN']);
  expect(first.correlationId).not.toBe(second.correlationId);
  await expectInLog(app, first);
  await expectInLog(app, second);
});

test('B30 a wrong state: told while the attempt goes on, by its code, and found by the id of its view', async ({
  app,
  simulator,
}) => {
  simulator.setFaults({
    redirect: (location) => {
      const wrong = new URL(location);
      wrong.searchParams.set('state', 'of-somebody-else');
      return wrong;
    },
  });
  await logIn(app);
  await expect(app.page.getByText('CALLBACK_STATE_MISMATCH')).toBeVisible();
  // This screen has no "Details for support": the attempt is not over. The id is what the page was given.
  const correlationId = await app.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'cis2') as {
      getView(): Promise<{ value: { notice: { correlationId: string } } }>;
    };
    return (await bridge.getView()).value.notice.correlationId;
  });
  await expectInLog(app, { code: 'CALLBACK_STATE_MISMATCH', correlationId });
});

test('issue 7 line 6: --verbose adds what each server answered, and neither path nor query of it', async ({
  simulator,
}) => {
  const app = await launchApp({ policy: developmentPolicy(simulator), args: ['--verbose'] });
  try {
    await atHome(app);
    const lines = await linesOf(app);
    const { host } = new URL(simulator.issuer);
    const answered = lines.filter(({ code }) => code === 'HTTP_ANSWERED');
    expect(answered.length, 'discovery, keys, token and userinfo').toBeGreaterThanOrEqual(4);
    for (const line of answered) {
      expect(Object.keys(line).toSorted()).toEqual(['code', 'detail', 'durationMs', 'host', 'level', 'status', 'time']);
      expect(line).toMatchObject({ level: 'debug', host, status: 200, durationMs: expect.any(Number) });
      expect(line['detail']).toMatch(/^(GET|POST)$/);
    }
    const log = await readFile(logFile(app), 'utf8');
    const paths = new Set(simulator.requests.map(({ path: asked }) => asked).filter((asked) => asked.length > 1));
    expect(paths.size).toBeGreaterThan(3);
    for (const asked of paths) expect(log.includes(asked), `${asked} is in the log`).toBe(false);
    expect(log, 'no query, and nothing of the person').not.toMatch(/[?&]\w+=|Owen|999\d{9}/);
  } finally {
    await app.close();
  }
});

test('issue 7 line 6: without --verbose no answer of a server is in the log', async ({ app }) => {
  await atHome(app);
  expect((await linesOf(app)).filter(({ level }) => level === 'debug')).toEqual([]);
});
