import { realpath } from 'node:fs/promises';

/** Where Windows keeps what only administrators write; every path is absolute and on a drive of this computer. */
export interface WindowsFolders {
  /** `C:\Windows`; its `System32` has the programs that we run. */
  readonly windows: string;
  /** `C:\ProgramData`. Users may make folders in it: what lies there is checked before it is believed. */
  readonly programData: string;
  /** `C:\Program Files`, then the one of 32-bit programs. */
  readonly programFiles: readonly string[];
}

/** A name of the kernel's own for the folder that Windows was started from. */
const startedFrom = String.raw`\\?\GLOBALROOT\SystemRoot`;
/** Where all but very few computers have it. */
const usual = String.raw`C:\Windows`;

/**
 * Asks Windows itself. What it says in `%SystemRoot%`, `%ProgramData%` and `%ProgramFiles%` is not looked at: whoever starts
 * the app sets them, and would choose the program that speaks for HKLM, and the place of what administrators decide (B36).
 *
 * - The Windows folder: the kernel makes the link `\SystemRoot` as it starts, and no user can change it; its real path has the
 *   drive letter. Where Node cannot follow it, only `C:\Windows` is left: with Windows on another drive, no program is found
 *   there and no policy can be read.
 * - The others stand beside it under fixed names, which are the same in every language. Microsoft supports moving neither (KB
 *   933700 of `ProgramFilesDir`; `FolderLocations\ProgramData` of Shell-Setup: for tests only). So nothing has to be asked for
 *   them, and where they were moved all the same nothing is found.
 *
 * Whoever can run programs of their own as this user can also give drives other letters for their own log-in, and our process
 * other code: that is not what this keeps out.
 *
 * @returns `undefined` where the answer is no folder of a drive: then there is no policy of the computer, and no program
 */
export async function windowsFolders(
  realPathOf: (file: string) => Promise<string> = realpath,
): Promise<WindowsFolders | undefined> {
  const windows = await realPathOf(startedFrom).catch(() => usual);
  const [, drive] = /^([A-Za-z]:)\\[\w ]{1,40}$/.exec(windows) ?? [];
  if (drive === undefined) return undefined;
  return {
    windows,
    programData: `${drive}\\ProgramData`,
    programFiles: [`${drive}\\Program Files`, `${drive}\\Program Files (x86)`],
  };
}

/** Of this computer; `undefined` off Windows too. */
export async function windowsFoldersOf(platform: string): Promise<WindowsFolders | undefined> {
  return platform === 'win32' ? windowsFolders() : undefined;
}

/** A program of Windows by its whole path. */
export function inSystem32({ windows }: WindowsFolders, ...names: readonly string[]): string {
  return [windows, 'System32', ...names].join('\\');
}
