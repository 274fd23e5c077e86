import type { Incident } from '../preload/incident.ts';

type Code = 'LICENCES_MISSING' | 'PART_MISSING' | 'RECORD_BROKEN' | 'RECORD_UNREADABLE' | 'DELETION_UNCONFIRMED';

/**
 * What went wrong without an id of main's: a script that is not there, an answer that is no refusal and yet bad news. Main's
 * log has its id from the moment on at which its details are copied.
 */
export function faultOfPage(code: Code): Incident {
  return { code, atMs: Date.now(), correlationId: crypto.randomUUID() };
}
