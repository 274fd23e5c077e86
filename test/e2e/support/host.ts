/** Which Electron the specs run in: the stand-in, or with `APP_HOST=electron` the real one. */
import { createRequire } from 'node:module';
import path from 'node:path';

export type Host = 'stand-in' | 'electron';

export const host: Host = process.env['APP_HOST'] === 'electron' ? 'electron' : 'stand-in';

/** The root of the repository, which is the app's folder. */
export const repositoryRoot: string = path.resolve(import.meta.dirname, '..', '..', '..');

// Playwright and `npx electron` find the executable through the electron package, which heeds this variable.
if (host === 'electron') delete process.env['ELECTRON_OVERRIDE_DIST_PATH'];
else process.env['ELECTRON_OVERRIDE_DIST_PATH'] = path.join(repositoryRoot, 'test', 'electron-stand-in');

/** The executable behind `_electron.launch`. */
export function electronExecutable(): string {
  return createRequire(import.meta.url)('electron') as string;
}
