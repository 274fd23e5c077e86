/** A temporary folder for one run of the app: its home, its settings, and what the fixture itself needs. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Scratch {
  readonly root: string;
  /** Makes the folder on first use. */
  folder(name: string): string;
  file(name: string): string;
  remove(): void;
}

export function makeScratch(): Scratch {
  const root = mkdtempSync(path.join(tmpdir(), 'cis2-'));
  return {
    root,
    folder(name) {
      const folder = path.join(root, name);
      // Secret Service and the runtime folder insist on being private.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    file: (name) => path.join(root, name),
    // Chromium may still be writing its last words.
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}
