import type { Incident } from '../preload/incident.ts';

/**
 * What only the page knows of: a script of its own that is not there. Main's log has its id from the moment on at which its
 * details are copied.
 */
export function faultOfPage(code: 'LICENCES_MISSING' | 'PART_MISSING'): Incident {
  return { code, atMs: Date.now(), correlationId: crypto.randomUUID() };
}
