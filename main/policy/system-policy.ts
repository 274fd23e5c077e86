import os from 'node:os';
import type { Clock, Files, Log } from '../ports.ts';
import { openPolicy, type LivePolicy, type PolicyReader } from './policy.ts';
import { centralPolicy, developmentPolicy } from './readers.ts';
import type { PolicySource } from './source.ts';
import { actionsPolicy, linuxActionsFile, macActionsFile, windowsActionsFile } from './sources/actions-file.ts';
import { linuxPolicy } from './sources/linux.ts';
import { macPolicy, managedPreferencesOf, plistReader } from './sources/macos.ts';
import { nowhere, registryReader, windowsPolicy } from './sources/windows.ts';
import { systemPrograms, type SystemProgram } from './system-program.ts';
import { windowsFoldersOf, type WindowsFolders } from './windows-folders.ts';

export interface SystemPolicyParts {
  readonly packaged: boolean;
  /** `process.platform` */
  readonly platform: string;
  /** `process.env`; of it only `CIS2_DESKTOP_POLICY_FILE` is looked at, and only in an unpackaged build. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly appVersion: string;
  readonly files: Pick<Files, 'readText'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** The policy of this computer, read and watched. */
export async function openSystemPolicy(parts: SystemPolicyParts): Promise<LivePolicy> {
  return openPolicy({ ...parts, reader: await readerOf(parts) });
}

async function readerOf({ packaged, platform, env, files }: SystemPolicyParts): Promise<PolicyReader> {
  const file = env['CIS2_DESKTOP_POLICY_FILE'];
  if (!packaged && file !== undefined && file !== '') return developmentPolicy(file, files);
  const folders = await windowsFoldersOf(platform);
  return centralPolicy(sourcesOf(platform, folders, systemPrograms(folders)), packaged);
}

/**
 * The strongest first: the catalogue's own file, then the computer's policy, then the user's. Where it cannot be told where
 * Windows is, one that is `POLICY_UNREADABLE`: nobody can log in.
 */
export function sourcesOf(
  platform: string,
  folders: WindowsFolders | undefined,
  run: SystemProgram,
): readonly PolicySource[] {
  const actionsAt = (file: string) => actionsPolicy(file, { platform });
  switch (platform) {
    case 'win32': {
      if (!folders) return [nowhere];
      const read = registryReader(run, folders);
      return [
        actionsAt(windowsActionsFile(folders.programData)),
        windowsPolicy('machine', read),
        windowsPolicy('user', read),
      ];
    }
    case 'darwin': {
      const read = plistReader(run);
      const user = os.userInfo().username;
      return [
        actionsAt(macActionsFile),
        macPolicy('machine', managedPreferencesOf(undefined), read),
        macPolicy('user', managedPreferencesOf(user), read),
      ];
    }
    default:
      return [actionsAt(linuxActionsFile), linuxPolicy()];
  }
}
