/**
 * The one file between the page and main. It runs sandboxed, as one CommonJS bundle, and takes two things from Electron
 * (B22). The page gets frozen functions made from the contract's lists: no channel name, no event object, nothing that it
 * could turn into another message (B23).
 */
import { contextBridge, ipcRenderer } from 'electron';
import * as v from 'valibot';
import { bridgeName, commands, events, type Bridge, type Reply } from './contract.ts';
import { callErrorCodes } from './incident.ts';

/** A refusal made here instead of in main; main's log knows nothing of it. */
const refusal = (code: 'OUTPUT_INVALID' | 'INTERNAL'): Reply<never> => ({
  ok: false,
  error: { code, correlationId: 'bridge' },
});

const refused = v.strictObject({
  ok: v.literal(false),
  error: v.strictObject({ code: v.picklist(callErrorCodes), correlationId: v.string() }),
});

/** A function for one command. What main replies is checked once more: only what the contract says reaches the page (B26). */
function caller(channel: string, input: v.GenericSchema, output: v.GenericSchema) {
  const reply = v.variant('ok', [v.strictObject({ ok: v.literal(true), value: output }), refused]);
  const takesInput = input.type !== 'undefined';
  return async (given?: unknown): Promise<Reply<unknown>> => {
    try {
      const parsed = v.safeParse(reply, await ipcRenderer.invoke(channel, ...(takesInput ? [given] : [])));
      if (parsed.success) return parsed.output;
      console.error('OUTPUT_INVALID', channel);
      return refusal('OUTPUT_INVALID');
    } catch {
      // Not cloneable, or main went away in between. Electron's message could quote what was sent, so it ends here.
      console.error('INTERNAL', channel);
      return refusal('INTERNAL');
    }
  };
}

/** A function for one event: subscribes, and answers with the way to end it. The listener gets the payload alone (B23). */
function subscriber(channel: string, payload: v.GenericSchema) {
  return (listener: (payload: unknown) => void): (() => void) => {
    const relay = (_event: unknown, given: unknown) => {
      const parsed = v.safeParse(payload, given);
      if (parsed.success) listener(parsed.output);
      else console.error('OUTPUT_INVALID', channel);
    };
    ipcRenderer.on(channel, relay);
    return () => {
      ipcRenderer.removeListener(channel, relay);
    };
  };
}

const functions = [
  ...Object.entries(commands).map(
    ([name, { channel, input, output }]) => [name, caller(channel, input, output)] as const,
  ),
  ...Object.entries(events).map(
    ([name, { channel, payload }]) =>
      [`on${name[0]?.toUpperCase()}${name.slice(1)}`, subscriber(channel, payload)] as const,
  ),
];
// The names and types are those of the contract by construction; a test of the built file holds them equal.
const bridge = Object.freeze(Object.fromEntries(functions)) as unknown as Bridge;

contextBridge.exposeInMainWorld(bridgeName, bridge);
