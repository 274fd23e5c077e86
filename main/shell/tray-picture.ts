/** What the tray can say by its shape alone (screen 22). */
export const trayStates = ['out', 'waiting', 'aal2', 'aal3', 'expiring', 'locked', 'problem'] as const;
export type TrayState = (typeof trayStates)[number];

/** Whether a point belongs to a shape, on a field of 16 by 16. */
type Shape = (x: number, y: number) => boolean;

/**
 * The picture of a state in one ink on nothing, as rows of 4-byte pixels for `nativeImage.createFromBitmap`. The ink is grey
 * and multiplied by its own coverage, so that the order of the channels, which differs between systems, does not matter.
 *
 * Drawn here and not from files: seven shapes in two inks and two sizes would be as many files that somebody must keep equal.
 *
 * @param ink 0 (black) to 255 (white)
 * @param sizePx edge of the square
 */
export function trayPicture(state: TrayState, ink: number, sizePx: number): Buffer {
  const shape = shapes[state];
  const pixels = Buffer.alloc(sizePx * sizePx * 4);
  const step = 16 / sizePx;
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      const covered = coverage(shape, column * step, row * step, step);
      const grey = Math.round(ink * covered);
      pixels.set([grey, grey, grey, Math.round(255 * covered)], (row * sizePx + column) * 4);
    }
  }
  return pixels;
}

/** So many points in each direction of a pixel decide how much of it is inked. */
const samples = 4;

function coverage(shape: Shape, left: number, top: number, edge: number): number {
  let inside = 0;
  for (let index = 0; index < samples * samples; index += 1) {
    const x = left + (((index % samples) + 0.5) / samples) * edge;
    const y = top + ((Math.floor(index / samples) + 0.5) / samples) * edge;
    if (shape(x, y)) inside += 1;
  }
  return inside / (samples * samples);
}

const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom;

const disc =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    (x - centreX) ** 2 + (y - centreY) ** 2 < radius ** 2;

const polygon =
  (...corners: readonly (readonly [x: number, y: number])[]): Shape =>
  (x, y) => {
    let inside = false;
    let [lastX, lastY] = corners.at(-1) ?? [0, 0];
    for (const [cornerX, cornerY] of corners) {
      const crosses = cornerY > y !== lastY > y;
      if (crosses && x < ((lastX - cornerX) * (y - cornerY)) / (lastY - cornerY) + cornerX) inside = !inside;
      [lastX, lastY] = [cornerX, cornerY];
    }
    return inside;
  };

const anyOf =
  (...parts: readonly Shape[]): Shape =>
  (x, y) =>
    parts.some((part) => part(x, y));

const without =
  (whole: Shape, hole: Shape): Shape =>
  (x, y) =>
    whole(x, y) && !hole(x, y);

const shield = polygon([1, 2], [8, 0], [15, 2], [15, 8], [13, 12], [8, 16], [3, 12], [1, 8]);
const insideOfShield = polygon([3, 3.5], [8, 2], [13, 3.5], [13, 7.5], [11.5, 10.7], [8, 13.4], [4.5, 10.7], [3, 7.5]);
const emptyShield = without(shield, insideOfShield);

/** Digits of five by eight, two thick: smaller ones cannot be told apart in a task bar. */
const threeBars = anyOf(box(5, 3, 11, 5), box(5, 6, 11, 8), box(5, 9, 11, 11));
const digitTwo = anyOf(threeBars, box(9, 3, 11, 8), box(5, 6, 7, 11));
const digitThree = anyOf(threeBars, box(9, 3, 11, 11));

const shapes: Readonly<Record<TrayState, Shape>> = {
  out: emptyShield,
  waiting: anyOf(emptyShield, box(4, 6, 6, 8), box(7, 6, 9, 8), box(10, 6, 12, 8)),
  aal2: anyOf(emptyShield, digitTwo),
  aal3: without(shield, digitThree),
  expiring: without(disc(8, 8, 8), anyOf(box(7, 3, 9, 9), box(7, 7, 12, 9))),
  locked: anyOf(
    without(box(2, 7, 14, 16), box(7, 10, 9, 13)),
    without(anyOf(disc(8, 5.5, 5.5), box(2.5, 5.5, 13.5, 7)), anyOf(disc(8, 5.5, 3.2), box(4.8, 5.5, 11.2, 7))),
  ),
  problem: without(polygon([8, 0.5], [16, 15.5], [0, 15.5]), anyOf(box(7, 5, 9, 10.5), box(7, 12, 9, 14))),
};
