import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endReasons, type EndReason } from '../../preload/session-view.ts';
import { PERSONA_IDS } from '../simulator/index.ts';
import { refreshForAnotherPerson } from '../simulator/renewal-faults.ts';
import { computer, journeys, untilSo, type Computer } from './journey-world.ts';

/** Each reason for an end, reached in a whole session on a real disk, and what the next start makes of it. */
const world = journeys('gateway', { eventsHoldMs: 60_000 });
const { nurse, generalPractitioner } = PERSONA_IDS;
const minuteMs = 60_000;

type Profile = 'personal' | 'shared';

const start = (pc: Computer, profile: Profile, provider: object = {}) =>
  world.begin({ session: { profile }, provider: { ...provider } }, { vault: pc.vault(profile) });
type Run = Awaited<ReturnType<typeof start>>;

interface Way {
  readonly profile: Profile;
  /** Whether the provider tells of ends. */
  readonly listens?: true;
  /** From a person at home to the end. */
  readonly reach?: (run: Run) => unknown;
  /** It is a start, after a sudden death of the run before, that says so: as the computer of this profile. */
  readonly startsAs?: Profile;
  /** Whether a person who was not told by this run is by the next. */
  readonly isOwed: boolean;
}

/** A reason without a row does not compile. */
const ways: Readonly<Record<EndReason, Way>> = {
  user: { profile: 'personal', isOwed: false, reach: (run) => run.gesture({ type: 'logOutRequested' }) },
  switchUser: {
    profile: 'personal',
    isOwed: false,
    reach: (run) => {
      run.gesture({ type: 'switchRequested' });
      run.gesture({ type: 'cancelRequested' });
    },
  },
  idle: {
    profile: 'shared',
    isOwed: true,
    reach: (run) => run.passUntil(() => run.view().kind === 'ended', 6 * minuteMs, 5_000),
  },
  absoluteLimit: {
    profile: 'personal',
    isOwed: true,
    reach: (run) => {
      world.time.sleep(13 * 60 * minuteMs);
      run.power.emit('computerUnlocked');
    },
  },
  computerLocked: { profile: 'shared', isOwed: true, reach: (run) => run.power.emit('computerLocked') },
  sleep: { profile: 'shared', isOwed: true, reach: (run) => run.power.emit('suspended') },
  userSwitch: { profile: 'shared', isOwed: true, reach: (run) => run.power.emit('userSwitchedAway') },
  providerEvent: {
    profile: 'personal',
    isOwed: true,
    listens: true,
    reach: () => world.simulator.endSession(nurse, { how: 'logoutToken' }),
  },
  usedElsewhere: {
    profile: 'personal',
    isOwed: true,
    listens: true,
    reach: () => world.simulator.endSession(nurse, { how: 'caep', initiatingEntity: 'user' }),
  },
  revoked: {
    profile: 'personal',
    isOwed: true,
    reach: async (run) => {
      await world.simulator.endSession(nurse, { how: 'caep' });
      await run.passUntil(() => run.view().kind === 'ended', 2 * minuteMs, 5_000);
    },
  },
  roleWithdrawn: {
    profile: 'personal',
    isOwed: true,
    reach: (run) => {
      world.simulator.setRoles(nurse, []);
      return run.passUntil(() => run.view().kind === 'ended', 2 * minuteMs, 5_000);
    },
  },
  // A running app is not told of a new policy yet, so there it is only the machine that ends by it; a start knows it.
  policy: { profile: 'personal', isOwed: true, startsAs: 'shared' },
  clock: {
    profile: 'personal',
    isOwed: true,
    reach: (run) => {
      world.time.setWall(-40_000);
      onTestFinished(() => world.time.setWall(40_000));
      run.power.emit('computerUnlocked');
    },
  },
  interrupted: { profile: 'shared', isOwed: true, startsAs: 'shared' },
  error: {
    profile: 'personal',
    isOwed: true,
    reach: (run) => {
      world.simulator.setFaults(refreshForAnotherPerson(generalPractitioner));
      return run.passUntil(() => run.view().kind === 'ended', 10 * minuteMs, 5_000);
    },
  },
  quit: { profile: 'shared', isOwed: false, reach: (run) => run.session.quit() },
};

async function atHome({ profile, listens }: Way) {
  const pc = computer(world);
  const { eventsUri } = world.simulator;
  const run = await start(pc, profile, listens && { eventsUri });
  await run.logIn(nurse, 'microsoftAuthenticator');
  await run.when('home');
  if (listens) await untilSo(() => run.asked('/events').length > 0, 'the provider’s events are listened for');
  return { run, pc };
}

describe('the reason of an end is said, and said by the next start where it must be', () => {
  test.each(endReasons)('%s', async (reason) => {
    const way = ways[reason];
    const before = await atHome(way);
    const from = world.time.wallMs();
    await way.reach?.(before.run);
    const pc = way.startsAs ? before.pc.copy() : before.pc;
    const profile = way.startsAs ?? way.profile;
    const run = way.startsAs ? await start(pc, profile) : before.run;
    const ended = await run.when('ended');
    const until = world.time.wallMs();
    expect(ended).toMatchObject({ reason, workLost: false, unconfirmed: false });
    // A start knows when the run before was last seen alive.
    expect(ended.atMs).toBeGreaterThan(Math.min(from, until) - 5_000);
    expect(ended.atMs).toBeLessThan(until + 1_000);
    await untilSo(() => pc.journal()?.['reason'] === reason, 'on disk');
    await run.rest();
    expect(pc.journal()).toMatchObject({ state: 'dead', session: 'over', told: !way.isOwed });
    const journal = readFileSync(pc.journalFile, 'utf8');
    expect(journal).not.toContain(nurse);
    expect(journal).not.toContain(world.nameOf(nurse));

    const next = pc.copy();
    const second = await start(next, profile);
    if (!way.isOwed) {
      expect(second.view()).toEqual({ kind: 'loggedOut' });
      return;
    }
    const again = second.view();
    expect(again).toMatchObject({ kind: 'ended', reason });
    expect(Math.abs((again.kind === 'ended' ? again.atMs : 0) - ended.atMs), 'the same moment').toBeLessThan(2_000);
    expect(second.sent).toEqual([]);
    expect(second.gesture({ type: 'wentBack' })).toBe(true);
    await untilSo(() => next.journal()?.['told'] === true, 'told');
    expect((await start(next.copy(), profile)).view(), 'once is enough').toEqual({ kind: 'loggedOut' });
  });
});

test('HAZ-08 what was typed and not sent is said to be lost by it', async () => {
  const { run } = await atHome(ways.providerEvent);
  run.gesture({ type: 'draftSaved', screenId: 'note', values: { text: 'half a sentence' } });
  await ways.providerEvent.reach?.(run);
  expect(await run.when('ended')).toMatchObject({ reason: 'providerEvent', workLost: true });
  expect(run.session.readDraft('note')).toBeNull();
});

test('a log-in is as good as having read it', async () => {
  const { run, pc } = await atHome(ways.sleep);
  await ways.sleep.reach?.(run);
  await run.when('ended');
  await run.logIn(nurse, 'microsoftAuthenticator');
  await run.when('home');
  run.gesture({ type: 'logOutRequested' });
  await untilSo(() => pc.journal()?.['reason'] === 'user', 'on disk');
  expect((await start(pc.copy(), 'shared')).view()).toEqual({ kind: 'loggedOut' });
});
