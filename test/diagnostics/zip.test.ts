import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../main/diagnostics/zip.ts';

/** Issue 7 line 4: a ZIP that everybody's programs read, and whose files are byte for byte what was previewed. */

const folder = mkdtempSync(path.join(tmpdir(), 'cis2-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entries = [
  { name: 'checks.json', text: '{\n  "state": "finished"\n}\n' },
  { name: 'empty.txt', text: '' },
  { name: 'log.jsonl', text: 'Iâr fach yr haf – ✓\n'.repeat(5000) },
];
const atMs = Date.UTC(2026, 10, 21, 9, 30, 12);
const file = path.join(folder, 'support.zip');
writeFileSync(file, zipOf(entries, atMs));

const reader = [
  'import json, sys, zipfile',
  'with zipfile.ZipFile(sys.argv[1]) as z:',
  '    bad = z.testzip()',
  '    print(json.dumps([bad, [[i.filename, list(i.date_time), z.read(i).decode()] for i in z.infolist()]]))',
].join('\n');

describe('issue 7 line 4', () => {
  test('unzip finds nothing wrong with it', () => {
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected');
  });
  test('Python reads names, times and every byte', () => {
    const out = execFileSync('python3', ['-c', reader, file], { encoding: 'utf8', maxBuffer: 10_000_000 });
    expect(JSON.parse(out)).toEqual([null, entries.map(({ name, text }) => [name, [2026, 11, 21, 9, 30, 12], text])]);
  });
  test('the same files at the same time are the same bytes', () => {
    expect(Buffer.from(zipOf(entries, atMs)).equals(zipOf(entries, atMs))).toBe(true);
  });
});
