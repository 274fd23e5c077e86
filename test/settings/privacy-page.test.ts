import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { choiceNames } from '../../main/settings/choices.ts';
import { code, root, sources } from '../security/sources.ts';

/** docs/privacy.md names tests and code; here they answer, so that the page cannot go out of date unnoticed (issue 6 line 8). */

const page = readFileSync(`${root}docs/privacy.md`, 'utf8');
const tests = [...page.matchAll(/`(test\/[^`]+\.(?:test|spec)\.ts)`(?: “([^”]+)”)?/g)].map(([, file = '', words]) => ({
  file,
  words,
}));
const codes = [...page.matchAll(/`((?:main|renderer|preload)\/[^`]+\.tsx?)`/g)].map(([, file = '']) => file);

test('it names enough to be looked at', () => {
  expect(tests.length).toBeGreaterThan(20);
  expect(codes.length).toBeGreaterThan(10);
});

test.each(tests)('$file has “$words”', ({ file, words }) => {
  expect(existsSync(root + file)).toBe(true);
  if (words !== undefined) expect(readFileSync(root + file, 'utf8').replaceAll(/\s+/g, ' ')).toContain(words);
});

test.each(codes)('%s is there', (file) => {
  expect(existsSync(root + file)).toBe(true);
});

test('every file that main keeps in its folder has a row', () => {
  const kept = sources.flatMap((name) =>
    [...code(name).matchAll(/path\.join\((?:userData|app\.getPath\('userData'\)), ([^)]+)\)/g)].map(([, parts = '']) =>
      [...parts.matchAll(/'([^']+)'/g)].map(([, part]) => part).join('/'),
    ),
  );
  expect(new Set(kept).size).toBeGreaterThan(6);
  for (const place of kept) expect(page, place).toContain(`\`${place}`);
});

test('every setting is named', () => {
  const named: Record<(typeof choiceNames)[number], string> = {
    language: 'language',
    theme: 'colours',
    textSize: 'size of text',
    notifications: 'notifications',
    lockShortcut: 'keys to lock',
    idleMinutes: 'idle limit',
    welcomed: 'first-run screen',
  };
  const row = page.split('\n').find((line) => line.startsWith('| Settings ')) ?? '';
  for (const name of choiceNames) expect(row).toContain(named[name]);
});
