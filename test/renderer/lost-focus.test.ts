import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../preload/contract.ts';
import type { DiagnosticsView } from '../../preload/diagnostics.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { atAal2, incident } from './fixtures.ts';
import { homeWith, idleWarning } from './limit-views.ts';
import { focusStop, goTo } from './support/keyboard.ts';
import { startRenderer, type OpenOptions, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

/** Issue 6 line 4, WCAG 2.4.3, R26: where the focus is once the button that had it is gone, before another key is pressed. */

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

type Press = (window: OpenWindow, name: string) => Promise<void>;

const ways: readonly (readonly [way: string, press: Press])[] = [
  [
    'at the keyboard',
    async ({ page }, name) => {
      // The quicker way round; each button is one stop.
      await goTo(page, name, (await isAbove(page, name)) ? 'Shift+Tab' : 'Tab');
      await page.keyboard.press('Enter');
    },
  ],
  ['by the mouse', ({ page }, name) => page.getByRole('button', { name, exact: true }).click()],
];

function isAbove(page: OpenWindow['page'], name: string): Promise<boolean> {
  return page.getByRole('button', { name, exact: true }).evaluate((button) => button.closest('main') === null);
}

async function opened(view: SessionView, work: (window: OpenWindow) => Promise<void>, options?: OpenOptions) {
  const window = await renderer.open(view, options);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await work(window);
  expect(window.faults).toEqual([]);
  await window.close();
}

/** Shows a view and waits until a button of the one before is gone. */
async function showWithout(window: OpenWindow, view: SessionView, name: string): Promise<void> {
  await window.show(view);
  await window.page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
}

const nearEnd = homeWith({ endNoticeMinutes: 10 });
const degraded = homeWith({
  degraded: {
    incident: incident('PROVIDER_TIMED_OUT'),
    sinceMs: atAal2.assurance.confirmedAtMs,
    retryAtMs: null,
    cause: 'unreachable',
  },
});
const notKnown = viewNamed('homeUnresolved');
if (notKnown.kind !== 'home') throw new Error('homeUnresolved is no home screen');
const checked: SessionView = { ...notKnown, unresolved: [] };
const mayJoin = viewNamed('blockedWithOthers');
if (mayJoin.kind !== 'actionBlocked') throw new Error('blockedWithOthers is not stopped');
const joining = mayJoin.mayJoin[0];
if (!joining) throw new Error('nothing may join');
const joined: SessionView = {
  ...mayJoin,
  alsoWaiting: [...mayJoin.alsoWaiting, joining],
  mayJoin: mayJoin.mayJoin.slice(1),
};

const goes: readonly (readonly [button: string, before: SessionView, after: SessionView, heading: string])[] = [
  ['Hide this message', nearEnd, homeWith({}), 'Your session'],
  ['I have checked', notKnown, checked, 'Your session'],
  [`Add: ${joining.label.en}`, mayJoin, joined, 'Prove who you are to continue'],
  ['Log in again', degraded, homeWith({}), 'Your session'],
];

describe.each(ways)('issue 6 line 4, WCAG 2.4.3: %s', (_way, press) => {
  it.each(goes)('"%s" goes, and the focus is on the heading', (name, before, after, heading) =>
    opened(before, async (window) => {
      await press(window, name);
      expect(await focusStop(window.page), 'on the button until it goes').toMatchObject({ name });
      await showWithout(window, after, name);
      expect(await focusStop(window.page)).toMatchObject({ tag: 'H1', name: heading });
    }),
  );

  it('"Check again" keeps the focus while it checks and afterwards, and does nothing meanwhile', () => {
    const finished: DiagnosticsView = { kind: 'finished', results: [], atMs: 0 };
    const running: DiagnosticsView = { kind: 'running', results: [], total: 16 };
    return opened(
      viewNamed('loggedOut'),
      async (window) => {
        const { page } = window;
        await page.evaluate(() => globalThis.window.fakeBridge.showPage('diagnostics'));
        await page.getByRole('heading', { level: 1, name: 'Check connection' }).waitFor();
        const tell = (view: DiagnosticsView) =>
          page.evaluate((next) => globalThis.window.fakeBridge.send('diagnostics', next), view);
        await press(window, 'Check again');
        await tell(running);
        await page.getByRole('progressbar').waitFor();
        expect(await focusStop(page)).toMatchObject({ name: 'Check again' });
        expect(await page.locator(':focus').getAttribute('aria-disabled')).toBe('true');
        await page.keyboard.press('Enter');
        await tell(finished);
        await page.getByRole('progressbar').waitFor({ state: 'detached' });
        expect(await focusStop(page)).toMatchObject({ name: 'Check again' });
        expect(await page.locator(':focus').getAttribute('aria-disabled')).toBeNull();
        expect((await window.calls()).map(({ name }) => name)).toEqual(['runDiagnostics']);
      },
      { answers: { readDiagnostics: finished } },
    );
  });

  it('"Save the zip file…" keeps the focus while it is saved, and saves once', () =>
    opened(
      viewNamed('loggedOut'),
      async (window) => {
        const { page } = window;
        await page.evaluate(() => globalThis.window.fakeBridge.showPage('supportBundle'));
        const name = 'Save the zip file…';
        await page.getByRole('button', { name }).waitFor();
        await press(window, name);
        await page.locator('button[aria-disabled]').waitFor();
        expect(await focusStop(page)).toMatchObject({ name });
        await page.keyboard.press('Enter');
        expect(await page.evaluate(() => globalThis.window.saves)).toBe(1);
      },
      { answers: { previewBundle: { files: [] } }, onPage: (page) => page.addInitScript(neverSaved) },
    ));
});

declare global {
  interface Window {
    /** How often it was asked to save. */
    saves?: number;
  }
}

/** Runs inside the page: main is asked to save, and the person has not yet said where. */
function neverSaved(): void {
  window.saves = 0;
  const { cis2 } = window as unknown as { cis2: Bridge };
  Object.assign(cis2, {
    saveBundle() {
      window.saves = (window.saves ?? 0) + 1;
      return new Promise(() => {});
    },
  });
}

describe('issue 6 line 4: the focus is left alone', () => {
  it('where the person had it nowhere', () =>
    opened(nearEnd, async (window) => {
      const { page } = window;
      await goTo(page, 'Hide this message', 'Shift+Tab');
      await page.locator('.app-notice__text').click();
      expect(await focusStop(page)).toBeNull();
      await showWithout(window, homeWith({}), 'Hide this message');
      expect(await focusStop(page)).toBeNull();
    }));

  it('in a field that is typed in, when a notice comes and goes', () =>
    opened(viewNamed('homeUnresolved'), async (window) => {
      const { page } = window;
      await page.getByRole('button', { name: 'Open a record in an emergency' }).click();
      await page.getByLabel('Reason').first().click();
      await page.keyboard.type('Synthetic ');
      await window.show({ ...notKnown, who: { ...atAal2, standing: { ...atAal2.standing, endNoticeMinutes: 10 } } });
      await page.getByRole('button', { name: 'Hide this message' }).waitFor();
      await page.keyboard.type('reas');
      await showWithout(window, notKnown, 'Hide this message');
      await page.keyboard.type('on');
      expect(await page.locator(':focus').inputValue()).toBe('Synthetic reason');
    }));

  it('in a dialog, when what had the focus beneath it goes; and it is on the heading once that is closed', () =>
    opened(nearEnd, async (window) => {
      const { page } = window;
      await goTo(page, 'Hide this message', 'Shift+Tab');
      await window.show(homeWith({ endNoticeMinutes: 10, ...idleWarning(56_000) }));
      await page.getByRole('dialog').waitFor();
      await showWithout(window, homeWith(idleWarning(56_000)), 'Hide this message');
      expect(await focusStop(page)).toMatchObject({ name: 'Stay logged in' });
      await window.show(homeWith({}));
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focusStop(page)).toMatchObject({ tag: 'H1' });
    }));
});
