import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createPackage, getRawHeader, uncache } from '@electron/asar';
import { describe, expect, test } from 'vitest';
import { wrongWithIntegrity } from '../../build/packaging/asar-integrity.ts';
import { olderMsi, olderVersion } from '../../build/packaging/older-msi.ts';
import { startPacked } from '../../build/packaging/start-packed.ts';
import { captureMsiProject, root, scratch } from './support/builder.ts';
import { parseXml } from './support/wix.ts';

/** Issue 7 line 2: the checks of the release workflow, on programs and apps of our own making. */

const requireHere = createRequire(import.meta.url);
const { build: plistOf } = requireHere('plist') as { readonly build: (value: unknown) => string };
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const script = (name: string) => path.join(root, 'build', 'packaging', name);
const run = (name: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [script(name), ...args], { encoding: 'utf8' });

/** A program in the place of the app: `behave` sees its arguments and says what it does. */
function program(folder: string, behave: string): string {
  const file = path.join(folder, 'synthetic-app');
  writeFileSync(
    file,
    `#!/bin/sh
report() { printf '{"version":"%s","exitCode":%s,"results":[{}]}' "$1" "$2" > "$output"; }
for argument in "$@"; do
  case $argument in
    --output=*) output=\${argument#--output=} ;;
    --inspect=*) inspect=1 ;;
  esac
done
${behave}
`,
  );
  chmodSync(file, 0o755);
  return file;
}

const refusesInspector = '[ -z "$inspect" ] || exit 1';
const healthy = `${refusesInspector}\nreport ${version} 2\nexit 2`;

describe.skipIf(process.platform === 'win32')('the start of what was installed', () => {
  test('issue 7 line 2: an app that reports, ends with the report’s code and refuses a debugger is taken', () => {
    using space = scratch();
    const { status, stdout, stderr } = run('check-start.ts', program(space.folder, healthy));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^ok {2}/gm)).toHaveLength(4);
  });

  test.each([
    ['writes no report', 'exit 0'],
    ['is of another version', `${refusesInspector}\nreport 9.9.9 0\nexit 0`],
    ['ends with another code than its report’s', `${refusesInspector}\nreport ${version} 2\nexit 0`],
    ['could not run its checks', `${refusesInspector}\nreport ${version} 3\nexit 3`],
    ['is ended by a signal', `${refusesInspector}\nreport ${version} 0\nkill -9 $$`],
    ['can be made a Node by a variable', `[ -z "$ELECTRON_RUN_AS_NODE" ] || exit 9\n${healthy}`],
    ['takes Node’s options', `[ -z "$NODE_OPTIONS" ] || exit 9\n${healthy}`],
    [
      'opens a debugger',
      `[ -z "$inspect" ] || { echo 'Debugger listening on ws://127.0.0.1' >&2; exit 1; }\n${healthy}`,
    ],
    ['starts with a debugger asked for', `report ${version} 2\nexit 2`],
  ])('issue 7 line 2, B30: an app that %s ends the release', (_what, behave) => {
    using space = scratch();
    const { status, stderr } = run('check-start.ts', program(space.folder, behave));
    expect(status).toBe(1);
    expect(stderr).toContain('Not so: ');
  });

  test('issue 7 line 2: an app that does not end, or whose child does not, is ended', async () => {
    using space = scratch();
    const hanging = program(space.folder, 'sleep 600 &\nsleep 600');
    expect(await startPacked({ program: hanging, limitMs: 300 })).toEqual({
      code: null,
      report: undefined,
      output: '',
    });
  });
});

/** An app for macOS, as far as its archive goes. */
async function macApp(folder: string): Promise<{ readonly app: string; readonly archive: string }> {
  const app = path.join(folder, 'Synthetic.app');
  const archive = path.join(app, 'Contents', 'Resources', 'app.asar');
  mkdirSync(path.join(folder, 'source'));
  mkdirSync(path.dirname(archive), { recursive: true });
  writeFileSync(path.join(folder, 'source', 'index.js'), '// synthetic\n');
  await createPackage(path.join(folder, 'source'), archive);
  uncache(archive);
  const { headerString } = getRawHeader(archive);
  declare(app, {
    'Resources/app.asar': { algorithm: 'SHA256', hash: createHash('sha256').update(headerString).digest('hex') },
  });
  return { app, archive };
}

