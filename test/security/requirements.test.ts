import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codeOf, namedIn, rowsOf } from './named-tests.ts';
import { root } from './sources.ts';

/** docs/requirements.md and docs/accessibility.md name tests (issue 6); here they answer to their names. */

const requirements = rowsOf('docs/requirements.md', /^R\d+$/).map(
  ([id = '', requirement = '', where = '', shownBy = '']) => ({ id, requirement, where, shownBy }),
);
const criteria = rowsOf('docs/accessibility.md', /^\d\.\d\.\d+ /).map(([id = '', requirement = '', shownBy = '']) => ({
  id,
  requirement,
  where: '',
  shownBy,
}));

test('docs/requirements.md has R1 to R26, each once', () => {
  expect(requirements.map(({ id }) => id)).toEqual(Array.from({ length: 26 }, (_, index) => `R${index + 1}`));
});

test('docs/accessibility.md has each criterion once', () => {
  expect(criteria.length).toBeGreaterThan(20);
  expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
});

describe.each([...requirements, ...criteria])('$id', ({ id, requirement, where, shownBy }) => {
  test('is said in words, and is shown by a test or says what is missing', () => {
    expect(requirement).not.toBe('');
    if (namedIn(shownBy).length === 0) expect(shownBy).toMatch(/^(?:Not yet|Not tried|Does not apply): \S/);
  });

  test('names tests that are there', () => {
    for (const { file, words } of namedIn(shownBy)) {
      expect(file).toMatch(/\.(?:test|spec)\.ts$/);
      expect(existsSync(root + file), `${file} exists`).toBe(true);
      const code = codeOf(file);
      const answers = words === undefined ? new RegExp(`\\b${id}\\b`).test(code) : code.includes(words);
      expect(answers, `${file} has ${words ?? id} in a test`).toBe(true);
    }
  });

  test('names code that is there', () => {
    for (const [, file = ''] of where.matchAll(/`([^`]+)`/g)) expect(existsSync(root + file), file).toBe(true);
  });
});
