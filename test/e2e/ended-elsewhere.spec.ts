import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PERSONA_IDS, type Simulator } from '../simulator/index.ts';
import type { LaunchedApp } from './launch-app.ts';
import { atHome, logInAt, press, screen, stepUpTab } from './support/clinician.ts';
import { authorizations, revocations } from './support/provider-side.ts';
import { expect, test } from './support/fixtures.ts';

/** Sessions that the provider ends, told by its events (RFC 8936). What makes an event count is in test/oidc. */

test.use({
  policy: async ({ simulator }, use) => {
    await use({ provider: { eventsUri: simulator.eventsUri } });
  },
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

const isPoll = ({ path: at }: { readonly path: string }) => at.endsWith('/events');

/** At home, and asking for events. */
async function heard(app: LaunchedApp, simulator: Simulator): Promise<void> {
  await atHome(app);
  await expect.poll(() => simulator.requests.filter(isPoll)).toHaveLength(1);
}

/** The lines of the log about a code. */
function logged({ userDataDir }: LaunchedApp, code: string): { time: string; detail?: string }[] {
  const log = readFileSync(path.join(userDataDir, 'log', 'cis2-desktop.log'), 'utf8');
  return log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { code: string; time: string; detail?: string })
    .filter((line) => line.code === code);
}

for (const [name, end, title, words] of [
  [
    'CAEP, by an administrator',
    { how: 'caep', initiatingEntity: 'admin' },
    'The log-in service ended the session',
    /It told us at \d\d:\d\d( on \d+ \w+)? that this log-in is over\./,
  ],
  [
    'CAEP, by the person at another place',
    { how: 'caep', initiatingEntity: 'user' },
    'The session was ended from another place',
    /The log-in service told us at \d\d:\d\d( on \d+ \w+)? that the same person logged in, or out, at another place\./,
  ],
  [
    'a logout token',
    { how: 'logoutToken' },
    'The log-in service ended the session',
    /It told us at \d\d:\d\d( on \d+ \w+)? that this log-in is over\./,
  ],
] as const) {
  test(`HAZ-02 ${name}: ended within 2 s of its delivery, in words, and no browser opens`, async ({
    app,
    simulator,
  }) => {
    await heard(app, simulator);
    const endedAtMs = Date.now();
    expect(await simulator.endSession(PERSONA_IDS.nurse, end)).toHaveLength(1);
    await screen(app.page, 'ended', '');
    await expect(heading(app.page)).toHaveText(title);
    await expect(app.page.getByText(words)).toBeVisible();
    await expect(app.page.getByText('Owen')).toHaveCount(0);
    expect(app.systemBrowser.opened()).toHaveLength(1);
    const [line] = logged(app, 'SESSION_ENDED');
    expect(Date.parse(line?.time ?? '') - endedAtMs).toBeLessThan(2000);

    await press(app.page, 'Log in with my Care Identity');
    await logInAt(await app.systemBrowser.nextPage(), PERSONA_IDS.nurse, 'microsoftAuthenticator');
    await screen(app.page, 'home', '2');
    expect(authorizations(simulator).at(-1)?.query['prompt'], 'who it is is asked').toBe('login');
  });
}

test('HAZ-02 HAZ-10 while a step-up waits: it ends with the session, and a tab that comes back is told', async ({
  app,
  simulator,
}) => {
  await heard(app, simulator);
  const tab = await stepUpTab(app);
  simulator.setFaults({ respond: { token: () => 'hang' } });
  const answered = logInAt(tab, PERSONA_IDS.nurse, 'securityKey');
  await screen(app.page, 'checkingLogin', '2');
  expect(await simulator.endSession(PERSONA_IDS.nurse, { how: 'caep', initiatingEntity: 'admin' })).not.toEqual([]);
  await screen(app.page, 'ended', '');
  await expect(heading(app.page)).toHaveText('The log-in service ended the session');
  await answered;
  await expect(heading(tab)).toHaveText('This log-in was cancelled');
});

test('invariant 5 an event about somebody else, and one that is forged: acknowledged, refused, and nothing ends', async ({
  app,
  simulator,
}) => {
  const sids: string[] = [];
  simulator.setFaults({
    idTokenClaims: (claims) => {
      sids.push(String(claims['sid']));
      return claims;
    },
  });
  await heard(app, simulator);
  const [sid = ''] = sids;
  const foreign = await simulator.queueEvent(sid, {
    how: 'caep',
    about: 'person',
    claims: (claims) => ({
      ...claims,
      sub_id: { format: 'iss_sub', iss: simulator.issuer, sub: PERSONA_IDS.generalPractitioner },
    }),
  });
  const forged = await simulator.queueEvent(sid, {
    how: 'caep',
    about: 'session',
    token: (_token, { claims, header, signWithUnpublishedKey }) => signWithUnpublishedKey(claims, header),
  });
  const reports = () => simulator.requests.filter(isPoll).map(({ body }) => body);
  await expect.poll(() => reports().some((body) => body.includes(foreign))).toBe(true);
  await expect.poll(() => reports().some((body) => body.includes(forged)), { timeout: 20_000 }).toBe(true);
  const told = reports().map((body) => JSON.parse(body) as { ack: string[]; setErrs: Record<string, unknown> });
  expect(told.flatMap(({ ack }) => ack)).toEqual([foreign]);
  expect(told.flatMap(({ setErrs }) => Object.keys(setErrs))).toEqual([forged]);
  await screen(app.page, 'home', '2');
  await app.page.locator('[data-action="view-patient"]').click();
  await screen(app.page, 'actionDone', '2');
  expect(revocations(simulator)).toEqual([]);
});
