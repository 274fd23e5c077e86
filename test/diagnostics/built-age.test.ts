import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBuilder } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitOf } from '../../build/scripts/commit.ts';

/** Issue 7 line 3, version age: what the package has of it. In an archive no file has a time, so it has to be in the bundle. */

const root = path.join(import.meta.dirname, '../..');
const { seconds } = commitOf(root);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cis2-built-age-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const title = 'issue 7 line 3: the built main bundle has the time of its commit as a number';
// Unpacked sources are of no commit.
test.skipIf(seconds === null)(title, { timeout: 60_000 }, async () => {
  const configFile = path.join(root, 'vite.config.ts');
  const main = { build: { outDir: folder } };
  const builder = await createBuilder({ root, configFile, logLevel: 'error', environments: { main } });
  const environment = builder.environments['main'];
  if (!environment) throw new Error('no main bundle in the configuration');
  await builder.build(environment);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const [, built] = texts.map((text) => /builtAtMs:(\d[\d.e+]*)/.exec(text)).find((found) => found !== null) ?? [];
  expect(Number(built)).toBe((seconds ?? 0) * 1000);
  expect(texts.join('')).not.toContain('__CIS2_COMMIT_SECONDS__');
});
