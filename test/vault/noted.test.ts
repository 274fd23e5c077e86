import { describe, expect, test } from 'vitest';
import {
  deferred,
  diskOf,
  emptyStore,
  hostWith,
  journalOn,
  recordOf,
  runOn,
  settled,
  type Disk,
} from './fake-world.ts';

describe.each(['personal', 'shared'] as const)(
  'whoever is about to tell others of an end waits for the journal (%s)',
  (profile) => {
    /** A disk that holds each write back until the test lets it go, from when the test says so; and a keychain that hangs. */
    async function slowWorld() {
      const store = emptyStore();
      const disk: Disk = new Map();
      const files = diskOf(disk);
      const held: { settle(value: undefined): void }[] = [];
      let isSlow = false;
      const slowFiles: typeof files = {
        ...files,
        replaceDurably: async (path, text) => {
          if (isSlow) {
            const gate = deferred<undefined>();
            held.push(gate);
            await gate.promise;
          }
          await files.replaceDurably(path, text);
        },
      };
      const hangs = new Promise<never>(() => {});
      const run = runOn(hostWith(store, { delete: () => hangs }), slowFiles, profile);
      await run.vault.save(recordOf());
      isSlow = true;
      return { ...run, disk, letGo: () => held.splice(0).forEach((gate) => gate.settle(undefined)) };
    }

    test('B26 not for the keychain', async () => {
      const { vault, disk, letGo } = await slowWorld();
      void vault.end('user');
      const noted = vault.noted().then(() => journalOn(disk)?.['session']);
      expect(await Promise.race([noted, settled().then(() => 'waits')])).toBe('waits');
      letGo();
      expect(await noted).toBe('over');
    });

    test('B27 nor for a disk that hangs longer than 3 s', async () => {
      const { vault, clock } = await slowWorld();
      void vault.end('user');
      const noted = vault.noted().then(() => 'goes on');
      clock.advance(2999);
      expect(await Promise.race([noted, settled().then(() => 'waits')])).toBe('waits');
      clock.advance(1);
      expect(await noted).toBe('goes on');
    });

    test('at once where nothing is being written', async () => {
      const { vault, clock } = await slowWorld();
      await vault.noted();
      await settled();
      expect(clock.pending()).toBe(0);
    });
  },
);
