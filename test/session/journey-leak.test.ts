import { expect, test } from 'vitest';
import type { Clock } from '../../main/ports.ts';
import { count } from '../unit-support/counts.ts';
import { systemClock } from '../unit-support/system.ts';
import { turn } from './busy.ts';
import { providerInMemory } from './provider-in-memory.ts';
import { testPower, wholeSession } from './whole-session.ts';

/** The clock, with a count of the timers that run. */
function countedClock(): Clock & { running(): number } {
  const timers = new Set<object>();
  return {
    ...systemClock,
    after(delayMs, run) {
      const timer = {};
      timers.add(timer);
      const stop = systemClock.after(delayMs, () => {
        timers.delete(timer);
        run();
      });
      return () => {
        timers.delete(timer);
        stop();
      };
    },
    running: () => timers.size,
  };
}

const listeners = () => process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);

/**
 * What keeps this process alive, by name: sockets, servers, timers, pipes and the like. Of those that come and go, as the test
 * runner's own timers do, as few as there are at any moment of the next while.
 */
async function fewestHandles(): Promise<readonly string[]> {
  let fewest = process.getActiveResourcesInfo();
  for (const until = performance.now() + 1_500; performance.now() < until; await turn()) {
    const now = process.getActiveResourcesInfo();
    if (now.length < fewest.length) fewest = now;
  }
  return fewest.toSorted();
}

const times = count(10_000, 100_000);

/** On a machine that has much else to do one takes several times the 3 ms that it costs. */
const timeout = times * 50;

/** So many sessions log in and out beside each other: much of one is waiting. */
const sessions = 4;

test('issue 4: log-ins and log-outs leave no listener, timer, socket or other handle behind', { timeout }, async () => {
  const clock = countedClock();
  const power = testPower();
  const beginOne = async () => {
    const provider = providerInMemory();
    const { opened, ...it } = await wholeSession(provider.settings, {}, { http: provider.http, clock, power });
    return {
      ...it,
      provider,
      cycle: async (): Promise<void> => {
        it.gesture({ type: 'loginRequested' });
        await it.when('waitingForBrowser');
        expect(await provider.inBrowser(opened.at(-1) ?? '')).toContain('You are logged in');
        await it.when('home');
        it.gesture({ type: 'logOutRequested' });
      },
    };
  };
  const all = await Promise.all(Array.from({ length: sessions }, beginOne));
  const run = (cycles: number) =>
    Promise.all(
      all.map(async ({ cycle }) => {
        for (let done = 0; done < cycles; done += 1) await cycle();
      }),
    );
  const isSettled = () =>
    clock.running() === 0 && all.every(({ provider: { taken } }) => taken.revocations === taken.codes);
  const settled = async () => {
    for (const until = performance.now() + 10_000; performance.now() < until && !isSettled();) await turn();
    expect(clock.running(), 'timers of the app').toBe(0);
  };

  // The first ones load what is loaded once.
  await run(3);
  await settled();
  const before = { handles: await fewestHandles(), listeners: listeners(), power: power.listening() };

  const from = performance.now();
  await run(times / sessions);
  console.info(`${((performance.now() - from) / times).toFixed(1)} ms for a log-in and a log-out`);
  await settled();
  expect({ handles: await fewestHandles(), listeners: listeners(), power: power.listening() }).toEqual(before);
  for (const { provider, vault, session } of all) {
    const each = times / sessions + 3;
    expect(provider.taken).toEqual({ codes: each, revocations: each, refreshes: 0, reused: 0 });
    expect(vault.current()).toBeUndefined();
    await session.quit();
  }
  expect([clock.running(), power.listening()]).toEqual([0, 0]);
});
