import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '../../build/scripts/demo/report.ts';
import { root } from '../../build/scripts/project.ts';

/** The demo as a person runs it, whole. */

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-demo-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** On a computer that does much else at the same time. */
const wholeRunMs = 240_000;
/** The first bytes of every PNG. */
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function demo(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const script = path.join(root, 'build', 'scripts', 'demo', 'index.ts');
  return spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: wholeRunMs,
  });
}

const readReport = () => JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report;

test(
  'the main job, from log-in to log-out: exit 0, a picture of each step and a report in which every check holds',
  () => {
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    const { status, stdout, stderr } = demo(['--out', folder]);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^Host: Electron/);

    const report = readReport();
    expect(report).toMatchObject({
      ok: true,
      host: stdout.startsWith('Host: Electron stand-in') ? 'stand-in' : 'electron',
    });
    expect(Object.keys(report.versions)).toEqual([
      'app',
      'node',
      'electron',
      'chromium',
      'openid-client',
      'oidc-provider',
    ]);
    for (const version of Object.values(report.versions)) expect(version).toMatch(/^\d+\.\d+/);
    for (const { name, ok, ms, checks, screenshot } of report.steps) {
      expect({ name, ok }).toEqual({ name, ok: true });
      expect(ms).toBeLessThan(wholeRunMs);
      expect(checks.every((check) => check.ok)).toBe(true);
      expect(readFileSync(path.join(folder, screenshot ?? 'none')).subarray(0, 4)).toEqual(pngMark);
    }
    const pictures = report.steps.map(({ screenshot }) => screenshot ?? 'none');
    expect(readdirSync(folder).sort()).toEqual([...pictures, 'notes.txt', 'report.json'].sort());
    expect(readFileSync(path.join(folder, 'report.json'), 'utf8'), 'no token in the report').not.toMatch(
      /eyJ[\w-]{10}/,
    );
  },
  wholeRunMs,
);

test(
  'a step that cannot be done: exit 1, why in plain words, and a report all the same',
  () => {
    // It names its version, as a preflight wants to hear it, and does nothing else.
    const chromium = path.join(folder, 'chromium');
    writeFileSync(chromium, '#!/bin/sh\n[ "$1" = --version ] && echo Chromium 1 || exit 1\n', { mode: 0o755 });
    const { status, stdout } = demo(['--out', folder], { CIS2_CHROMIUM: chromium });
    expect(status, stdout).toBe(1);
    expect(stdout).toMatch(/^ {2}FAILED .*\n {8}\S/m);
    const { ok, steps } = readReport();
    expect(ok).toBe(false);
    expect(steps.at(-1)).toMatchObject({ ok: false, checks: [{ ok: false }] });
  },
  wholeRunMs,
);

test('an argument that is not known: exit 1, and how it is used', () => {
  const { status, stderr } = demo(['--uot', folder]);
  expect(status).toBe(1);
  expect(stderr).toContain('Usage: npm run demo [-- --out DIR]');
  expect(existsSync(path.join(folder, 'report.json'))).toBe(false);
});
