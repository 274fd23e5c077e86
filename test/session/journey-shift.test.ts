import { afterAll, expect, test } from 'vitest';
import type { Http } from '../../main/ports.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { systemRandom } from '../unit-support/system.ts';
import { watchBusy } from './busy.ts';
import { movedTime } from './moved-time.ts';
import { providerInMemory } from './provider-in-memory.ts';
import { testPower, wholeSession } from './whole-session.ts';

const time = movedTime();
const busy = watchBusy();
afterAll(() => {
  time.restore();
  busy.restore();
});

const minuteMs = 60_000;
/** In each hour: when (min) the computer sleeps, and when the network is away. Long enough for a renewal to fall into it. */
const sleep = { at: 17, minutes: 5 };
const loss = { from: 28, to: 34 };
/** The longest time between two tries, with its jitter: so long a network that is back may go unnoticed. */
const noticedWithinMs = 72_000;

/** The whole standing of whoever is on screen. */
function standingIn(view: SessionView) {
  return 'who' in view ? (view.who?.standing ?? undefined) : undefined;
}

test('B14 B18 B21 issue 4: a 12-hour shift with sleep and loss of network in each hour', async () => {
  const usedBefore = process.cpuUsage();
  const provider = providerInMemory();
  let networkIsUp = true;
  let networkBackAtMs = 0;
  const http: Http = (url, request) =>
    networkIsUp
      ? busy.during(() => provider.http(url, request))
      : Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) }));
  const power = testPower();
  power.touched(1_000);
  const random = { ...systemRandom, fraction: () => 0.5 };
  const it = await wholeSession(provider.settings, {}, { http, clock: time, power, random });
  it.gesture({ type: 'loginRequested' });
  await it.when('waitingForBrowser');
  await provider.inBrowser(it.opened.at(-1) ?? '');
  const first = await it.when('home');
  const loggedInAtMs = time.wallMs();
  const from = it.seen.length;

  let degradedMinutes = 0;
  let notices = 0;
  let minutes = 0;
  for (; it.view().kind !== 'ended' && minutes < 800; minutes += 1) {
    const inHour = minutes % 60;
    if (inHour === sleep.at) {
      power.emit('suspended');
      expect(it.view()).toEqual({ kind: 'blanked' });
      time.sleep(sleep.minutes * minuteMs);
      minutes += sleep.minutes;
      power.emit('resumed');
      await busy.rest();
    }
    const up = inHour < loss.from || inHour >= loss.to;
    if (up && !networkIsUp) networkBackAtMs = time.wallMs();
    networkIsUp = up;
    // A minute at work, in the steps in which the app itself looks.
    for (let quarter = 0; quarter < 4 && it.view().kind !== 'ended'; quarter += 1) {
      time.pass(minuteMs / 4);
      await busy.rest();
    }
    const view = it.view();
    if (view.kind === 'ended') break;
    if (view.kind !== 'home') throw new Error(`minute ${minutes}: ${JSON.stringify(view)}`);
    const standing = standingIn(view);
    if (standing && standing.endNoticeMinutes !== null) {
      notices += 1;
      expect(it.gesture({ type: 'endNoticeDismissed' })).toBe(true);
    }
    if (standing?.degraded) degradedMinutes += 1;
    if (networkIsUp && time.wallMs() - networkBackAtMs > noticedWithinMs) {
      expect(standing?.degraded, `minute ${minutes}`).toBeNull();
    }
  }

  const ended = it.view();
  expect(ended).toMatchObject({ kind: 'ended', reason: 'absoluteLimit' });
  expect(Math.abs(time.wallMs() - loggedInAtMs - 12 * 60 * minuteMs)).toBeLessThan(2 * minuteMs);
  expect(first.who.standing.endsAtMs - first.who.assurance.confirmedAtMs).toBe(12 * 60 * minuteMs);
  expect(notices, '60, 10 and 2 minutes before').toBe(3);
  expect(degradedMinutes, 'the network was away for long enough to be felt').toBeGreaterThan(0);

  // Every 8 minutes, later where the network is away, or nobody awake to ask it.
  expect(provider.taken.refreshes).toBeGreaterThanOrEqual(82);
  expect(provider.taken.refreshes).toBeLessThanOrEqual(86);
  expect(provider.taken).toMatchObject({ codes: 1, reused: 0 });
  const renewed = it.log.lines.filter(({ code }) => code === 'SESSION_RENEWED');
  expect(renewed).toHaveLength(provider.taken.refreshes);
  expect(it.opened, 'no browser after the log-in').toHaveLength(1);
  const kinds = new Set(it.seen.slice(from).map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['blanked', 'ended', 'home']);
  await busy.rest();
  expect(provider.taken.revocations).toBe(1);
  expect(it.vault.current()).toBeUndefined();
  await it.session.quit();
  expect(time.pending(), 'timers').toBe(0);
  const { user, system } = process.cpuUsage(usedBefore);
  const usedMs = (user + system) / 1_000;
  console.info(
    `${provider.taken.refreshes} renewals, degraded for ${degradedMinutes} min, ${usedMs.toFixed(0)} ms of processor time`,
  );
  // Not by the clock: a machine that has much else to do is not this code's fault.
  expect(usedMs).toBeLessThan(5_000);
});
