import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from './builder.ts';

const run = promisify(execFile);

/** What a package is made of; anything else of the project must not matter. */
const sources = [
  'LICENSE',
  'build',
  'electron-builder.yml',
  'main',
  'package-lock.json',
  'package.json',
  'preload',
  'renderer',
  'tsconfig.json',
  'vite.config.ts',
];

/** The sources in a folder of their own: `dist/` of the project itself belongs to the other tests. */
export function copyTree(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of sources) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** `npm run package -- ... --dir --stub` in a copy of the sources. @returns what it said */
export async function packageIn(tree: string, ...args: readonly string[]): Promise<string> {
  const script = path.join(tree, 'build', 'scripts', 'package.ts');
  const { stdout } = await run(process.execPath, [script, '--dir', '--stub', ...args], {
    cwd: tree,
    maxBuffer: 2 ** 26,
    timeout: 180_000,
  });
  return stdout;
}
