import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkContent } from '../../build/packaging/after-pack.ts';
import { checksumFile, sbomFile } from '../../build/packaging/beside-packages.ts';
import { checksumLines, sha256 } from '../../build/packaging/checksums.ts';
import { readFuses, shippedFuses, testVariantFuses } from '../../build/packaging/fuses.ts';
import { packedApp, packedFiles } from '../../build/packaging/packed-app.ts';
import type { Sbom } from '../../build/packaging/sbom.ts';
import { stubNotice } from '../../build/packaging/stub-distribution.ts';
import { testVariantNotice } from '../../build/packaging/variants.ts';
import { root, scratch } from './support/builder.ts';
import { copyTree, packageIn } from './support/stub-packages.ts';

/**
 * Issue 7 line 2: `npm run package -- --linux --dir` and `--win --dir` on a stub of Electron, run without any network in two
 * copies of the sources that lie in different places.
 */
const space = scratch();
afterAll(() => {
  space[Symbol.dispose]();
});
const [first, second] = [path.join(space.folder, 'first'), path.join(space.folder, 'a second place')];
const [linux, again, variant, windows] = [
  path.join(first, 'release', 'stub', 'linux'),
  path.join(second, 'release', 'stub', 'linux'),
  path.join(first, 'release', 'stub', 'test-variant', 'linux'),
  path.join(second, 'release', 'stub', 'win'),
];
const linuxApp = (output: string) =>
  packedApp(
    path.join(output, 'linux-unpacked'),
    { platform: 'linux', architectures: ['x64'] },
    'CIS2 Desktop',
    'cis2-desktop',
  );
const windowsApp = packedApp(
  path.join(windows, 'win-unpacked'),
  { platform: 'win32', architectures: ['x64'] },
  'CIS2 Desktop',
  'cis2-desktop',
);
const said: Record<'linux' | 'variant' | 'windows', string> = { linux: '', variant: '', windows: '' };

beforeAll(async () => {
  await Promise.all([
    (async () => {
      copyTree(first);
      said.linux = await packageIn(first, '--linux');
      said.variant = await packageIn(first, '--linux', '--test-variant');
    })(),
    (async () => {
      copyTree(second);
      await packageIn(second, '--linux');
      said.windows = await packageIn(second, '--win');
    })(),
  ]);
}, 400_000);

test('issue 7 line 2: what was packed on a stub says so, in its output, its folder and when it is started', () => {
  for (const words of [said.linux, said.windows])
    expect(words).toMatch(/PACKED ON A STUB OF ELECTRON .* DO NOT SHIP IT/);
  for (const { fuseFile } of [linuxApp(linux), windowsApp])
    expect(existsSync(path.join(path.dirname(fuseFile), stubNotice))).toBe(true);
  const started = spawnSync(linuxApp(linux).fuseFile, { encoding: 'utf8' });
  expect(started.status).toBe(1);
  expect(started.stderr).toMatch(/STUB of Electron[\s\S]*must never be shipped/);
});

