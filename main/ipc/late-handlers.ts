import { commands, type CommandName } from '../../preload/contract.ts';
import type { Handlers } from './commands.ts';

/**
 * Handlers that answer once there are real ones. The window paints its shell while policy is read and the session is made; what
 * it asks meanwhile waits. If there never are any, each call is an `INTERNAL`, and the start says why.
 */
export function lateHandlers(ready: Promise<Handlers>): Handlers {
  const names = Object.keys(commands) as readonly CommandName[];
  const late = (name: CommandName) => async (input: unknown) => {
    const handler = (await ready)[name] as (given: unknown) => unknown;
    return handler(input);
  };
  // Each name with the handler of that name: the types are those of `Handlers` by construction.
  return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as Handlers;
}
