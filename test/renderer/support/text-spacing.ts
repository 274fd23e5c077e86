import type { Page } from '@playwright/test';

/** The spacing of WCAG 2.2, 1.4.12, as a person's own style sheet would set it. */
const spacing = `
*, ::before, ::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
`;

/** Spaces the text of the page until it is left. Once is enough: a second call changes nothing. */
export function spaceText(page: Page): Promise<void> {
  return page.evaluate((css) => {
    if (document.adoptedStyleSheets.length > 0) return;
    // Not as an element: the content security policy of the page forbids those, and not these.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, spacing);
}

/** Elements whose own text ends below them, and so over what comes next: tag, classes and the beginning of the text. */
export function outgrown(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const bottomOf = (text: Node) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return range.getBoundingClientRect().bottom;
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const isForEyes =
          element.checkVisibility({ visibilityProperty: true }) &&
          !element.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link:not(:focus)');
        if (!isForEyes || getComputedStyle(element).display === 'inline') return false;
        const texts = [...element.childNodes].filter(
          (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
        );
        return Math.max(...texts.map(bottomOf)) > element.getBoundingClientRect().bottom + 1;
      })
      .map((element) => {
        const name = [element.tagName.toLowerCase(), ...element.classList].join('.');
        return `${name} "${element.textContent.trim().slice(0, 40)}"`;
      });
  });
}
