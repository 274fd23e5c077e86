import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../simulator/index.ts';
import { systemClock } from '../unit-support/system.ts';
import { wholeSession } from './whole-session.ts';

const patience = { timeout: 15_000 };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ topology: 'gateway' });
});
afterAll(() => simulator.close());

test('a quit waits for a record that is being written: half of one may not be what the next start finds', async () => {
  // A machine that is slow enough would run out of the 2 s that a quit waits at all.
  const after = systemClock.after.bind(systemClock);
  vi.spyOn(systemClock, 'after').mockImplementation((ms, run) => (ms === 2_000 ? () => {} : after(ms, run)));
  const it = await wholeSession(simulator);
  const save = it.vault.save.bind(it.vault);
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  it.vault.save = async (record) => {
    order.push('begun');
    await gate.promise;
    const kept = await save(record);
    order.push('written');
    return kept;
  };
  it.gesture({ type: 'loginRequested' });
  void it.inBrowser(PERSONA_IDS.nurse, 'microsoftAuthenticator').catch(() => order.push('the tab was closed'));
  await expect.poll(() => order, patience).toContain('begun');
  const quit = it.session.quit().then(() => order.push('quit'));
  // What is told to the tab is done by now; only the record is left.
  const start = () =>
    fetch(it.opened.at(-1) ?? '').then(
      () => 'open',
      () => 'closed',
    );
  await expect.poll(start, patience).toBe('closed');
  for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
  expect(order).not.toContain('quit');
  gate.resolve();
  await quit;
  expect(order.filter((event) => event === 'written' || event === 'quit')).toEqual(['written', 'quit']);
});
