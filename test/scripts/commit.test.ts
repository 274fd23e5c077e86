import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitOf } from '../../build/scripts/commit.ts';

/** Issue 7 line 3, version age: what is built in is the commit's own time, so two builds of it are the same (issue 7 line 2). */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-commit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('issue 7 line 3: id and time are those of the last commit, whenever it is asked', () => {
  const env = { ...process.env, GIT_COMMITTER_DATE: '1700000000 +0000', GIT_AUTHOR_DATE: '1600000000 +0000' };
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Synthetic', '-c', 'user.email=synthetic@example', ...args], {
      cwd: folder,
      env,
    });
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'Synthetic');
  expect(commitOf(folder)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{12}$/), seconds: 1_700_000_000 });
  // Sources unpacked into a repository of somebody else are not of its commit.
  const inside = path.join(folder, 'inside');
  mkdirSync(inside);
  expect(commitOf(inside)).toEqual({ id: null, seconds: null });
});

test('issue 7 line 3: outside a repository nothing is known', () => {
  expect(commitOf(folder)).toEqual({ id: null, seconds: null });
});
