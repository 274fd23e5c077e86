import path from 'node:path';
import type { PolicySource, Reading, SourceLevel } from '../source.ts';
import type { SystemProgram } from '../system-program.ts';
import { asReading } from './json-readings.ts';
import { checkTrustedFolder, parseJson, readTrustedFile, type Trust } from './trusted-file.ts';
import { watchFolders } from './watch-folders.ts';

/** `appId` of electron-builder.yml. */
export const bundleId = 'uk.cis2desktop.app';
/** Of a device management's forced values. */
export const managedFolder = '/Library/Managed Preferences';

/** A property list as JSON; `undefined` when it is none, or holds what JSON does not have (a date, data). */
export type PlistReader = (bytes: Uint8Array) => Promise<Uint8Array | undefined>;

export function plistReader(run: SystemProgram): PlistReader {
  return async (bytes) => {
    const answer = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '--', '-'], bytes);
    return answer.kind === 'output' ? answer.bytes : undefined;
  };
}

/** Where a device management's forced values lie: what a person set for themselves is in another place and does not count. */
export function managedPreferencesOf(user: string | undefined, folder = managedFolder): string {
  return path.posix.join(folder, ...(user === undefined ? [] : [user]), `${bundleId}.plist`);
}

export function macPolicy(level: SourceLevel, file: string, readPlist: PlistReader, ownerUid = 0): PolicySource {
  const trust: Trust = { platform: 'darwin', ownerUid };
  async function readOne(): Promise<Reading> {
    const place = { source: file, level } as const;
    const folder = await checkTrustedFolder(path.posix.dirname(file), trust);
    const read = folder.kind === 'good' ? await readTrustedFile(file, trust) : folder;
    if (read.kind !== 'read') return { ...place, ...read };
    const converted = await readPlist(read.bytes);
    const parsed = converted && parseJson(converted);
    if (parsed?.kind !== 'json') {
      return { ...place, kind: 'unreadable', code: 'POLICY_MALFORMED', why: 'plutil could not make JSON of it' };
    }
    return asReading(parsed.json, file, level);
  }
  return {
    name: level === 'machine' ? 'managed preferences' : 'managed preferences of the user',
    location: file,
    read: async () => [await readOne()],
    watch: (changed) => watchFolders([path.posix.dirname(file)], changed),
  };
}
