/**
 * When the person did it, in ms since the epoch: the input's own moment, not that of its arrival here. `timeStamp` counts
 * from the start of the page and stands still in sleep on most systems, so only the age of the input is taken from it.
 */
export function inputAtMs({ timeStamp }: Pick<Event, 'timeStamp'>): number {
  return Math.round(Date.now() - Math.max(0, performance.now() - timeStamp));
}
