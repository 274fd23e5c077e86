import type { Page } from '@playwright/test';

/** Every text that a window says: on screen, to a screen reader, as a hint, and as its title. */
export async function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = [document.title];
    // A part of a sentence that is marked as another language is a part of the sentence still.
    const body = document.body.cloneNode(true) as HTMLElement;
    for (const part of body.querySelectorAll('span[lang]')) part.replaceWith(part.textContent);
    body.normalize();
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement?.closest('script, style') === null)
        texts.push(walker.currentNode.nodeValue ?? '');
    }
    for (const name of [
      'aria-label',
      'aria-description',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ]) {
      for (const element of document.querySelectorAll(`body [${name}]`)) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}
