import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..', '..');

const requireHere = createRequire(import.meta.url);
const { build } = requireHere('electron-builder') as {
  readonly build: (options: Readonly<Record<string, unknown>>) => Promise<readonly string[]>;
};

/** A folder that is gone again at the end of a test. */
export function scratch(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-packaging-test-'));
  return {
    folder,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class Captured extends Error {}

/**
 * The WiX project that electron-builder makes of `electron-builder.yml`, as it is before our own hook sees it. electron-builder
 * writes it before it looks for WiX, and the test ends there. What is in the MSI is not asked: any folder does.
 * `more` goes over `electron-builder.yml`.
 */
export async function captureMsiProject(more: object = {}): Promise<string> {
  using space = scratch();
  const prepackaged = path.join(space.folder, 'win-unpacked');
  mkdirSync(path.join(prepackaged, 'resources'), { recursive: true });
  writeFileSync(path.join(prepackaged, 'CIS2 Desktop.exe'), 'synthetic');
  writeFileSync(path.join(prepackaged, 'resources', 'app.asar'), 'synthetic');
  let project: string | undefined;
  const msiProjectCreated = (file: string) => {
    project = readFileSync(file, 'utf8');
    throw new Captured('captured');
  };
  const config = { ...more, directories: { output: space.folder }, msiProjectCreated };
  await build({ win: ['msi'], x64: true, projectDir: root, prepackaged, publish: 'never', config }).catch(
    (error: unknown) => {
      if (project === undefined) throw error;
    },
  );
  if (project === undefined) throw new Error('electron-builder made no WiX project.');
  return project;
}

export interface FpmCall {
  readonly args: readonly string[];
  readonly afterInstall: string;
  readonly afterRemove: string;
  readonly desktopFile: string;
}

/**
 * What electron-builder hands to fpm, which makes debs and rpms and is in no package of Debian's: a script in its place keeps the
 * arguments and the files that they name.
 */
export async function captureFpm(target: 'deb' | 'rpm'): Promise<FpmCall> {
  using space = scratch();
  const { folder } = space;
  const prepackaged = path.join(folder, 'linux-unpacked');
  mkdirSync(path.join(prepackaged, 'resources'), { recursive: true });
  writeFileSync(path.join(prepackaged, 'cis2-desktop'), 'synthetic');
  const kept = path.join(folder, 'kept.json');
  const fpm = path.join(folder, 'fpm');
  writeFileSync(fpm, `#!${process.execPath}\n${standInForFpm(kept)}`);
  chmodSync(fpm, 0o755);
  const before = process.env['CUSTOM_FPM_PATH'];
  process.env['CUSTOM_FPM_PATH'] = fpm;
  try {
    const config = { directories: { output: folder } };
    await build({ linux: [target], x64: true, projectDir: root, prepackaged, publish: 'never', config });
  } finally {
    if (before === undefined) delete process.env['CUSTOM_FPM_PATH'];
    else process.env['CUSTOM_FPM_PATH'] = before;
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as FpmCall;
}

/** Plain JavaScript: it runs as a program of its own. */
const standInForFpm = (kept: string) => `
const { readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const after = (name) => args[args.indexOf(name) + 1];
const desktop = args.find((argument) => argument.endsWith('.desktop')).split('=')[0];
writeFileSync(${JSON.stringify(kept)}, JSON.stringify({
  args,
  afterInstall: readFileSync(after('--after-install'), 'utf8'),
  afterRemove: readFileSync(after('--after-remove'), 'utf8'),
  desktopFile: readFileSync(desktop, 'utf8'),
}));
writeFileSync(after('--package'), 'synthetic');
`;
