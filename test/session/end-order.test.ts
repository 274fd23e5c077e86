import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../simulator/index.ts';
import { wholeSession } from './whole-session.ts';

/** What is on disk when others hear of an end: a crash in between may not leave a session that only the provider knows to be over. */
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());

const revocations = () => simulator.requests.filter(({ path }) => path.endsWith('/token/revoke')).length;

/** Longer than what is under way on this computer alone, and could be asked of the provider, takes. */
async function anotherRoundTrip(): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await (await fetch(`${simulator.issuer}/.well-known/openid-configuration`)).text();
  }
}

/** A session whose end is on disk only when the test says so. */
async function atHomeWithSlowDisk() {
  const disk = Promise.withResolvers<void>();
  let isEnding = false;
  const it = await wholeSession(simulator, {}, (vault) => ({
    ...vault,
    end: (reason) => {
      isEnding = true;
      return vault.end(reason);
    },
    noted: () => (isEnding ? disk.promise : Promise.resolve()),
  }));
  await it.logIn(PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await it.when('home');
  return { it, disk, before: revocations() };
}

test('B26 HAZ-02 an end is on disk before the provider is told of it, and both before a browser opens for the next person', async () => {
  const { it, disk, before } = await atHomeWithSlowDisk();
  it.gesture({ type: 'switchRequested' });
  await anotherRoundTrip();
  expect(it.view().kind).toBe('openingBrowser');
  expect([revocations(), it.opened.length], 'while the disk is busy').toEqual([before, 1]);
  disk.resolve();
  await it.when('waitingForBrowser');
  await expect.poll(revocations).toBe(before + 1);
  expect(it.opened).toHaveLength(2);
  await it.session.quit();
});

test.each(['logOutRequested', 'lockRequested'] as const)('B26 HAZ-02 the same for the provider at %s', async (type) => {
  const { it, disk, before } = await atHomeWithSlowDisk();
  it.gesture({ type });
  await anotherRoundTrip();
  expect(revocations(), 'while the disk is busy').toBe(before);
  disk.resolve();
  await expect.poll(revocations).toBe(before + 1);
  await it.session.quit();
});
