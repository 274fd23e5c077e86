import type { Page } from '@playwright/test';

export interface WeakEdge {
  /**
   * `edge`: of a button or a field, or the ring of a radio. `mark`: what says that a radio is chosen. `focus`: what is seen of
   * a control because it has the focus.
   */
  readonly kind: 'edge' | 'mark' | 'focus';
  /** Tag, classes and the beginning of the text. */
  readonly element: string;
  /** The best of what is drawn, against what it stands on. */
  readonly ratio: number;
}

export interface Edges {
  /** How many were judged, so that a test can tell a clean page from one without controls. */
  readonly judged: number;
  readonly weak: readonly WeakEdge[];
}

/**
 * What shows where a control is, whether it is chosen and whether it has the focus, below `least` (WCAG 2.2, 1.4.11), by the
 * colours as computed. A control that looks like a link is known by its words alone and is judged with the focus only. Call
 * it after a key has been pressed, or nothing shows a focus.
 */
export function weakEdges(page: Page, least: number): Promise<Edges> {
  return page.evaluate(findWeakEdges, least);
}

/** Runs inside the page, so it may use nothing but its argument. */
function findWeakEdges(least: number): Edges {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new Error('no canvas to read colours with');
  const luminanceOf = (layers: readonly string[]) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  /** Of `colour` painted on the ground, with the ground itself. */
  const ratioOn = (ground: readonly string[], colour: string) => {
    const [below, above] = [luminanceOf(ground), luminanceOf([...ground, colour])];
    return (Math.max(below, above) + 0.05) / (Math.min(below, above) + 0.05);
  };
  /** What is painted around the element: the backgrounds of all that it stands in. */
  const groundOf = (element: Element): readonly string[] => {
    const layers: string[] = [];
    for (let at = element.parentElement; at; at = at.matches(':modal') ? null : at.parentElement) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    return layers;
  };
  const isSeen = (colour: string) => colour !== 'transparent' && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
  interface Paint {
    readonly part: string;
    readonly colour: string;
  }
  const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;
  const bordersOf = (style: CSSStyleDeclaration): Paint[] =>
    sides
      .filter((side) => style[`border${side}Style`] !== 'none' && style[`border${side}Width`] !== '0px')
      .map((side) => ({ part: `border${side}`, colour: style[`border${side}Color`] }));
  const drawnBy = (style: CSSStyleDeclaration): readonly Paint[] => {
    const hasOutline = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    const shadows = style.boxShadow.match(/rgba?\([^)]*\)|color\([^)]*\)/g) ?? [];
    const all = [
      { part: 'background', colour: style.backgroundColor },
      ...bordersOf(style),
      ...(hasOutline ? [{ part: 'outline', colour: style.outlineColor }] : []),
      // With where they fall: a line of the same colour in another place is another line.
      ...shadows.map((colour) => ({ part: `shadow ${style.boxShadow}`, colour })),
    ];
    return all.filter(({ colour }) => isSeen(colour));
  };
  /** The radio itself is not painted: its label draws ring and dot. */
  const radioLabel = (element: Element) =>
    element instanceof HTMLInputElement && element.type === 'radio' ? (element.labels?.[0] ?? null) : null;
  const stylesOf = (element: Element): readonly CSSStyleDeclaration[] => {
    const label = radioLabel(element);
    return label ? [getComputedStyle(label, '::before')] : [getComputedStyle(element)];
  };
  const paintOf = (element: Element) => stylesOf(element).flatMap(drawnBy);

  const weak: WeakEdge[] = [];
  let judged = 0;
  const judge = (kind: WeakEdge['kind'], element: Element, ground: readonly string[], paints: readonly Paint[]) => {
    judged += 1;
    const ratio = Math.max(1, ...paints.map(({ colour }) => ratioOn(ground, colour)));
    if (ratio >= least) return;
    const name = [element.tagName.toLowerCase(), ...element.classList].join('.');
    const text = (radioLabel(element) ?? element).textContent.trim().slice(0, 40);
    weak.push({ kind, element: `${name} "${text}"`, ratio: Math.floor(ratio * 100) / 100 });
  };

  const atFirst = document.activeElement;
  const controls = document.body.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [role="button"], [tabindex="0"]',
  );
  for (const element of controls) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
    // Behind a dialog nothing takes the focus.
    if (document.querySelector(':modal') && !element.closest(':modal')) continue;
    if (element.matches(':disabled')) continue;
    const ground = groundOf(element);
    if (element === document.activeElement) element.blur();
    const before = paintOf(element);
    const isHiddenLink = element.matches('.nhsuk-skip-link');
    const hasBox = element.matches('input, select, textarea') || before.length > 0;
    if (hasBox && !isHiddenLink) judge('edge', element, ground, before);
    const label = radioLabel(element);
    if (label && element.matches(':checked')) {
      const dot = getComputedStyle(label, '::after');
      const ring = getComputedStyle(label, '::before').backgroundColor;
      judge('mark', element, [...ground, ring], drawnBy(dot));
    }

    element.focus({ preventScroll: true });
    if (element !== document.activeElement) continue;
    const isNew = ({ part, colour }: Paint) =>
      isHiddenLink || !before.some((paint) => paint.part === part && paint.colour === colour);
    judge('focus', element, ground, paintOf(element).filter(isNew));
  }
  if (atFirst instanceof HTMLElement) atFirst.focus({ preventScroll: true });
  return { judged, weak };
}
