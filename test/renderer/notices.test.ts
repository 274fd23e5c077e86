import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionView } from '../../preload/session-view.ts';
import { atAal2, incident, minute, now, quiet, sign } from './fixtures.ts';
import { homeWith } from './limit-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const lost = { sinceMs: now, incident: incident('PROVIDER_TIMED_OUT') };

const noticesIn = ({ page }: OpenWindow) => page.locator('.app-notice').allInnerTexts();

/** What is spoken of the notices, and when (ms of the page's clock): each change of the region that is read out. */
async function listen({ page }: OpenWindow) {
  return page.locator('[aria-live="polite"]').evaluateHandle((region) => {
    const heard: [atMs: number, text: string | null][] = [];
    new MutationObserver((changes) => {
      for (const { type, addedNodes } of changes) {
        if (type === 'characterData' || addedNodes.length > 0) heard.push([Date.now(), region.textContent]);
      }
    }).observe(region, { characterData: true, childList: true, subtree: true });
    return heard;
  });
}

it.each([
  ['endIsNear', ['You will be logged out at 09:40, in 10 minutes, whatever you do.', 'Hide this message']],
  [
    'unreachableNow',
    [
      'National services cannot be reached',
      'This began at 09:18.',
      'You are still logged in, and can read what is on the screen. No action can be sent.',
      'We try again in about 40 seconds.',
      'follow your local business continuity plan',
      'Log in again',
    ],
  ],
  ['cannotRenew', ['could not be renewed', 'at 09:29', 'tell your local IT service desk', 'No action can be sent']],
  ['notRenewable', ['Your access to national services has ended', 'It ended at 09:29.', 'Log in again to go on.']],
  ['loginOffered', ['Your access to national services ends at 09:33.', 'Log in again to go on.']],
])('%s says what matters', async (view, sentences) => {
  const window = await renderer.open(viewNamed(view));
  const [notice, ...others] = await noticesIn(window);
  expect(others).toEqual([]);
  for (const sentence of sentences) expect(notice).toContain(sentence);
  await window.close();
});

it('promises no retry where there is none, and gives its time where it is far', async () => {
  const window = await renderer.open(viewNamed('cannotRenew'));
  expect((await noticesIn(window)).join(' ')).not.toContain('We try again');
  const degraded = { ...lost, retryAtMs: now + 5 * minute, cause: 'unreachable' } as const;
  await window.show(homeWith({ degraded }));
  expect((await noticesIn(window)).join(' ')).toContain('We try again at 09:35.');
  await window.close();
});

it('counts the minutes to the end, and says the time of another day with its date', async () => {
  const window = await renderer.open(homeWith({ endNoticeMinutes: 2, endsAtMs: now + 2 * minute }));
  await window.page.clock.pauseAt(now + 61_000);
  await window.page.getByText('You will be logged out at 09:32, in less than a minute, whatever you do.').waitFor();
  await window.show(homeWith({ endNoticeMinutes: 60, endsAtMs: now + 24 * 60 * minute }));
  expect((await noticesIn(window)).join(' ')).toContain('at 09:30 on 22 November');
  await window.close();
});

describe('the log-in that prolongs access', () => {
  it('is not offered beside a journey in the browser or while something is sent', async () => {
    const standing = { ...quiet, loginOfferedUntilMs: now + 3 * minute };
    const who = { ...atAal2, standing };
    const busy: readonly SessionView[] = [
      viewNamed('loginOfferedWhileWaiting'),
      { kind: 'openingBrowser', purpose: 'renew', who },
      { kind: 'checkingLogin', purpose: 'stepUp', who },
      { kind: 'sendingAction', who, action: sign },
    ];
    const window = await renderer.open(viewNamed('loginOffered'));
    const button = window.page.getByRole('button', { name: 'Log in again' });
    expect(await button.count()).toBe(1);
    for (const view of busy) {
      await window.show(view);
      expect(await button.count(), view.kind).toBe(0);
      expect(await noticesIn(window), 'what is so is still said').toHaveLength(1);
    }
    await window.close();
  });

  it('is offered once where access has ended already', async () => {
    const window = await renderer.open(
      homeWith({
        loginOfferedUntilMs: now,
        degraded: { ...lost, retryAtMs: null, cause: 'notRenewable' },
      }),
    );
    expect(await window.page.getByRole('button', { name: 'Log in again' }).count()).toBe(1);
    await window.close();
  });
});

it('speaks of each notice once, of the end at its marks alone, and again of nothing when one goes', async () => {
  const window = await renderer.open(homeWith({}));
  const { page } = window;
  await page.clock.pauseAt(now + 20_000);
  const heard = await listen(window);
  const degraded = { ...lost, retryAtMs: now + minute, cause: 'unreachable' } as const;
  const end = { endsAtMs: now + 11 * minute, endNoticeMinutes: 60 };
  await window.show(homeWith({ degraded }));
  await window.show(homeWith({ degraded, ...end }));
  await page.clock.runFor(11 * minute);
  await window.show(homeWith({ degraded }));
  const said = (await heard.jsonValue()).map(([atMs, text]) => [(atMs - now) / 1000, text]);
  const unreachable = 'National services cannot be reached.';
  const within = (left: string) => `You will be logged out at 09:41, within ${left}, whatever you do.${unreachable}`;
  expect(said).toEqual([
    [20, unreachable],
    [20, within('60 minutes')],
    [60, within('10 minutes')],
    [540, within('2 minutes')],
  ]);
  await window.close();
});

it('holds the live region before there is anything to say, and reads it line by line', async () => {
  const window = await renderer.open(viewNamed('loggedOut'));
  const region = window.page.locator('[aria-live="polite"]');
  expect(await region.count()).toBe(1);
  expect(await region.getAttribute('aria-atomic')).toBe('false');
  expect(await region.innerText()).toBe('');
  await window.close();
});
