import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceNames, readChoices } from '../../main/settings/choices.ts';
import { settingsChange } from '../../preload/settings.ts';
import { validFor } from '../ipc/from-schema.ts';
import { world } from './world.ts';

function withFile(text: string) {
  const it = world();
  mkdirSync(path.dirname(it.place), { recursive: true });
  writeFileSync(it.place, text);
  return it;
}

describe('issue 6 line 8: the settings file', () => {
  test('no other user of the computer may read it', async () => {
    const { start, place } = world();
    await (await start()).change({ theme: 'dark' });
    expect(statSync(place).mode & 0o077).toBe(0);
  });

  test('a key with a wrong value goes, is said in the log, and the others count', async () => {
    const { start, said } = withFile('{"theme":"pink","language":"cy","idleMinutes":99,"welcomed":true}');
    expect((await start()).view()).toMatchObject({
      theme: { value: 'system' },
      language: { value: 'cy' },
      idleMinutes: { value: null },
      welcomed: true,
    });
    expect(said()).toEqual(['SETTINGS_KEY_DROPPED theme', 'SETTINGS_KEY_DROPPED idleMinutes']);
  });

  test('B30 a key that is not ours is said without its name, once', async () => {
    const { start, said } = withFile('{"a secret":1,"another":2,"__proto__":{"theme":"dark"},"theme":"light"}');
    expect((await start()).view().theme.value).toBe('light');
    expect(said()).toEqual(['SETTINGS_KEY_DROPPED unknown']);
  });

  test.each([
    ['no JSON', '{"theme":"da', 'malformed'],
    ['empty', '', 'malformed'],
    ['a list', '["theme"]', 'malformed'],
    ['null', 'null', 'malformed'],
    ['5 MB', `{"theme":"dark","x":"${'x'.repeat(5 * 1024 * 1024)}"}`, 'tooLarge'],
  ])(
    '%s: as if nobody had chosen anything, said, and left as it is until somebody does',
    async (_what, text, reason) => {
      const { start, said, place } = withFile(text);
      const settings = await start();
      expect(settings.view()).toMatchObject({ theme: { value: 'system' }, welcomed: false, kept: true });
      expect(said()).toEqual([`SETTINGS_NOT_READ ${reason}`]);
      expect(readFileSync(place, 'utf8')).toBe(text);
      await settings.change({ theme: 'dark' });
      expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual({ theme: 'dark' });
    },
  );

  // Root may read everything, so that it is a folder stands for a file that cannot be read.
  test('one that cannot be read: the same, and a change that cannot be kept is said', async () => {
    const { start, said, place } = world();
    mkdirSync(place, { recursive: true });
    const settings = await start();
    expect(settings.view().theme.value).toBe('system');
    expect(said()).toEqual(['SETTINGS_NOT_READ unreadable']);
    expect(await settings.change({ theme: 'dark' })).toMatchObject({ kept: false, theme: { value: 'dark' } });
    expect(existsSync(place)).toBe(true);
  });

  test('whatever the contract accepts as a change is read back, and nothing else', () => {
    expect([...choiceNames].sort()).toEqual(Object.keys(settingsChange.entries).sort());
    fc.assert(
      fc.property(validFor(settingsChange), (change) => {
        expect(readChoices(JSON.stringify(change))).toEqual({ choices: change, dropped: [] });
      }),
    );
    const wrong = { language: 'fr', theme: '', textSize: 2, notifications: 'no', lockShortcut: 'L', welcomed: false };
    for (const idleMinutes of [0, 16, 2.5, '5']) {
      expect(readChoices(JSON.stringify({ ...wrong, idleMinutes }))?.choices).toEqual({});
    }
  });
});
