import { lazy, type ComponentType } from 'react';
import type { Incident } from '../preload/incident.ts';
import { faultOfPage } from './fault-of-page.ts';

/**
 * A part of the window that comes in a script of its own. `instead` stands in its place where that script is missing: a window
 * that goes empty helps nobody.
 */
export function later<Props>(
  load: () => Promise<ComponentType<Props>>,
  instead: (fault: Incident) => ComponentType<Props>,
) {
  return lazy(() =>
    load().then(
      (loaded) => ({ default: loaded }),
      (error: unknown) => {
        reportError(error);
        return { default: instead(faultOfPage('PART_MISSING')) };
      },
    ),
  );
}
