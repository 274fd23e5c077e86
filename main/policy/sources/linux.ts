import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PolicySource, Reading } from '../source.ts';
import { readPolicyFile } from './json-readings.ts';
import { checkTrustedFolder, type Trust } from './trusted-file.ts';
import { watchFolders } from './watch-folders.ts';

export const linuxFolder = '/etc/cis2-desktop';
/** More than anybody sorts by hand. */
const mostFiles = 100;

/** `policy.json`, then each `policy.d/*.json` by name: what comes later counts for more, key by key. */
export function linuxPolicy(folder = linuxFolder, ownerUid = 0): PolicySource {
  const trust: Trust = { platform: 'linux', ownerUid };
  const base = path.join(folder, 'policy.json');
  const parts = path.join(folder, 'policy.d');

  async function readAt(place: string, files: () => Promise<readonly string[]>): Promise<readonly Reading[]> {
    const checked = await checkTrustedFolder(place, trust);
    if (checked.kind !== 'good') {
      return checked.kind === 'absent' ? [] : [{ ...checked, source: place, level: 'machine' }];
    }
    try {
      const named = await files();
      if (named.length > mostFiles) {
        const why = `more than ${mostFiles} files`;
        return [{ kind: 'unreadable', source: place, level: 'machine', code: 'POLICY_UNREADABLE', why }];
      }
      return await Promise.all(named.map((file) => readPolicyFile(file, 'machine', trust)));
    } catch {
      const why = 'its files cannot be listed';
      return [{ kind: 'unreadable', source: place, level: 'machine', code: 'POLICY_UNREADABLE', why }];
    }
  }

  return {
    name: 'files of the computer',
    location: `${base}, ${path.join(parts, '*.json')}`,
    async read() {
      const first = await readAt(folder, async () => [base]);
      // A folder that cannot be trusted says nothing of what lies in it.
      if (first.length === 0) return [{ kind: 'absent', source: base, level: 'machine' }];
      if (first.some((one) => one.kind === 'unreadable' && one.source === folder)) return first;
      const later = await readAt(parts, async () =>
        (await readdir(parts))
          .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
          .toSorted()
          .map((name) => path.join(parts, name)),
      );
      return [...later.toReversed(), ...first];
    },
    watch: (changed) => watchFolders([folder, parts], changed),
  };
}
