import type { Page } from '@playwright/test';

/** Where the focus is, as a person at the keyboard meets it. */
export interface FocusStop {
  /** What a screen reader would call it, near enough to find it by. */
  readonly name: string;
  readonly tag: string;
  /** Its place in the document, from the top. */
  readonly place: number;
  /** Beneath the masthead that stays in sight, or out of the window (WCAG 2.4.11). */
  readonly isHidden: boolean;
}

/** The stop that has the focus; `null` where nothing has it. */
export function focusStop(page: Page): Promise<FocusStop | null> {
  return page.evaluate(readFocus);
}

/** Runs inside the page, so it may use nothing but what is there. */
function readFocus(): FocusStop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body || element === document.documentElement)
    return null;
  const isField =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  const labels = isField ? [...(element.labels ?? [])] : [];
  const byId = (ids: string | null) => (ids ?? '').split(' ').flatMap((id) => document.getElementById(id) ?? []);
  const textOf = (from: readonly Element[]) => from.map(({ textContent }) => textContent).join(' ');
  const name =
    element.getAttribute('aria-label') ??
    (textOf(byId(element.getAttribute('aria-labelledby'))) || textOf(labels) || element.textContent || element.id);
  const box = element.getBoundingClientRect();
  const masthead = document.querySelector('.app-masthead');
  const isSticky = masthead !== null && getComputedStyle(masthead).position === 'sticky';
  const isUnder =
    isSticky && !masthead.contains(element) && !element.closest('dialog') && !element.matches('.nhsuk-skip-link');
  const top = isUnder ? masthead.getBoundingClientRect().bottom : 0;
  return {
    name: name.replaceAll(/\s+/g, ' ').trim(),
    tag: element.tagName,
    place: [...document.querySelectorAll('*')].indexOf(element),
    isHidden: box.bottom <= top || box.top >= innerHeight || box.right <= 0,
  };
}

/** How an element looks, in all that the focus may change: its own lines, and those of the label that stands for a radio. */
function faceOf(element: Element | null): string {
  if (element === null) return '';
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
  const styles = [
    getComputedStyle(element),
    ...labels.flatMap((label) => [getComputedStyle(label), getComputedStyle(label, '::before')]),
    ...(element.parentElement ? [getComputedStyle(element.parentElement)] : []),
  ];
  const lines = styles.map(({ outline, boxShadow, backgroundColor, border, position, clipPath }) =>
    [outline, boxShadow, backgroundColor, border, position, clipPath].join(),
  );
  return lines.join(';');
}

export interface MarkedStop extends FocusStop {
  /** Whether it looks different for having the focus (WCAG 2.4.7). */
  readonly isMarked: boolean;
}

/**
 * All stops by the Tab key alone, from the first of all, the link to the content, until it comes round again. Where a window has
 * a frame with controls of its own, the focus passes through that on the way.
 */
export async function everyStop(page: Page, most = 80): Promise<readonly MarkedStop[]> {
  const first = await toSkipLink(page, most);
  const stops: MarkedStop[] = [];
  for (let stop = first; stops.length < most;) {
    const element = await page.evaluateHandle(() => document.activeElement);
    const focused = await element.evaluate(faceOf);
    await page.keyboard.press('Tab');
    const next = (await focusStop(page)) ?? first;
    // Alone on its page it has the focus still, and there is nothing to compare.
    stops.push({ ...stop, isMarked: next.place === stop.place || (await element.evaluate(faceOf)) !== focused });
    if (next.place === first.place) return stops;
    stop = next;
  }
  throw new Error(`more than ${most} stops, or a ring: ${stops.map(({ name }) => name).join(' | ')}`);
}

async function toSkipLink(page: Page, most: number): Promise<FocusStop> {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await focusStop(page);
    if (stop && (await page.locator('.nhsuk-skip-link:focus').count()) > 0) return stop;
  }
  throw new Error('the Tab key never comes to the link to the content');
}

/**
 * Goes to a control by Tab, or back by Shift+Tab, as far as it takes.
 *
 * @throws when it cannot be reached, or the focus is lost or hidden on the way
 */
export async function goTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<FocusStop> {
  const passed: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key);
    const stop = await focusStop(page);
    if (stop === null) break;
    if (stop.isHidden) throw new Error(`the focus is on "${stop.name}", which is out of sight`);
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return stop;
    passed.push(stop.name);
  }
  throw new Error(`${key} does not come to ${String(name)}, only to: ${passed.join(' | ')}`);
}
