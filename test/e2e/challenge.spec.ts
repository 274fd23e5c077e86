import type { Page } from '@playwright/test';
import { asFault } from '../simulator/apis/answer.ts';
import { challenge } from '../simulator/apis/level.ts';
import { PERSONA_IDS, ROLE_IDS, type RecordedRequest, type Simulator } from '../simulator/index.ts';
import type { LaunchedApp } from './launch-app.ts';
import { atHome, logInAt, press, screen, viewOf } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

/** Issue 5 line 4: the policy is content with AAL2, and the service that is called is not. */
test.use({ policy: { catalogue: 'whole' } });

const isRelease = ({ path }: RecordedRequest) => path.endsWith('$release-result');
const isAccept = ({ path }: RecordedRequest) => path.endsWith('$ers.accept');

const calls = ({ requests }: Simulator, which: (request: RecordedRequest) => boolean) => requests.filter(which);

const authorizations = ({ requests }: Simulator) =>
  requests.filter(({ path, query }) => path.endsWith('/authorize') && query['state'] !== undefined);

/** Begins an action that the policy allows at AAL2, and confirms it. */
async function begin(page: Page, action: string): Promise<void> {
  await page.locator(`[data-action="${action}"]`).click();
  await screen(page, 'confirmAction', '2');
  await press(page, 'Confirm');
}

async function stepUp({ page, systemBrowser }: LaunchedApp): Promise<void> {
  await press(page, 'Continue in browser');
  await logInAt(await systemBrowser.nextPage(), PERSONA_IDS.nurse, 'securityKey');
  await screen(page, 'confirmAction', '3');
}

for (const [style, action, which] of [
  ['RFC 9470', 'release-result', isRelease],
  ['e-RS', 'accept-referral', isAccept],
] as const) {
  test(`issue 5 line 4 ${style}: the service asks for more, the person steps up, confirms again, and it is done`, async ({
    app,
    simulator,
  }) => {
    await atHome(app);
    await begin(app.page, action);
    const blocked = await viewOf(app.page, 'actionBlocked');
    expect(blocked).toMatchObject({ askedBy: 'service', canStepUp: true, action: { id: action } });
    expect(blocked.missing).toContainEqual({ kind: 'level', required: 3, actual: 2 });
    expect(calls(simulator, which), 'once, and not again by itself').toHaveLength(1);

    await stepUp(app);
    expect(calls(simulator, which), 'nothing is sent before the second confirm').toHaveLength(1);
    await press(app.page, 'Confirm');
    const done = await viewOf(app.page, 'actionDone');
    expect(done).toMatchObject({ action: { id: action }, outcome: { kind: 'ok' } });

    const [first, second, ...more] = calls(simulator, which);
    expect(more).toEqual([]);
    expect(second?.headers['authorization'], 'with the token of the new log-in').not.toBe(
      first?.headers['authorization'],
    );
    for (const call of [first, second]) {
      expect(call?.headers).toMatchObject({
        'nhsd-session-urid': ROLE_IDS.nurseAtBrook,
        'nhsd-end-user-organisation-ods': 'SIM01',
      });
    }
  });
}

test('issue 5 line 4 what the challenge asks is what the provider is asked for, without a prompt', async ({
  app,
  simulator,
}) => {
  await atHome(app);
  await begin(app.page, 'release-result');
  await screen(app.page, 'actionBlocked');
  await stepUp(app);
  const [, asked, ...more] = authorizations(simulator).map(({ query }) => query);
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ acr_values: 'AAL3_ANY', max_age: '300' });
  expect(asked).not.toHaveProperty('prompt');
});

test('issue 5 line 4 a second challenge is a refusal: no loop, no further log-in, and a way back', async ({
  app,
  simulator,
}) => {
  simulator.setFaults({
    respond: { api: (request) => (isRelease(request) ? asFault(challenge(60)) : undefined) },
  });
  await atHome(app);
  await begin(app.page, 'release-result');
  await screen(app.page, 'actionBlocked');
  await stepUp(app);
  await press(app.page, 'Confirm');

  const done = await viewOf(app.page, 'actionDone');
  expect(done).toMatchObject({ outcome: { kind: 'refused' } });
  expect(calls(simulator, isRelease)).toHaveLength(2);
  await press(app.page, 'Go back');
  await screen(app.page, 'home', '3');
  expect(calls(simulator, isRelease)).toHaveLength(2);
  expect(authorizations(simulator)).toHaveLength(2);
});

test('issue 5 line 4 who does not want to step up goes back, and nothing more is sent', async ({ app, simulator }) => {
  await atHome(app);
  await begin(app.page, 'release-result');
  await screen(app.page, 'actionBlocked');
  await press(app.page, 'Go back');
  await screen(app.page, 'home', '2');
  expect(calls(simulator, isRelease)).toHaveLength(1);
  expect(authorizations(simulator)).toHaveLength(1);
});
