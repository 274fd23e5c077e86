import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { Policy } from '../policy/schema.ts';
import { windowsFoldersOf, type WindowsFolders } from '../policy/windows-folders.ts';
import type { Log, OpenBrowser } from '../ports.ts';

type Choice = Policy['browser'];
type Kind = 'edge' | 'chrome' | 'firefox';

/** What of the computer decides where a browser is. `env` is only handed on to it. */
export interface Machine {
  /** `process.platform` */
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => Promise<boolean>;
  /** Of Windows, where programs are that an administrator installed; `undefined` where that cannot be told. */
  readonly folders: () => Promise<Pick<WindowsFolders, 'programFiles'> | undefined>;
}

/** A program by its whole path and what comes before the address on its command line. Never a shell (R10). */
export interface BrowserProgram {
  readonly file: string;
  readonly args: readonly string[];
}

/** As people know it, for the screen that waits for it. */
export function browserName({ use, path: file }: Choice): string | null {
  if (use === 'default') return null;
  if (use === 'path') return file === undefined ? null : nameOfFile(file);
  return names[use];
}
const names: Readonly<Record<Kind, string>> = { edge: 'Microsoft Edge', chrome: 'Google Chrome', firefox: 'Firefox' };

const privateArgument: Readonly<Record<Kind, string>> = {
  edge: '--inprivate',
  chrome: '--incognito',
  firefox: '-private-window',
};

/**
 * The program that policy chose. Only in folders that an ordinary user cannot write to: one that anybody can put a program into
 * would let them read each log-in (a browser installed for one user alone is chosen by `path`, if the administrator means it).
 *
 * @returns `undefined` where it is not installed
 */
export async function chosenBrowser(choice: Choice, machine: Machine): Promise<BrowserProgram | undefined> {
  const { use, path: given } = choice;
  if (use === 'default') return undefined;
  const file = use === 'path' ? given : await firstThere(await placesOf(use, machine), machine);
  if (file === undefined || !isAbsolute(file, machine.platform)) return undefined;
  if (use === 'path' && !(await machine.exists(file))) return undefined;
  const kind = use === 'path' ? kindOfFile(file) : use;
  if (!choice.private) return { file, args: [] };
  // Opening an ordinary window where a private one was asked for would leave a session behind for the next person.
  return kind === undefined ? undefined : { file, args: [privateArgument[kind]] };
}

async function firstThere(files: readonly string[], { exists }: Machine): Promise<string | undefined> {
  const there = await Promise.all(files.map(exists));
  return files[there.indexOf(true)];
}

async function placesOf(kind: Kind, { platform, folders }: Machine): Promise<readonly string[]> {
  if (platform === 'win32') {
    const { programFiles = [] } = (await folders()) ?? {};
    return programFiles.map((root) => path.win32.join(root, ...onWindows[kind]));
  }
  return platform === 'darwin' ? [`/Applications/${onMac[kind]}`] : onLinux[kind].map((name) => `/usr/bin/${name}`);
}
const onWindows: Readonly<Record<Kind, readonly string[]>> = {
  edge: ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  chrome: ['Google', 'Chrome', 'Application', 'chrome.exe'],
  firefox: ['Mozilla Firefox', 'firefox.exe'],
};
const onMac: Readonly<Record<Kind, string>> = {
  edge: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  chrome: 'Google Chrome.app/Contents/MacOS/Google Chrome',
  firefox: 'Firefox.app/Contents/MacOS/firefox',
};
const onLinux: Readonly<Record<Kind, readonly string[]>> = {
  edge: ['microsoft-edge-stable', 'microsoft-edge'],
  chrome: ['google-chrome-stable', 'google-chrome'],
  firefox: ['firefox'],
};

function isAbsolute(file: string, platform: string): boolean {
  // Not `\\server\share` either: what it holds is not this computer's.
  return platform === 'win32' ? /^[A-Za-z]:\\/.test(file) : path.posix.isAbsolute(file);
}

const nameOfFile = (file: string) =>
  file
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, '') ?? file;

function kindOfFile(file: string): Kind | undefined {
  const name = nameOfFile(file).toLowerCase();
  if (/edge/.test(name)) return 'edge';
  if (/chrom/.test(name)) return 'chrome';
  return /firefox/.test(name) ? 'firefox' : undefined;
}

/**
 * Opens addresses in the browser of the policy, each one a process of its own that outlives the app. `url` has been written
 * anew by the opener, so it cannot be an option of the browser's: it begins with `http`.
 * Rejects, under `BROWSER_NOT_INSTALLED`, where there is no such program: never another browser than the chosen one.
 */
export function openWith(choice: Choice, log: Pick<Log, 'error'>, machine: Machine = thisMachine): OpenBrowser {
  return async (url) => {
    const program = await chosenBrowser(choice, machine);
    if (!program) {
      log.error('BROWSER_NOT_INSTALLED', { detail: choice.use });
      throw new Error('BROWSER_NOT_INSTALLED');
    }
    await startBrowser(program, url, machine.env);
  };
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  exists: (file) =>
    access(file, constants.X_OK).then(
      () => true,
      () => false,
    ),
  folders: () => windowsFoldersOf(process.platform),
};

function startBrowser({ file, args }: BrowserProgram, url: string, env: Machine['env']): Promise<void> {
  const options = { shell: false, detached: true, stdio: 'ignore', env: withoutOurs(env), windowsHide: false } as const;
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args, url], options);
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

/** What a developer has told the app is not the browser's to know. */
function withoutOurs(env: Machine['env']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:CIS2|ELECTRON)_/.test(name)));
}
