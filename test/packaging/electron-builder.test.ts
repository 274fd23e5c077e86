import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';

/** electron-builder's own reading and schema, for every target at once; nothing is built here. */
const require = createRequire(import.meta.url);
interface BuilderConfig {
  readonly files: readonly { readonly filter: readonly string[] }[];
  readonly directories: { readonly output: string };
  readonly appId: string;
  readonly afterExtract: string;
  readonly afterPack: string;
  readonly msiProjectCreated: string;
}
const config = require('app-builder-lib/out/util/config/config') as {
  getConfig(folder: string, file: string, overrides: null): Promise<BuilderConfig>;
  validateConfiguration(config: BuilderConfig, log: unknown): Promise<void>;
};
const { DebugLogger } = require('builder-util') as { DebugLogger: new (isEnabled: boolean) => unknown };
const root = path.resolve(import.meta.dirname, '..', '..');
const read = () => config.getConfig(root, 'electron-builder.yml', null);

test('electron-builder.yml is what electron-builder understands', async () => {
  await config.validateConfiguration(await read(), new DebugLogger(false));
});

test('a misspelt key would be refused', async () => {
  const misspelt = { ...(await read()), asarUnpak: [] };
  await expect(config.validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow(/asarUnpak/);
});

test('B34 the package is an allow-list, and its output is not among the sources', async () => {
  const { files: sets, directories } = await read();
  const files = sets.flatMap(({ filter }) => filter);
  expect(files).toContain('!node_modules/**/*');
  expect(
    files.filter((file) => !file.startsWith('!') && !/^(dist\/|package\.json$|node_modules\/keytar\/)/.test(file)),
  ).toEqual([]);
  expect(directories.output).toBe('release');
});

test('the hooks of electron-builder.yml are there, and each is a function', async () => {
  const hooks = await read();
  for (const name of ['afterExtract', 'afterPack', 'msiProjectCreated'] as const) {
    const file = path.join(root, hooks[name]);
    expect(existsSync(file), hooks[name]).toBe(true);
    expect(((await import(file)) as { default: unknown }).default).toBeTypeOf('function');
  }
});

test('the app id is one and the same wherever the app names itself', async () => {
  const { appId } = await read();
  const sources = ['main', 'preload', 'build'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|json|mobileconfig|plist|admx)$/.test(file))
      .map((file) => path.join(root, folder, file)),
  );
  for (const file of sources)
    for (const [named] of readFileSync(file, 'utf8').matchAll(/\buk\.cis2desktop(?:\.\w+)?/g))
      expect(named, file).toBe(appId);
});

test('B35 keytar has a binary of its own for every platform that we ship', () => {
  const prebuilt = readdirSync(path.join(root, 'node_modules', 'keytar', 'prebuilds'));
  expect(prebuilt).toEqual(expect.arrayContaining(['win32-x64', 'darwin-arm64', 'darwin-x64', 'linux-x64']));
});