const declare = (app: string, ElectronAsarIntegrity: unknown) =>
  writeFileSync(
    path.join(app, 'Contents', 'Info.plist'),
    plistOf({ CFBundleName: 'Synthetic', ElectronAsarIntegrity }),
  );

describe('B32: the hash of the archive in Info.plist', () => {
  test('that of the archive as it is, is taken', async () => {
    using space = scratch();
    const { app } = await macApp(space.folder);
    expect(wrongWithIntegrity(app)).toEqual([]);
    expect(run('check-asar-integrity.ts', app).status).toBe(0);
  });

  test('an archive that was changed, a second one, a missing one and an Info.plist without hashes are found', async () => {
    using space = scratch();
    const { app, archive } = await macApp(space.folder);
    const bytes = readFileSync(archive);
    const changed = Buffer.from(bytes);
    changed[changed.indexOf('index.js')] = 'I'.charCodeAt(0);
    writeFileSync(archive, changed);
    expect(wrongWithIntegrity(app).join()).toMatch(
      /^Resources\/app\.asar is [0-9a-f]{64}, and Info\.plist says SHA256 /,
    );
    expect(run('check-asar-integrity.ts', app).status).toBe(1);

    writeFileSync(archive, bytes);
    cpSync(archive, path.join(path.dirname(archive), 'second.asar'));
    expect(wrongWithIntegrity(app).join()).toMatch(/^Resources\/second\.asar .* says nothing$/);
    declare(app, { 'Resources/gone.asar': { algorithm: 'SHA256', hash: '' } });
    expect(wrongWithIntegrity(app)).toContain('Resources/gone.asar has a hash and is not there');
    declare(app, undefined);
    expect(wrongWithIntegrity(app)).toHaveLength(2);
  });

  test.skipIf(process.platform === 'win32').each([
    ['that checks its archive', 0],
    ['that does not', 1],
  ])('an app %s: the release gets %i', async (_what, status) => {
    using space = scratch();
    const { app, archive } = await macApp(space.folder);
    mkdirSync(path.join(app, 'Contents', 'MacOS'));
    const integrity = script('check-asar-integrity.ts');
    const itself = '$(cd "$(dirname "$0")/../.." && pwd)';
    const guard = status === 0 ? `'${process.execPath}' '${integrity}' "${itself}" >&2 || exit 1\n` : '';
    program(path.join(app, 'Contents', 'MacOS'), `${guard}${healthy}`);
    const inside = path.relative(space.folder, archive);
    const ran = run('check-changed-archive.ts', space.folder, 'Synthetic.app/Contents/MacOS/synthetic-app', inside);
    expect([ran.status, ran.stdout.match(/^ok {2}/gm)?.length]).toEqual([status, status === 0 ? 2 : 1]);
    expect(wrongWithIntegrity(app)).toEqual([]); // it was a copy that was changed
  });
});

test('issue 7 line 2: the MSI for trying an upgrade is the same product in an older version', async () => {
  const { config } = olderMsi(root, 'win-unpacked', 'older');
  const older = parseXml(await captureMsiProject(config as object)).elements('Product')[0];
  const newer = parseXml(await captureMsiProject()).elements('Product')[0];
  expect(older?.getAttribute('Version')).toBe(`${olderVersion}.0`);
  expect(older?.getAttribute('UpgradeCode')).toBe(newer?.getAttribute('UpgradeCode'));
  expect(older?.getAttribute('Name')).toBe(newer?.getAttribute('Name'));
  expect(version.localeCompare(olderVersion, 'en', { numeric: true })).toBe(1);
  expect(newer?.getAttribute('Version')).not.toBe(older?.getAttribute('Version'));
}, 60_000);
