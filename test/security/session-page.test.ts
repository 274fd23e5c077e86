import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { steps } from '../../build/scripts/demo/steps.ts';
import { endReasons, lockReasons } from '../../preload/session-view.ts';
import { enSession } from '../../renderer/i18n/en-session.ts';
import { root } from './sources.ts';

/** docs/session.md names tests and steps of the demo; here they answer, so that the page cannot go out of date unnoticed. */

const page = readFileSync(`${root}docs/session.md`, 'utf8');

const tests = [...page.matchAll(/`(test\/[^`]+\.(?:test|spec)\.ts)`(?: “([^”]+)”)?/g)].map(([, file = '', words]) => ({
  file,
  words,
}));

test('it names enough to be looked at', () => {
  expect(tests.length).toBeGreaterThan(30);
});

test.each(tests)('$file has “$words”', ({ file, words }) => {
  expect(existsSync(root + file)).toBe(true);
  if (words !== undefined) expect(readFileSync(root + file, 'utf8').replaceAll(/\s+/g, ' ')).toContain(words);
});

test('each step of the demo that it names is one', () => {
  const lists = [...page.matchAll(/[Dd]emo steps? ((?:`[a-z0-9-]+`(?:, )?)+)/g)].map(([, list = '']) => list);
  const named = lists.flatMap((list) => [...list.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(10);
  const names = new Set(steps.map(({ name }) => name));
  expect(named.filter((name) => name === undefined || !names.has(name))).toEqual([]);
});

test('it has each reason for an end, with the title that the person reads, and those of locks that are no end', () => {
  for (const reason of endReasons) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${reason}\` `));
    expect(row, reason).toContain(enSession.ended.reasons[reason].title);
  }
  const locksOnly = lockReasons.filter((reason) => !(endReasons as readonly string[]).includes(reason));
  for (const reason of locksOnly) expect(page).toContain(`\`${reason}\``);
});
