import os from 'node:os';
import type { Clock, Files, Log } from '../ports.ts';
import { openPolicy, type LivePolicy, type PolicyReader } from './policy.ts';
import { centralPolicy, developmentPolicy } from './readers.ts';
import type { PolicySource } from './source.ts';
import { actionsFileOf, actionsPolicy } from './sources/actions-file.ts';
import { linuxPolicy } from './sources/linux.ts';
import { macPolicy, managedPreferencesOf, plistReader } from './sources/macos.ts';
import { registryReader, windowsPolicy } from './sources/windows.ts';
import { runSystemProgram, type SystemProgram } from './system-program.ts';

export interface SystemPolicyParts {
  readonly packaged: boolean;
  /** `process.platform` */
  readonly platform: string;
  /** `process.env`; of it only where Windows is, and in an unpackaged build `CIS2_DESKTOP_POLICY_FILE`, are looked at. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly appVersion: string;
  readonly files: Pick<Files, 'readText'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** The policy of this computer, read and watched. */
export function openSystemPolicy(parts: SystemPolicyParts): Promise<LivePolicy> {
  return openPolicy({ ...parts, reader: readerOf(parts) });
}

function readerOf({ packaged, platform, env, files }: SystemPolicyParts): PolicyReader {
  const file = env['CIS2_DESKTOP_POLICY_FILE'];
  if (!packaged && file !== undefined && file !== '') return developmentPolicy(file, files);
  return centralPolicy(sourcesOf(platform, env, runSystemProgram), packaged);
}

/** The strongest first: the catalogue's own file, then the computer's policy, then the user's. */
export function sourcesOf(
  platform: string,
  env: SystemPolicyParts['env'],
  run: SystemProgram,
): readonly PolicySource[] {
  const actions = actionsPolicy(actionsFileOf(platform, env['ProgramData']), { platform });
  switch (platform) {
    case 'win32': {
      const read = registryReader(run, env['SystemRoot']);
      return [actions, windowsPolicy('machine', read), windowsPolicy('user', read)];
    }
    case 'darwin': {
      const read = plistReader(run);
      const user = os.userInfo().username;
      return [
        actions,
        macPolicy('machine', managedPreferencesOf(undefined), read),
        macPolicy('user', managedPreferencesOf(user), read),
      ];
    }
    default:
      return [actions, linuxPolicy()];
  }
}
