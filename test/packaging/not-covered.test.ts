import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { notCovered } from './not-covered.ts';
import { root } from './support/builder.ts';

test('issue 7: the packaging suite says what it did not cover, and why', () => {
  const lines = notCovered.map(
    ({ serves, what, why, shownBy }) => `  ${serves}: ${what}\n      because ${why}; shown by ${shownBy}`,
  );
  console.log(['', 'Not covered here, and why:', ...lines, ''].join('\n'));
  expect(notCovered.length).toBeGreaterThan(0);
  for (const { shownBy } of notCovered)
    for (const [script] of shownBy.matchAll(/build\/[\w./-]+\w/g))
      expect(existsSync(path.join(root, script)), script).toBe(true);
});
