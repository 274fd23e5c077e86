import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * From now on everything temporary of this process and of its children is in one folder, which goes when the process
 * ends, however it ends: after Ctrl-C Playwright ends it by itself, before all of us have tidied up.
 */
export function keepTemporaryFilesTogether(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-demo-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  process.on('exit', () => {
    // Chromium may still be writing its last words.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });
}
