import type { SessionView } from '../../../../preload/session-view.ts';
import { becomes } from '../becomes.ts';
import { same, times } from '../finding.ts';
import { changesBetween, sessionFacts } from '../session-facts.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at the app's window. */

type AppCheck = Check<Stage>;

/** Which screen, and at which level of assurance; an empty level is for nobody. */
export function shows(kind: SessionView['kind'], level: '' | '2' | '3'): AppCheck {
  return {
    name: level === '' ? `screen “${kind}”, nobody logged in` : `screen “${kind}” at AAL${level}`,
    async look({ page }) {
      const app = page.locator('#app');
      const [view, aal] = [await app.getAttribute('data-view'), await app.getAttribute('data-aal')];
      return same(`${view ?? ''} ${aal ?? ''}`.trim(), `${kind} ${level}`.trim());
    },
  };
}

export function heading(text: string): AppCheck {
  return {
    name: `heading “${text}”`,
    look: async ({ page }) => same(await page.getByRole('heading', { level: 1 }).textContent(), text),
  };
}

/** Words that a person can see in the window. */
export function says(what: string, ...texts: readonly string[]): AppCheck {
  return {
    name: what,
    async look({ page }) {
      const seen = await visibleText(page);
      const missing = texts.filter((text) => !seen.includes(text));
      const told = (missing.length === 0 ? texts : missing).map((text) => `“${text}”`).join(', ');
      return { ok: missing.length === 0, detail: missing.length === 0 ? told : `not to be seen: ${told}` };
    },
  };
}

export function saysNothingOf(what: string, ...texts: readonly string[]): AppCheck {
  return {
    name: what,
    async look({ page }) {
      const source = await page.content();
      const left = texts.filter((text) => source.includes(text));
      const ok = left.length === 0;
      return { ok, detail: ok ? 'nothing of it is in the page' : `still in the page: ${left.join(', ')}` };
    },
  };
}

export function hasRoles(count: number): AppCheck {
  return {
    name: `${count} roles to choose from`,
    look: async ({ page }) => same(await page.locator('input[type=radio][name=role]').count(), count),
  };
}

/** Only an answer of the API that says yes has a number in it. */
export const prescriptionNumber: AppCheck = {
  name: 'the number that the API gave it (200)',
  async look({ page }) {
    const number = /[0-9A-F]{6}-SIM001-[0-9A-F]{6}/.exec(await visibleText(page))?.[0];
    return { ok: number !== undefined, detail: number ?? 'there is no number' };
  },
};

/** The mark in the title keeps anybody from taking the stand-in for Electron; real Electron has none. */
export const windowTitle: AppCheck = {
  name: 'window title says which host this is',
  async look({ app, host }) {
    const title = await app.electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    return same(title, asTitled(host, 'CIS2 Desktop'));
  },
};

const asTitled = (host: Stage['host'], text: string) => (host === 'stand-in' ? `[stand-in] ${text}` : text);

/** What the task bar and a screen reader may say aloud. */
export function pageTitle(text: string): AppCheck {
  return {
    name: 'no name in the page’s title',
    look: async ({ page, host }) => same(await page.title(), asTitled(host, text)),
  };
}

const openingLimitMs = 5000;

/** Nothing opens a browser without a person's click. The system's opener is a program of its own, and takes its time. */
export function openedTabs(count: number): AppCheck {
  return {
    name: count === 0 ? 'no browser was opened unasked' : `the browser was opened ${times(count)}`,
    async look({ app }) {
      await becomes(() => app.systemBrowser.opened().length >= count, openingLimitMs);
      return same(app.systemBrowser.opened().length, count);
    },
  };
}

/** The link is seen by other programs of the computer, so it may hold nothing but an address of our own. */
export const plainStartLink: AppCheck = {
  name: 'the opened link is a plain loopback address',
  look({ app }) {
    const link = app.systemBrowser.opened().at(-1) ?? '';
    const ok = /^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]+$/.test(link);
    return { ok, detail: ok ? 'no parameter in it' : `the link is not: ${link}` };
  },
};

const newProcessLimitMs = 5000;

/** After a lock and after an end: nothing of before can be left in its memory. The old one may take a moment to go. */
export const processIsNew: AppCheck = {
  name: 'the window is drawn by a new process',
  async look(stage) {
    const before = stage.rememberedProcess;
    if (before === undefined) return { ok: false, detail: 'the process of before is not known' };
    const ok = await becomes(async () => {
      const now = await stage.windowProcess();
      return now !== undefined && now !== before;
    }, newProcessLimitMs);
    return { ok, detail: ok ? 'the one of before does not draw it any more' : `it is still process ${before}` };
  },
};

/** How long the person still has, as the dialog tells it. */
export function countsDown(fromSeconds: number): AppCheck {
  return {
    name: `it counts down from ${fromSeconds} seconds at most`,
    async look({ page }) {
      const seconds = await secondsLeft(page);
      const isLater = async () => ((await secondsLeft(page)) ?? Infinity) < (seconds ?? 0);
      const ok = seconds !== undefined && seconds <= fromSeconds && (await becomes(isLater, 3000));
      return { ok, detail: ok ? `${seconds} seconds, and then fewer` : `it says ${seconds ?? 'no'} seconds` };
    },
  };
}

async function secondsLeft(page: Stage['page']): Promise<number | undefined> {
  const text = await page.locator('.app-dialog__left').innerText();
  const [, minutes = '0'] = /(\d+) minutes?/.exec(text) ?? [];
  const [, seconds = '0'] = /(\d+) seconds?/.exec(text) ?? [];
  const left = Number(minutes) * 60 + Number(seconds);
  return left > 0 ? left : undefined;
}

export const hasNoDialog: AppCheck = {
  name: 'the question is gone',
  look: async ({ page }) => same(await page.getByRole('dialog').count(), 0),
};

/** It is the session of before, since nobody has proved themselves anew (invariant 2). */
export const sessionIsAsBefore: AppCheck = {
  name: 'person, role, level, time of the log-in and end of the session are those of before',
  async look(stage) {
    const [before, now] = [stage.rememberedSession, sessionFacts(await stage.view())];
    if (before === undefined || now === undefined) return { ok: false, detail: 'there is nothing to compare' };
    const changes = changesBetween(before, now);
    const confirmed = new Date(before.confirmedAtMs).toLocaleTimeString('en-GB');
    const ok = changes.length === 0;
    return { ok, detail: ok ? `logged in at ${confirmed}` : `not as before: ${changes.join(', ')}` };
  },
};

const endLimitMs = 2000;

/** From the moment at which the provider ended it. */
export const endedWithin2Seconds: AppCheck = {
  name: 'it ended here within 2 seconds',
  async look(stage) {
    const view = await stage.view();
    const from = stage.endedElsewhereAtMs;
    if (from === undefined || view?.kind !== 'ended') return { ok: false, detail: 'it has not ended' };
    const tookMs = Math.round(view.atMs - from);
    return { ok: tookMs <= endLimitMs, detail: `after ${tookMs} ms` };
  },
};

async function visibleText(page: Stage['page']): Promise<string> {
  return (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
}
