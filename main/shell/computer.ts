import { randomUUID } from 'node:crypto';
import { mkdir, open, stat, statfs, unlink } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import type { Computer } from '../diagnostics/check.ts';
import { managedFolder } from '../policy/sources/macos.ts';
import { systemPrograms, type SystemProgram } from '../policy/system-program.ts';
import { inSystem32, type WindowsFolders } from '../policy/windows-folders.ts';
import { linuxBrowsers, linuxFolders, macBrowsers, windowsBrowsers } from './browser-policies.ts';

/** Less than a check may take (issue 7 line 3). */
const programMs = 8_000;

export interface ComputerParts {
  readonly app: Pick<App, 'getApplicationNameForProtocol'>;
  /** `process.platform` */
  readonly platform: string;
  /** The app's local folder. */
  readonly folder: string;
  /** A file that was written when the app was put together. */
  readonly ownFile: string;
  /** Of Windows; `undefined` elsewhere too. */
  readonly folders: () => Promise<WindowsFolders | undefined>;
  readonly programsOf?: typeof systemPrograms;
  readonly browserFolders?: typeof linuxFolders;
}

/** The computer as a standard user sees it (R7). */
export function createComputer(parts: ComputerParts): Computer {
  const { app, platform, folder, ownFile, folders, browserFolders = linuxFolders, programsOf = systemPrograms } = parts;
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
    async builtAtMs() {
      const { mtimeMs } = await stat(ownFile);
      // A build that can be repeated has no time of its own.
      return mtimeMs > Date.UTC(2020, 0) ? mtimeMs : undefined;
    },
  };
}

/** Names alone, by the system's own program, which needs no rights. */
async function listPrograms(run: SystemProgram, folders: WindowsFolders): Promise<readonly string[] | undefined> {
  const answer = await run(inSystem32(folders, 'tasklist.exe'), ['/fo', 'csv', '/nh']);
  if (answer.kind === 'failed') return undefined;
  const lines = new TextDecoder().decode(answer.bytes).split(/\r?\n/);
  return lines.flatMap((line) => /^"([^"]+)"/.exec(line)?.[1] ?? []);
}
