import { randomUUID } from 'node:crypto';
import { mkdir, open, statfs, unlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import type { ChosenBrowser, Computer } from '../diagnostics/check.ts';
import type { Policy } from '../policy/schema.ts';
import { managedFolder } from '../policy/sources/macos.ts';
import { systemPrograms, type SystemProgram } from '../policy/system-program.ts';
import { inSystem32, type WindowsFolders } from '../policy/windows-folders.ts';
import { linuxBrowsers, linuxFolders, macBrowsers, windowsBrowsers } from './browser-policies.ts';
import { browserName, chosenBrowser, thisMachine, type Machine } from './chosen-browser.ts';

/**
 * Put in by the build (`vite.config.ts`): the time of the commit (seconds since the epoch), or `null` where there was no git.
 * Inside an archive Electron makes up the times of files.
 */
declare const __CIS2_COMMIT_SECONDS__: number | null;

/** Less than a check may take (issue 7 line 3). */
const programMs = 8_000;

export interface ComputerParts {
  readonly app: Pick<App, 'getApplicationNameForProtocol'>;
  /** `process.platform` */
  readonly platform: string;
  /** The app's local folder. */
  readonly folder: string;
  /** Of Windows; `undefined` elsewhere too. */
  readonly folders: () => Promise<WindowsFolders | undefined>;
  readonly programsOf?: typeof systemPrograms;
  readonly browserFolders?: typeof linuxFolders;
  readonly machine?: Machine;
}

/** The computer as a standard user sees it (R7). */
export function createComputer(parts: ComputerParts): Computer {
  const { app, platform, folder, folders } = parts;
  const { browserFolders = linuxFolders, programsOf = systemPrograms, machine = thisMachine } = parts;
  return {
    platform,
    defaultBrowser: () => app.getApplicationNameForProtocol('https://'),
    async browserPolicies() {
      if (platform === 'linux') return linuxBrowsers(browserFolders);
      if (platform === 'darwin') {
        return macBrowsers(programsOf(undefined, programMs), { folder: managedFolder, user: userInfo().username });
      }
      const windows = await folders();
      return windows && windowsBrowsers(programsOf(windows, programMs), windows);
    },
    async programs() {
      const windows = await folders();
      return windows && listPrograms(programsOf(windows, programMs), windows);
    },
    async tryFolder() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `connection-check-${randomUUID()}`);
      const handle = await open(file, 'wx', 0o600);
      try {
        await handle.writeFile('connection check');
        await handle.sync();
      } finally {
        await handle.close();
        await unlink(file);
      }
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    chosenBrowser: (choice) => lookFor(choice, machine),
    builtAtMs: __CIS2_COMMIT_SECONDS__ === null ? undefined : __CIS2_COMMIT_SECONDS__ * 1000,
  };
}

async function lookFor(choice: Policy['browser'], machine: Machine): Promise<ChosenBrowser> {
  const name = browserName(choice) ?? '';
  if (await chosenBrowser(choice, machine)) return { name, is: 'there' };
  const ordinary = choice.private ? await chosenBrowser({ ...choice, private: false }, machine) : undefined;
  return { name, is: ordinary ? 'noPrivateWindow' : 'missing' };
}

/** Names alone, by the system's own program, which needs no rights. */
async function listPrograms(run: SystemProgram, folders: WindowsFolders): Promise<readonly string[] | undefined> {
  const answer = await run(inSystem32(folders, 'tasklist.exe'), ['/fo', 'csv', '/nh']);
  if (answer.kind === 'failed') return undefined;
  const lines = new TextDecoder().decode(answer.bytes).split(/\r?\n/);
  return lines.flatMap((line) => /^"([^"]+)"/.exec(line)?.[1] ?? []);
}