describe.each([
  ['Linux', linuxApp(linux), 'linux-x64'],
  ['Windows', windowsApp, 'win32-x64'],
])('for %s', (_, app, nativeFolder) => {
  test('B34 the archive holds what it may, and what is outside of it is one native file (B35)', () => {
    expect(() => {
      checkContent(app);
    }).not.toThrow();
    const files = packedFiles(app);
    expect(files.filter(({ isUnpacked }) => isUnpacked).map((file) => file.path)).toEqual([
      `node_modules/keytar/prebuilds/${nativeFolder}/keytar.node`,
    ]);
    expect(files.map((file) => file.path)).toContain('dist/keychain-host/index.js');
  });

  test('B34 the sample app of Electron is gone, and nothing else lies beside the archive', () => {
    // Templates for administrators are in it once they are generated.
    const found = readdirSync(app.resources).filter((name) => name !== 'policy');
    expect(found.sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  test('B34 the package.json inside has no scripts and no tools of development', () => {
    const packed = packedFiles(app).find((file) => file.path === 'package.json');
    const content = JSON.parse(packed?.read().toString() ?? '{}') as Record<string, unknown>;
    expect(content).toMatchObject({ name: 'cis2-desktop', main: 'dist/main/index.js' });
    expect(content).not.toHaveProperty('scripts');
    expect(content).not.toHaveProperty('devDependencies');
  });

  test('B30 all nine fuses read back from the packed executable are ours', async () => {
    expect(await readFuses(app.fuseFile)).toEqual(shippedFuses);
  });

  test('issue 7 line 2: the licences of Electron and Chromium are in it, and languages that nobody asked for are not', () => {
    const folder = path.dirname(app.fuseFile);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));
    expect(readdirSync(path.join(folder, 'locales')).sort()).toEqual(['cy.pak', 'en-GB.pak', 'en-US.pak']);
  });
});

test('B32 the Windows executable names the hash of the archive that was packed with it; Linux has no such check', () => {
  const resource = resourceOf(windowsApp.fuseFile, 'INTEGRITY', 'ELECTRONASAR');
  const { headerString } = getRawHeader(path.join(windowsApp.resources, 'app.asar'));
  expect(JSON.parse(resource)).toEqual([
    { file: 'resources\\app.asar', alg: 'SHA256', value: sha256OfText(headerString) },
  ]);
});

test('B30 the test variant differs from what is shipped in one byte of one file, and says so', async () => {
  expect(said.variant).toMatch(/TEST VARIANT.*DO NOT SHIP IT/);
  expect(existsSync(path.join(variant, 'linux-unpacked', testVariantNotice))).toBe(true);
  expect(await readFuses(linuxApp(variant).fuseFile)).toEqual(testVariantFuses);
  const [shipped, tested] = [readFileSync(linuxApp(linux).fuseFile), readFileSync(linuxApp(variant).fuseFile)];
  expect(shipped.byteLength).toBe(tested.byteLength);
  expect([...shipped].filter((byte, index) => byte !== tested[index])).toHaveLength(1);
  expect(await sha256(path.join(linuxApp(variant).resources, 'app.asar'))).toBe(
    await sha256(path.join(linuxApp(linux).resources, 'app.asar')),
  );
});

test('issue 7 line 2: two builds of the same sources, in different places, give the same archive', async () => {
  expect(await sha256(path.join(linuxApp(again).resources, 'app.asar'))).toBe(
    await sha256(path.join(linuxApp(linux).resources, 'app.asar')),
  );
});

test('issue 7 line 2: the sums beside a package are those of every file in it', async () => {
  const listed = readFileSync(path.join(linux, checksumFile), 'utf8').trimEnd().split('\n');
  const files = readdirSync(linux, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== checksumFile && !entry.name.startsWith('builder-'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(listed).toEqual(await checksumLines(linux, files));
  expect(listed.map((line) => line.slice(66))).toEqual(
    expect.arrayContaining([sbomFile, 'linux-unpacked/cis2-desktop']),
  );
});

test('issue 7 line 2: the SBOM names what npm ships, what the bundles hold, and Electron with its parts', () => {
  const sbom = JSON.parse(readFileSync(path.join(windows, sbomFile), 'utf8')) as Sbom;
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'cis2-desktop' } } });
  const names = sbom.components.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'keytar',
      'openid-client',
      'oauth4webapi',
      'react',
      'react-dom',
      'valibot',
      'nhsuk-frontend',
    ]),
  );
  expect(names).toEqual(expect.arrayContaining(['electron', 'Chromium', 'Node.js']));
  expect(names).not.toContain('vite');
  expect(readFileSync(path.join(windows, sbomFile), 'utf8')).not.toContain(root);
});

describe('an intruder in a package that is already there', () => {
  test.each([
    ['a second app', 'app/index.js', /app lies beside the archive/],
    ['the sample app of Electron', 'default_app.asar', /default_app\.asar lies beside the archive/],
    ['a native file', 'app.asar.unpacked/node_modules/evil/evil.node', /evil\.node is not on the list/],
  ])('B34 is found: %s', (_, file, message) => {
    using copy = scratch();
    const folder = path.join(copy.folder, 'linux-unpacked');
    cpSync(path.join(linux, 'linux-unpacked'), folder, { recursive: true });
    const app = linuxApp(copy.folder);
    const planted = path.join(app.resources, file);
    mkdirSync(path.dirname(planted), { recursive: true });
    writeFileSync(planted, 'synthetic');
    expect(() => {
      checkContent(app);
    }).toThrow(message);
  });
});

function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A resource of a Windows executable, read with what electron-builder writes them with. */
function resourceOf(file: string, type: string, id: string): string {
  const load = createRequire(path.join(root, 'node_modules', 'app-builder-lib', 'package.json'));
  const { NtExecutable, NtExecutableResource } = load('resedit') as {
    NtExecutable: { from(bytes: Buffer): unknown };
    NtExecutableResource: {
      from(executable: unknown): { entries: readonly { type: unknown; id: unknown; bin: ArrayBuffer }[] };
    };
  };
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(file)));
  const found = entries.find((entry) => entry.type === type && entry.id === id);
  if (found === undefined) throw new Error(`There is no resource ${type} ${id}.`);
  return Buffer.from(found.bin).toString();
}
