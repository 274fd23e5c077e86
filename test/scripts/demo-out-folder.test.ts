import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOptions } from '../../build/scripts/demo/options.ts';
import { prepareOutFolder } from '../../build/scripts/demo/out-folder.ts';
import { root } from '../../build/scripts/project.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-out-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (...names: readonly string[]) => {
  for (const name of names) writeFileSync(path.join(folder, name), 'anything');
};
const putReport = (report: object) => {
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report));
};
const left = () => readdirSync(folder).sort();

test('the folder is made, with the folders above it', () => {
  const deep = path.join(folder, 'a', 'b');
  prepareOutFolder(deep, []);
  expect(readdirSync(deep)).toEqual([]);
});

test('what an earlier run has left goes, and nothing else', () => {
  put('01-logged-out.png', '02-named-otherwise-before.png', '03-holiday.png', 'notes.txt');
  mkdirSync(path.join(folder, 'more'));
  putReport({ host: 'stand-in', versions: {}, ok: true, steps: [{ screenshot: '02-named-otherwise-before.png' }] });
  prepareOutFolder(folder, ['01-logged-out.png', '02-home.png']);
  expect(left()).toEqual(['03-holiday.png', 'more', 'notes.txt']);
});

test('a report cannot name a file outside the folder, nor one that is no picture of ours', () => {
  const inner = path.join(folder, 'inner');
  mkdirSync(inner);
  put('01-outside.png', 'notes.txt');
  writeFileSync(path.join(inner, 'notes.txt'), 'anything');
  const steps = [{ screenshot: '../01-outside.png' }, { screenshot: 'notes.txt' }, { screenshot: 7 }, null];
  writeFileSync(path.join(inner, 'report.json'), JSON.stringify({ host: 'electron', versions: {}, ok: true, steps }));
  prepareOutFolder(inner, []);
  expect(left()).toEqual(['01-outside.png', 'inner', 'notes.txt']);
  expect(readdirSync(inner)).toEqual(['notes.txt']);
});

test.each([['not JSON'], ['[]'], ['{"passed":3}'], ['{"host":"x","versions":{},"steps":1}']])(
  'a report.json of somebody else is refused and kept: %s',
  (text) => {
    put('01-logged-out.png');
    writeFileSync(path.join(folder, 'report.json'), text);
    expect(() => prepareOutFolder(folder, ['01-logged-out.png'])).toThrow(/Choose another folder with --out/);
    expect(left()).toEqual(['01-logged-out.png', 'report.json']);
  },
);

test('--out is taken from where the person stands, and has a place of its own without it', () => {
  expect(readOptions([], folder).out).toBe(path.join(root, 'demo-output'));
  expect(readOptions(['--out', 'here'], folder).out).toBe(path.join(folder, 'here'));
  expect(readOptions([`--out=${folder}`], root).out).toBe(folder);
});

test.each([[['--out']], [['--out', '']], [['--uot', 'x']], [['x']]])('arguments that are wrong: %j', (args) => {
  expect(() => readOptions(args, folder)).toThrow();
});
