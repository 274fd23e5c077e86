import type { WebContents } from 'electron';
import * as v from 'valibot';
import { events, type EventName, type EventPayload } from '../../preload/contract.ts';
import type { Log } from '../ports.ts';
import { isSmallPlainData, largestOutput } from './plain-data.ts';

/**
 * Sends an event to the page, if its payload is what the contract says (B26, B27); otherwise it is dropped under
 * `OUTPUT_INVALID`. Whoever misses one, since the page was just being replaced, asks `getView` when it starts.
 */
export function sendEvent<Name extends EventName>(
  contents: Pick<WebContents, 'send' | 'isDestroyed' | 'isCrashed'>,
  name: Name,
  payload: EventPayload<Name>,
  log: Pick<Log, 'error'>,
): void {
  if (contents.isDestroyed() || contents.isCrashed()) return;
  const output = isSmallPlainData(payload, largestOutput) ? v.safeParse(events[name].payload, payload) : undefined;
  if (output?.success !== true) {
    log.error('OUTPUT_INVALID', { detail: name });
    return;
  }
  contents.send(events[name].channel, output.output);
}
