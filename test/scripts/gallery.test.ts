import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { albumPages, fileOf, type Picture } from '../../build/scripts/gallery/album.ts';
import { entries } from '../../build/scripts/gallery/entries.ts';
import { looks } from '../../build/scripts/gallery/looks.ts';
import { readOptions } from '../../build/scripts/gallery/options.ts';
import { prepareOutFolder, writeReport } from '../../build/scripts/gallery/out-folder.ts';
import { rows } from '../../build/scripts/gallery/rows.ts';

/** Issue 6 line 9: the command `npm run gallery`, without a browser. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cis2-gallery-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('issue 6 line 9: what is asked for', () => {
  test('everything, where nothing is said: each theme in each language, and two more shapes in the light one', () => {
    const options = readOptions([], folder);
    expect(options.entries).toEqual(entries);
    const inEach = ['light', 'dark', 'highContrast', 'forced'];
    const names = (['en', 'cy'] as const).flatMap((language) => [
      ...inEach.map((theme) => `${theme}-${language}`),
      `light-${language}-largeText`,
      `light-${language}-narrow`,
    ]);
    expect(options.looks.map(({ name }) => name)).toEqual(names);
  });

  test('one screen in one look', () => {
    const options = readOptions(
      ['--theme', 'dark', '--language', 'cy', '--screen', '15', '--screen', '16', '--out', 'here'],
      folder,
    );
    expect(options.out).toBe(path.join(folder, 'here'));
    expect(options.looks.map(({ name }) => name)).toEqual(['dark-cy']);
    expect([...new Set(options.entries.map(({ screen }) => screen))]).toEqual([15, 16]);
  });

  test.each([
    [['--theme', 'pink'], /--theme pink is not known. There is: light, dark, highContrast, forced/],
    [['--screen', '30'], /--screen 30 is not known/],
    [['--theme', 'dark', '--shape', 'narrow'], /no such look/],
    [['--out', ''], /needs the name of a folder/],
    [['--colour', 'red'], /colour/],
  ])('%j is refused in words', (args, words) => {
    expect(() => readOptions(args, folder)).toThrow(words);
  });
});

describe('issue 6 line 9: the folder', () => {
  test('what an earlier run left there goes, and nothing else', () => {
    prepareOutFolder(folder);
    writeFileSync(path.join(folder, 'light-en', '15-old.png'), '');
    writeFileSync(path.join(folder, 'index.html'), '');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    writeReport(folder, { pictures: [], seconds: 1 });
    prepareOutFolder(folder);
    expect(existsSync(path.join(folder, 'light-en', '15-old.png'))).toBe(false);
    expect(existsSync(path.join(folder, 'index.html'))).toBe(false);
    expect(existsSync(path.join(folder, 'notes.txt'))).toBe(true);
  });

  test('a folder that holds something else is left alone', () => {
    mkdirSync(path.join(folder, 'light-en'));
    expect(() => prepareOutFolder(folder)).toThrow(/not empty, and holds no gallery/);
    expect(readdirSync(folder)).toEqual(['light-en']);
  });
});

describe('issue 6 line 9: the index', () => {
  const pictures = looks.flatMap((look) =>
    entries.map((entry): Picture => ({
      screen: entry.screen,
      name: entry.name,
      look: look.name,
      file: fileOf(entry, look),
      isCut: false,
      problems: entry.screen === 15 ? ['clipped: <b>"x"</b>'] : [],
    })),
  );
  const pages = albumPages(pictures);

  test('has every row by number, and says why where there is no picture', () => {
    const index = pages.get('index.html') ?? '';
    for (const { number, noPicture } of rows) {
      expect(index).toContain(`<section id="screen-${number}">`);
      if (noPicture !== undefined) expect(index).toContain(`No picture. ${noPicture}`);
    }
  });

  test('needs no script, and every link leads to a picture, a page or a place that is there', () => {
    const files = new Set(pictures.map(({ file }) => file));
    for (const [name, text] of pages) {
      expect(text, name).not.toMatch(/<script|\son\w+=/);
      for (const [, target = ''] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        const [file = '', place] = target.split('#');
        const page = file === '' ? text : pages.get(file);
        expect(page !== undefined || files.has(file), `${name}: ${target}`).toBe(true);
        if (place !== undefined) expect(page, `${name}: ${target}`).toContain(`id="${place}"`);
      }
    }
  });

  test('shows what is wrong beside the picture, as text', () => {
    expect(pages.get('screen-15.html')).toContain('<li>clipped: &#60;b&#62;&#34;x&#34;&#60;/b&#62;</li>');
  });
});
