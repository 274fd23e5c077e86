import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { App } from 'electron';
import type { BrowserPolicies, ChosenBrowser, Computer } from '../diagnostics/check.ts';
import type { Policy } from '../policy/schema.ts';
import { browserName, chosenBrowser, thisMachine, type Machine } from './chosen-browser.ts';

/**
 * Put in by the build (`vite.config.ts`): the time of the commit (seconds since the epoch), or `null` where there was no git.
 * Inside an archive Electron makes up the times of files.
 */
declare const __CIS2_COMMIT_SECONDS__: number | null;

/** Where administrators of Linux put what they decide for a browser. */
const managedFolders: readonly (readonly [browser: string, folder: string])[] = [
  ['Google Chrome', '/etc/opt/chrome/policies/managed'],
  ['Microsoft Edge', '/etc/opt/edge/policies/managed'],
  ['Chromium', '/etc/chromium/policies/managed'],
];
const longestPolicyBytes = 1_048_576;
const listMs = 8_000;

export interface ComputerParts {
  readonly app: Pick<App, 'getApplicationNameForProtocol'>;
  /** `process.platform` */
  readonly platform: string;
  /** The app's local folder. */
  readonly folder: string;
  /** `%SystemRoot%`, on Windows. */
  readonly systemRoot: string | undefined;
  readonly browserFolders?: typeof managedFolders;
  readonly machine?: Machine;
}

/** The computer as a standard user sees it (R7). */
export function createComputer(parts: ComputerParts): Computer {
  const { app, platform, folder, systemRoot, browserFolders = managedFolders, machine = thisMachine } = parts;
  return {
    platform,
    defaultBrowser: () => app.getApplicationNameForProtocol('https://'),
    // Windows keeps them in the registry and macOS in managed preferences, for which there is no reader here.
    browserPolicies: async () => (platform === 'linux' ? readManaged(browserFolders) : undefined),
    programs: async () => (platform === 'win32' && systemRoot !== undefined ? listPrograms(systemRoot) : undefined),
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

/** Later files win, by name, as Chromium reads them. A file that cannot be read says nothing of the others. */
async function readManaged(folders: typeof managedFolders): Promise<readonly BrowserPolicies[]> {
  const read = await Promise.all(
    folders.map(async ([browser, folder]): Promise<BrowserPolicies[]> => {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter((name) => name.endsWith('.json')).sort();
      const values = await Promise.all(files.map((name) => readPolicyFile(path.join(folder, name))));
      return files.length === 0
        ? []
        : [{ browser, source: folder, values: Object.assign({}, ...values) as BrowserPolicies['values'] }];
    }),
  );
  return read.flat();
}

async function readPolicyFile(file: string): Promise<object> {
  try {
    if ((await stat(file)).size > longestPolicyBytes) return {};
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {}; // the browser takes no notice of such a file either
  }
}

/** Names alone, by the system's own program, which needs no rights (`tasklist /fo csv /nh`). */
function listPrograms(systemRoot: string): Promise<readonly string[] | undefined> {
  const file = path.win32.join(systemRoot, 'System32', 'tasklist.exe');
  return new Promise((resolve) => {
    execFile(file, ['/fo', 'csv', '/nh'], { timeout: listMs, windowsHide: true }, (error, stdout) => {
      resolve(error ? undefined : stdout.split(/\r?\n/).flatMap((line) => /^"([^"]+)"/.exec(line)?.[1] ?? []));
    });
  });
}
