import type { Page } from '@playwright/test';

export interface HelpPlace {
  /** Where it is and what it says, in one line: two screens that are alike in it give the same. */
  readonly place: string;
  readonly faults: readonly string[];
}

/** Where the help lines stand on the page, against all else of it (WCAG 2.2, 3.2.6). */
export function helpPlace(page: Page): Promise<HelpPlace> {
  return page.evaluate(findHelp);
}

/** Runs inside the page, so it may use nothing but what is there. */
function findHelp(): HelpPlace {
  /** What may stand in the footer, in its one order. */
  const order = ['H2', 'app-help', 'app-contact', 'app-footer__links', 'app-footer__meta'];
  const footers = document.querySelectorAll('footer');
  const [footer] = footers;
  const help = footer?.querySelector('.app-help');
  const main = document.querySelector('main');
  if (!footer || !help || !main) return { place: 'none', faults: ['there is no help'] };
  const parts = [...(footer.firstElementChild?.children ?? [])].map((part) =>
    order.findIndex((name) => part.tagName === name || part.classList.contains(name)),
  );
  const [frame, box, above] = [footer, help, main].map((element) => element.getBoundingClientRect());
  if (!frame || !box || !above) throw new Error('three elements have three boxes');
  const isAfterAll = [...document.querySelectorAll('header, main, h1, dialog')].every(
    (other) => (footer.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
  );
  const faults = [
    ...(footers.length === 1 ? [] : [`${footers.length} footers`]),
    ...(isAfterAll ? [] : ['something of the page comes after the help']),
    ...(frame.top >= above.bottom - 1 ? [] : ['the help does not stand below the page']),
    ...(parts.includes(-1) ? ['the footer has a part that is not known'] : []),
    ...(parts.every((part, index) => part >= (parts[index - 1] ?? 0)) ? [] : ['the footer is in another order']),
    ...(parts[0] === 0 && parts[1] === 1 ? [] : ['the help is not the first thing of the footer']),
  ];
  const who = [...help.querySelectorAll('dt')].map(({ textContent }) => textContent);
  const offset = [box.left - frame.left, box.top - frame.top].map(Math.round);
  return { place: `${offset.join()}: ${who.join(' | ')}`, faults };
}
