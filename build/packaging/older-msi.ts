import path from 'node:path';
import type { CliOptions } from 'electron-builder';

/** Below every version that was ever released. */
export const olderVersion = '0.0.1';

/** An MSI of what was packed already, but for its version: for trying an upgrade, never for shipping. It is not signed. */
export const olderMsi = (tree: string, unpacked: string, output: string): CliOptions => ({
  win: ['msi'],
  x64: true,
  projectDir: tree,
  prepackaged: path.resolve(unpacked),
  publish: 'never',
  config: { directories: { output: path.resolve(output) }, extraMetadata: { version: olderVersion } },
});
