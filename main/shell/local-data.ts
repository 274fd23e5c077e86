import path from 'node:path';

/**
 * Where the app keeps its files. On Windows Electron's own choice is the roaming profile, which follows the user to other
 * computers; a journal, a device id and a log that did so would speak for a device that they are not on (B50).
 *
 * @param userData Electron's own choice, or what `--user-data-dir` says
 */
export function localDataFolder(
  userData: string,
  machine: { readonly platform: string; readonly localAppData: string | undefined; readonly isGiven: boolean },
  appName: string,
): string {
  if (machine.platform !== 'win32' || machine.isGiven || !machine.localAppData) return userData;
  return path.win32.join(machine.localAppData, appName);
}
