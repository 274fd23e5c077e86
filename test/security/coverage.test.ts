import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeOf, namedIn, rowsOf } from './named-tests.ts';
import { root } from './sources.ts';

/** docs/security.md names tests; here they answer to their names, so that the page cannot go out of date unnoticed. */

interface Row {
  readonly id: string;
  readonly where: string;
  readonly shownBy: string;
}

const rows: readonly Row[] = rowsOf('docs/security.md', /^(?:(?:Pitfall )?B\d+|Invariant \d+|HAZ-\d+)$/).map(
  ([id = '', , where = '', shownBy = '']) => ({ id, where, shownBy }),
);

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
