import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../simulator/index.ts';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { wholeSession } from './whole-session.ts';

/** Actions from their form to the service, over real sockets (issue 5 lines 2, 3 and 5). All data is synthetic. */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());

const fields = [
  { name: 'nhsNumber', label: { en: 'NHS number' }, kind: 'nhsNumber' },
  { name: 'reason', label: { en: 'Reason' }, kind: 'longText', maxLength: 20 },
  { name: 'basis', label: { en: 'Why' }, kind: 'choice', choices: [{ value: 'law', label: { en: 'The law' } }] },
];
const input = { nhsNumber: '900 000 0009', reason: 'synthetic', basis: 'law' };

/** The catalogue of the simulator, with the second of its actions asked for in three ways. */
function actions(): readonly Readonly<Record<string, unknown>>[] {
  const [view = {}, sign = {}] = developmentPolicy(simulator).actions;
  const requirement = { levels: [3], maxAgeSeconds: 300 };
  return [view, sign, { ...sign, id: 'stop', requirement }, { ...sign, id: 'with-form', requirement, input: fields }];
}

async function loggedIn(world: Parameters<typeof wholeSession>[2] = {}) {
  const it = await wholeSession(simulator, { actions: actions() }, world);
  await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await it.when('home');
  return it;
}

const authorizations = () => simulator.requests.filter(({ path }) => path.endsWith('/authorize')).length;

describe('what was filled in is checked before anything else happens (issue 5 line 2)', () => {
  test.each([
    ['nothing', {}, ['missing', 'missing', 'missing']],
    ['a number that is none', { ...input, nhsNumber: '900 000 0008' }, ['malformed']],
    ['too much', { ...input, reason: 'x'.repeat(21) }, ['tooLong']],
    ['another answer', { ...input, basis: 'habit' }, ['notAChoice']],
    ['a field that there is not', { ...input, url: 'https://elsewhere' }, ['unknownField']],
  ])(
    '%s: said for each field, put on record without a word of it, and nothing has begun',
    async (_what, wrong, faults) => {
      const it = await loggedIn();
      expect(it.session.inputProblems('with-form', wrong).map(({ fault }) => fault)).toEqual(faults);
      expect(it.gesture({ type: 'actionPrepared', actionId: 'with-form', input: wrong })).toBe(false);
      expect(it.view().kind).toBe('home');
      const refused = {
        event: 'action.refused',
        outcome: 'refused',
        code: 'ACTION_INPUT_INVALID',
        actionId: 'with-form',
      };
      expect(it.audited).toMatchObject([{ ...refused, userId: PERSONA_IDS.nurse, level: 2 }]);
      const written = JSON.stringify(it.audited);
      for (const value of Object.values(wrong)) expect(written).not.toContain(value);
      await it.session.quit();
    },
  );

  test('good: the gate comes next, and what is confirmed is what will be sent', async () => {
    const it = await loggedIn();
    expect(it.gesture({ type: 'actionPrepared', actionId: 'with-form', input })).toBe(true);
    expect(it.view()).toMatchObject({ kind: 'actionBlocked', askedBy: 'policy', canStepUp: true });
    it.gesture({ type: 'stepUpRequested', again: false });
    await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
    expect(await it.when('confirmAction')).toMatchObject({
      input: [{ value: '9000000009' }, { value: 'synthetic' }, { value: { en: 'The law' } }],
    });
    await it.session.quit();
  });

  test('nobody who is not logged in learns what an action asks for', async () => {
    const it = await wholeSession(simulator, { actions: actions() });
    expect(it.session.inputProblems('with-form', {})).toEqual([]);
    expect(it.gesture({ type: 'actionPrepared', actionId: 'with-form', input })).toBe(false);
    await it.session.quit();
  });
});

test('HAZ-10 two actions share one journey through the browser, and each is confirmed and put on record by itself', async () => {
  const it = await loggedIn();
  const before = authorizations();
  it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
  it.gesture({ type: 'actionPrepared', actionId: 'stop', input: {} });
  it.gesture({ type: 'stepUpRequested', again: false });
  await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
  for (const actionId of ['sign-prescription', 'stop']) {
    const view = await it.when('confirmAction');
    expect(view.action.id).toBe(actionId);
    it.gesture({ type: 'actionConfirmed', confirmationId: view.confirmationId });
    expect(await it.when('actionDone')).toMatchObject({ action: { id: actionId }, outcome: { kind: 'ok' } });
    it.gesture({ type: 'wentBack' });
  }
  expect(it.view().kind).toBe('home');
  expect(authorizations() - before).toBe(1);
  expect(it.audited.map((line) => ('actionId' in line ? `${line.actionId} ${line.outcome}` : line.event))).toEqual([
    'sign-prescription intended',
    'sign-prescription ok',
    'stop intended',
    'stop ok',
  ]);
  await it.session.quit();
});

test('HAZ-06 an action of before the app died is told to its person, until they say that they have checked', async () => {
  const ofBefore = { requestId: 'of-before', actionId: 'stop', atMs: 5 };
  const unresolved = (userId: string) => (userId === PERSONA_IDS.nurse ? [ofBefore] : []);
  const it = await loggedIn({ unresolved });
  await expect.poll(() => it.view()).toMatchObject({ kind: 'home', unresolved: [{ action: { id: 'stop' } }] });
  expect(it.gesture({ type: 'unresolvedDismissed', requestId: 'of-before' })).toBe(true);
  expect(it.view()).toMatchObject({ unresolved: [] });
  await expect
    .poll(() => it.audited)
    .toMatchObject([
      {
        event: 'action.checked',
        outcome: 'checked',
        requestId: 'of-before',
        actionId: 'stop',
        userId: PERSONA_IDS.nurse,
      },
    ]);
  await it.session.quit();
  const other = await wholeSession(simulator, { actions: actions() }, { unresolved });
  await other.logIn(PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
  expect(await other.when('home', 'chooseRole')).not.toMatchObject({ unresolved: [ofBefore] });
  await other.session.quit();
});
