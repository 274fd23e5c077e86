/** Finds the Chromium that paints the windows. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The executable that `CIS2_CHROMIUM` names, else the first known one on the PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CIS2_CHROMIUM'];
  if (named) return named;
  for (const name of names) {
    for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  throw new Error(`No Chromium found: put one of ${names.join(', ')} on the PATH, or name it in CIS2_CHROMIUM`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
