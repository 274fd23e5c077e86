/** The heading of what is shown: beneath a page the screen's own heading is there still, and hidden. */
export function headingInSight(): HTMLElement | undefined {
  return [...document.querySelectorAll('h1')].find((heading) => heading.checkVisibility());
}

/**
 * Moves the focus to the heading when the element that has it is taken out of the page, as a button is that does away with
 * itself (WCAG 2.4.3): a screen reader would begin at the top of the window again, and the next Tab nobody knows where. Where
 * something else has taken the focus by then, or the person had it nowhere, nothing is moved.
 */
export function catchLostFocus(root: HTMLElement): void {
  let held: EventTarget | null = null;
  root.addEventListener('focusin', ({ target }) => {
    held = target;
  });
  root.addEventListener('focusout', ({ target }) => {
    // Chromium tells of an element that is being removed as well; only one that stays was left by its person. Of a window that
    // is left, the element keeps the focus.
    queueMicrotask(() => {
      if (isIn(root, target) && document.activeElement === document.body) held = null;
    });
  });
  new MutationObserver(() => {
    if (!held || isIn(root, held) || document.activeElement !== document.body) return;
    held = null;
    (headingInSight() ?? document.querySelector('main'))?.focus();
  }).observe(root, { childList: true, subtree: true });
}

function isIn(root: HTMLElement, target: EventTarget | null): boolean {
  return target instanceof Node && root.contains(target);
}
