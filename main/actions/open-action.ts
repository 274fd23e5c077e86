import type { Log, OpenBrowser } from '../ports.ts';
import { fillAddress, type Filled, type Values } from './template.ts';

export interface OpenPorts {
  readonly openBrowser: OpenBrowser;
  readonly log: Pick<Log, 'info'>;
}

/**
 * Opens the page of an action in the person's own browser. Nothing of the session goes along: what it needs of that is logged
 * in to there. Its origin is that of the template, whatever was filled in.
 *
 * @returns refused with `ACTION_ADDRESS_REFUSED` or `ACTION_NOT_OPENED`
 */
export async function openAction(
  template: string,
  values: Values,
  label: { readonly actionId: string; readonly correlationId: string },
  { openBrowser, log }: OpenPorts,
): Promise<Filled<undefined>> {
  const address = fillAddress(template, values);
  if (!address.ok) return address;
  try {
    await openBrowser(address.value);
  } catch {
    // What the system says about it may hold the whole address.
    return { ok: false, code: 'ACTION_NOT_OPENED', detail: 'the browser could not be started' };
  }
  log.info('PAGE_OPENED', { ...label, detail: template });
  return { ok: true, value: undefined };
}
