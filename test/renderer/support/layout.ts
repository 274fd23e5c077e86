import type { Page } from '@playwright/test';

/** The house minimum for whatever can be clicked or filled in, in CSS px at every text size (`ux.md` 1.3, WCAG 2.5.8). */
const leastTargetPx = 44;

export interface LayoutProblem {
  /**
   * `wide`: reaches out of the window, or makes it scroll sideways (WCAG 1.4.10). `clipped`: its text does not fit into it.
   * `smallTarget`: can be clicked, and is smaller than the house minimum.
   */
  readonly kind: 'wide' | 'clipped' | 'smallTarget';
  /** Tag, classes and the beginning of the text. */
  readonly element: string;
  /** What was measured, in px. */
  readonly measured: string;
}

/** What is wrong with the layout of the page as it stands. Text that is cut off by design ends in dots (`text-overflow`). */
export function layoutProblems(page: Page): Promise<LayoutProblem[]> {
  return page.evaluate(findProblems, leastTargetPx);
}

/** Runs inside the page, so it may use nothing but its argument. */
function findProblems(least: number): LayoutProblem[] {
  const found: LayoutProblem[] = [];
  const add = (kind: LayoutProblem['kind'], element: Element, measured: string) => {
    const text = (element.textContent || element.getAttribute('value') || '').trim().slice(0, 40);
    const name = [element.tagName.toLowerCase(), ...element.classList].join('.');
    found.push({ kind, element: `${name} "${text}"`, measured });
  };
  const room = document.documentElement.clientWidth;
  const isMeantForEyes = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
    !element.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link:not(:focus)');

  const rightEdges = (text: Node) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return [...range.getClientRects()].map(({ right }) => right);
  };

  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (!isMeantForEyes(element)) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.right > room + 1 || box.left < -1) {
      add('wide', element, `from ${Math.round(box.left)} to ${Math.round(box.right)} of ${room}`);
    }
    // The text itself and not `scrollWidth`: a button of nhsuk-frontend is two pixels larger to the pointer than to the eye.
    const textRight = Math.max(
      ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap(rightEdges),
    );
    const isBox = element.clientWidth > 0;
    if (isBox && textRight > box.right + 1 && style.textOverflow !== 'ellipsis') {
      add('clipped', element, `text ends ${Math.round(textRight - box.right)} beyond the edge`);
    }
    const cutsOff = ['hidden', 'clip'].includes(style.overflowY);
    if (isBox && cutsOff && element.scrollHeight > element.clientHeight + 2) {
      add('clipped', element, `${element.scrollHeight} high in ${element.clientHeight}`);
    }
    if (element.matches('a[href], button, input, select, textarea, summary, [role="button"]')) {
      // Of a radio, the label beside it can be clicked as well.
      const labels = element instanceof HTMLInputElement && element.type === 'radio' ? [...(element.labels ?? [])] : [];
      const targets = [box, ...labels.map((label) => label.getBoundingClientRect())];
      const width = Math.max(...targets.map((target) => target.width));
      const height = Math.max(...targets.map((target) => target.height));
      // Half a pixel is how far a browser rounds.
      if (Math.min(width, height) < least - 0.5) {
        add('smallTarget', element, `${Math.round(width)} by ${Math.round(height)}`);
      }
    }
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > room) add('wide', document.documentElement, `${scrollWidth} wide in ${room}`);
  return found;
}
