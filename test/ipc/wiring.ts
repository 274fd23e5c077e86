import type { SenderFrame } from '../../main/ipc/sender.ts';
import { registerCommands, type CommandContents, type Handlers } from '../../main/ipc/commands.ts';
import { commands, type CommandName, type Reply } from '../../preload/contract.ts';
import { fake, fakeLog } from '../shell/fakes.ts';

export const commandNames = Object.keys(commands) as readonly CommandName[];
export const ourFrame: SenderFrame = { url: 'app://cis2/index.html', parent: null };

type Listener = (
  event: { readonly senderFrame: SenderFrame | null },
  ...args: readonly unknown[]
) => Promise<Reply<unknown>>;

/**
 * The commands over an IPC that clones each message both ways, as Electron's does (B28). Handlers that a test does not name
 * answer `NOT_NOW`; they are loosely typed, since tests let them answer what the types forbid.
 */
export function wired(named: { readonly [Name in CommandName]?: (input: unknown) => unknown } = {}) {
  const listeners = new Map<string, Listener>();
  const ipc = {
    handle(channel: string, listener: Listener) {
      if (listeners.has(channel)) throw new Error(`second handler for ${channel}`);
      listeners.set(channel, listener);
    },
    removeHandler: (channel: string) => void listeners.delete(channel),
  };
  const contents = fake<CommandContents>({ ipc, mainFrame: ourFrame });
  const notNow = () => ({ ok: false, code: 'NOT_NOW' });
  const handlers = Object.fromEntries(commandNames.map((name) => [name, named[name] ?? notNow])) as unknown as Handlers;
  const { log, entries, codes } = fakeLog();
  const registration = registerCommands(contents, handlers, { uuid: () => 'an-id' }, log);
  const invokeFrom = async (frame: SenderFrame | null, channel: string, ...args: readonly unknown[]) => {
    const listener = listeners.get(channel);
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
    const reply = await listener({ senderFrame: frame }, ...structuredClone(args));
    return structuredClone(reply);
  };
  const invoke = (channel: string, ...args: readonly unknown[]) => invokeFrom(ourFrame, channel, ...args);
  return { listeners, registration, invoke, invokeFrom, entries, codes };
}

export const refusal = (code: string) => ({ ok: false, error: { code, correlationId: 'an-id' } });
