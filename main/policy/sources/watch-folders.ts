import { watch, type FSWatcher } from 'node:fs';
import type { Cleanup } from '../../ports.ts';

/**
 * Calls `changed` when something in one of the folders does. A folder that is not there yet is watched from the next change
 * that is heard; what is missed, the policy's own regular look finds.
 */
export function watchFolders(folders: readonly string[], changed: () => void): Cleanup {
  const watchers = new Map<string, FSWatcher>();
  let stopped = false;
  const drop = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const arm = () => {
    for (const folder of folders) {
      if (stopped || watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, () => {
          arm();
          changed();
        });
        watcher.on('error', () => {
          drop(folder);
          changed();
        });
        watchers.set(folder, watcher);
      } catch {
        // Not there, or not ours to watch: the regular look remains.
      }
    }
  };
  arm();
  return () => {
    stopped = true;
    for (const folder of watchers.keys()) drop(folder);
  };
}
