import type { Page } from '@playwright/test';

export interface WeakText {
  /** Tag, classes and the beginning of the text. */
  readonly element: string;
  readonly ratio: number;
}

/** Text whose contrast with what it stands on is below `least` (WCAG 2.2, 1.4.3 and 1.4.6), by the colours as computed. */
export function weakText(page: Page, least: number): Promise<WeakText[]> {
  return page.evaluate(findWeakText, least);
}

/** Runs inside the page, so it may use nothing but its argument. */
function findWeakText(least: number): WeakText[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas to read colours with');
  /** `layers` from the lowest to the topmost, as they are painted over one another. */
  const paint = (layers: readonly string[]): readonly number[] => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (colour: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundsOf = (element: Element): string[] => {
    const above: string[] = [];
    // What is in the top layer stands over its backdrop and not on its parents, and is opaque here.
    for (let at: Element | null = element; at; at = at.matches(':modal') ? null : at.parentElement) {
      above.unshift(getComputedStyle(at).backgroundColor);
    }
    return above;
  };

  const weak: WeakText[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    const isHidden = element.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link:not(:focus)');
    if (!hasText || isHidden || !element.checkVisibility({ visibilityProperty: true })) continue;
    const backgrounds = backgroundsOf(element);
    const ground = luminance(paint(backgrounds));
    const text = luminance(paint([...backgrounds, getComputedStyle(element).color]));
    const ratio = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
    if (ratio < least) {
      const name = [element.tagName.toLowerCase(), ...element.classList].join('.');
      weak.push({
        element: `${name} "${element.textContent.trim().slice(0, 40)}"`,
        ratio: Math.floor(ratio * 100) / 100,
      });
    }
  }
  return weak;
}
