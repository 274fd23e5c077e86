import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from './sources.ts';

/** docs/security.md names tests; here they answer to their names, so that the page cannot go out of date unnoticed. */

interface Row {
  readonly id: string;
  readonly where: string;
  readonly shownBy: string;
}

const page = readFileSync(`${root}docs/security.md`, 'utf8');
const rows: readonly Row[] = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .flatMap(([, id = '', , where = '', shownBy = '']) =>
    /^(?:(?:Pitfall )?B\d+|Invariant \d+|HAZ-\d+)$/.test(id) ? [{ id, where, shownBy }] : [],
  );

interface Named {
  readonly file: string;
  /** The words of the test, where its name does not have the row's id. */
  readonly words: string | undefined;
}

const namedIn = (shownBy: string): Named[] =>
  [...shownBy.matchAll(/`(test\/[^`]+)`(?: “([^”]+)”)?/g)].map(([, file = '', words]) => ({ file, words }));

/** What a file says to the runner: comments may speak of an id without any test of it. */
function codeOf(file: string): string {
  return readFileSync(root + file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}

function namesId(text: string, id: string): boolean {
  const invariant = /^Invariant (\d+)$/.exec(id)?.[1];
  const pattern = invariant === undefined ? `\\b${id.replace('Pitfall ', '')}\\b` : `\\binvariant ${invariant}\\b`;
  return new RegExp(pattern).test(text);
}

const numbered = (count: number, name: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index + 1));

test('docs/security.md has each row once, and no others', () => {
  expect(rows.map(({ id }) => id)).toEqual([
    ...numbered(60, (number) => `B${number}`),
    'Pitfall B30',
    ...numbered(11, (number) => `Invariant ${number}`),
    ...numbered(10, (number) => `HAZ-${String(number).padStart(2, '0')}`),
  ]);
});

describe.each(rows)('docs/security.md, $id', ({ id, where, shownBy }) => {
  test('is shown by a test, or says what is missing', () => {
    if (namedIn(shownBy).length === 0) expect(shownBy).toMatch(/^Not yet shown: \S/);
  });

  test('names tests that are there and that name it', () => {
    for (const { file, words } of namedIn(shownBy)) {
      expect(file).toMatch(/\.(?:test|spec)\.ts$/);
      expect(existsSync(root + file), `${file} exists`).toBe(true);
      const answers = words === undefined ? namesId(codeOf(file), id) : codeOf(file).includes(words);
      expect(answers, `${file} has ${words ?? id} in a test`).toBe(true);
    }
  });

  test('names code that is there', () => {
    for (const [, file = ''] of where.matchAll(/`([^`]+)`/g)) expect(existsSync(root + file), file).toBe(true);
  });
});
