import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  allowedLicences,
  licenceOf,
  licencesOf,
  packageFolderOf,
  stylePackages,
  unbundled,
  type Licence,
} from '../../build/scripts/licences.ts';
import { root } from '../../build/scripts/project.ts';

function project() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-licences-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    return path.join(folder, path.dirname(file));
  };
  return {
    folder,
    write,
    add: (name: string, manifest: object, files: Readonly<Record<string, string>> = {}) => {
      for (const [file, text] of Object.entries(files)) write(`node_modules/${name}/${file}`, text);
      return write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
    },
  };
}

describe('issue 7 line 2: licences of all shipped parts', () => {
  test.each([
    ['/p/node_modules/react/index.js', '/p/node_modules/react'],
    ['/p/node_modules/@a/b/lib/c.js', '/p/node_modules/@a/b'],
    ['/p/node_modules/a/node_modules/b/c.js', '/p/node_modules/a/node_modules/b'],
    ['\0/p/node_modules/react/index.js?commonjs-module', '/p/node_modules/react'],
    ['C:\\p\\node_modules\\react\\index.js', 'C:\\p\\node_modules\\react'],
    ['\0vite/preload-helper.js', '/p/node_modules/vite'],
    ['\0rolldown/runtime.js', '/p/node_modules/rolldown'],
    ['/p/renderer/app.tsx', undefined],
    ['\0virtual:licences', undefined],
  ])('the module %j comes from %s', (id, folder) => {
    expect(packageFolderOf(id, '/p')).toBe(folder);
  });

  test('a package that style sheets take from counts, and a sheet of our own does not', () => {
    const { folder, write, add } = project();
    add('looks', {});
    write('styles/main.scss', "@use 'base';\n@use 'looks/dist/button';\n@use '../other/x';\n");
    expect(stylePackages(path.join(folder, 'styles'), folder)).toEqual([path.join(folder, 'node_modules', 'looks')]);
  });

  test.each([['LICENSE'], ['LICENSE.md'], ['licence.txt'], ['COPYING']])('the text is found in %s', (file) => {
    const { folder, add } = project();
    const at = add('a', { license: 'MIT' }, { [file]: 'The text.\n' });
    expect(licenceOf(at, folder)).toEqual({ name: 'a', version: '1.0.0', licence: 'MIT', text: 'The text.' });
  });

  test('of a bundler its own text counts, not that of what it is made of', () => {
    const { folder, add } = project();
    const at = add('a', { license: 'MIT' }, { 'LICENSE.md': 'Own.\n\n# Licenses of bundled dependencies\nMore.' });
    expect(licenceOf(at, folder).text).toBe('Own.');
  });

  test('a package without a text takes it from build/licences, and fails the build where there is none either', () => {
    const { folder, write, add } = project();
    const at = add('@a/b', { license: 'ISC' });
    expect(() => licenceOf(at, folder)).toThrow('@a/b 1.0.0 would be shipped, and has no licence text');
    write('build/licences/@a__b.txt', 'From the project.\n');
    expect(licenceOf(at, folder).text).toBe('From the project.');
  });

  test.each([['GPL-3.0-only'], ['SEE LICENSE IN x'], [undefined], [{ type: 'MIT' }], ['(MIT OR GPL-2.0)']])(
    'a licence that is not on the list fails the build: %j',
    (license) => {
      const { folder, add } = project();
      const at = add('a', { license }, { LICENSE: 'x' });
      expect(() => licenceOf(at, folder)).toThrow('is not on the list');
    },
  );

  test('each part once, by name, and Chromium’s own file is named', () => {
    const { folder, add } = project();
    const b = add('b', { license: 'MIT' }, { LICENSE: 'x' });
    const electron = add('electron', { license: 'MIT' }, { LICENSE: 'x' });
    const licences = licencesOf([electron, b, b], folder);
    expect(licences.map(({ name }) => name)).toEqual(['b', 'Chromium and Node.js', 'electron']);
    expect(licences[1]?.text).toContain('LICENSES.chromium.html');
  });
});

describe('issue 6 line 8: licences of everything shipped, as built', () => {
  const assets = path.join(root, 'dist', 'renderer', 'assets');
  const built = async (): Promise<readonly Licence[]> => {
    const file = readdirSync(assets).find((name) => name.includes('virtual_licences'));
    if (file === undefined) throw new Error('there is no script of licences in dist: npm run build');
    return ((await import(path.join(assets, file))) as { readonly licences: readonly Licence[] }).licences;
  };

  test('what the four bundles are made of is there, and what is shipped beside them', async () => {
    const names = (await built()).map(({ name }) => name);
    // Of main, of preload, of the renderer, and of its style sheet, in this order.
    expect(names).toEqual(expect.arrayContaining(['openid-client', 'valibot', 'react-dom', 'nhsuk-frontend']));
    expect(names).toEqual(expect.arrayContaining(['electron', '@github/keytar', 'Chromium and Node.js']));
    for (const name of unbundled) {
      const { name: own } = JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
        readonly name: string;
      };
      expect(names).toContain(own);
    }
  });

  test('each has a text, and a licence that is on the list', async () => {
    for (const { name, licence, text } of await built()) {
      expect(text.length, name).toBeGreaterThan(100);
      if (name !== 'Chromium and Node.js') expect(allowedLicences, name).toContain(licence);
    }
  });
});
