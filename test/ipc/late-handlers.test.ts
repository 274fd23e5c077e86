import { expect, test } from 'vitest';
import { lateHandlers } from '../../main/ipc/late-handlers.ts';
import type { Handlers } from '../../main/ipc/commands.ts';
import { commands, type CommandName } from '../../preload/contract.ts';

const names = Object.keys(commands) as readonly CommandName[];

test('issue 7 line 7: what is asked before the session is there is answered by it, each by its own handler', async () => {
  const { promise, resolve } = Promise.withResolvers<Handlers>();
  const handlers = lateHandlers(promise) as unknown as Record<string, (input: unknown) => Promise<unknown>>;
  expect(Object.keys(handlers)).toEqual(names);
  const answers = names.map((name) => handlers[name]?.(`of ${name}`));
  const real = names.map((name) => [name, (input: unknown) => ({ ok: true, value: [name, input] })]);
  resolve(Object.fromEntries(real) as unknown as Handlers);
  expect(await Promise.all(answers)).toEqual(names.map((name) => ({ ok: true, value: [name, `of ${name}`] })));
});

test('issue 7 line 7: where there never is one, each call fails', async () => {
  const handlers = lateHandlers(Promise.reject(new Error('no session')));
  await expect(handlers.getView(undefined)).rejects.toThrow('no session');
});
