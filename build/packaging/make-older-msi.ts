import { createRequire } from 'node:module';
import path from 'node:path';
import type { CliOptions } from 'electron-builder';
import { olderMsi } from './older-msi.ts';

/** For the release workflow, on Windows: `node build/packaging/make-older-msi.ts release/win/win-unpacked FOLDER`. */
const { build } = createRequire(import.meta.url)('electron-builder') as {
  readonly build: (options: CliOptions) => Promise<readonly string[]>;
};
const [, , unpacked = '', output = ''] = process.argv;
console.log(await build(olderMsi(path.resolve(import.meta.dirname, '..', '..'), unpacked, output)));
