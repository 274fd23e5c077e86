import path from 'node:path';
import type { PolicySource, Reading } from '../source.ts';
import { checkTrustedFolder, parseJson, readTrustedFile, type Trust } from './trusted-file.ts';
import { watchFolders } from './watch-folders.ts';

/** Where the catalogue of actions lies. */
export const linuxActionsFile = '/etc/cis2-desktop/actions.json';
export const macActionsFile = '/Library/Application Support/CIS2 Desktop/actions.json';
/** `programData`: as `windowsFolders` tells it. */
export const windowsActionsFile = (programData: string) => path.win32.join(programData, 'CIS2 Desktop', 'actions.json');

/** The catalogue of actions: a JSON list, checked as a policy file is (docs/actions.md). */
export function actionsPolicy(file: string, trust: Trust): PolicySource {
  const folderName = (trust.platform === 'win32' ? path.win32 : path.posix).dirname(file);
  async function readOne(): Promise<Reading> {
    const place = { source: file, level: 'machine' } as const;
    const folder = await checkTrustedFolder(folderName, trust);
    const read = folder.kind === 'good' ? await readTrustedFile(file, trust) : folder;
    const parsed = read.kind === 'read' ? parseJson(read.bytes) : read;
    if (parsed.kind === 'absent') return { ...place, kind: 'absent' };
    return parsed.kind === 'json'
      ? { ...place, kind: 'read', values: { actions: parsed.json } }
      : { ...place, ...parsed, only: 'actions' };
  }
  return {
    name: 'catalogue of actions',
    location: file,
    read: async () => [await readOne()],
    watch: (changed) => watchFolders([folderName], changed),
  };
}
