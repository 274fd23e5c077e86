import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserPolicies } from '../diagnostics/check.ts';
import { plistReader } from '../policy/sources/macos.ts';
import { registryValues } from '../policy/sources/registry-output.ts';
import { parseJson, readTrustedFile } from '../policy/sources/trusted-file.ts';
import { registryReader } from '../policy/sources/windows.ts';
import type { SystemProgram } from '../policy/system-program.ts';
import type { WindowsFolders } from '../policy/windows-folders.ts';

type Values = BrowserPolicies['values'];
type Folders = readonly (readonly [browser: string, folder: string])[];

/** Where administrators of Linux put what they decide for a browser. */
export const linuxFolders: Folders = [
  ['Google Chrome', '/etc/opt/chrome/policies/managed'],
  ['Microsoft Edge', '/etc/opt/edge/policies/managed'],
  ['Chromium', '/etc/chromium/policies/managed'],
];
const longestPolicyBytes = 1_048_576;

/** Later files win, by name, as Chromium reads them. A file that cannot be read says nothing of the others. */
export async function linuxBrowsers(folders: Folders): Promise<readonly BrowserPolicies[]> {
  const read = await Promise.all(
    folders.map(async ([browser, folder]): Promise<BrowserPolicies[]> => {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter((name) => name.endsWith('.json')).sort();
      const values = await Promise.all(files.map((name) => readPolicyFile(path.join(folder, name))));
      return files.length === 0 ? [] : [{ browser, source: folder, values: Object.assign({}, ...values) as Values }];
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

/** What one place says of a browser; the places of a browser are the strongest first. */
interface Said {
  readonly source: string;
  readonly values: Values;
}

function inOne(browser: string, said: readonly (Said | undefined)[]): readonly BrowserPolicies[] {
  const there = said.filter((one) => one !== undefined);
  if (there.length === 0) return [];
  const source = there.map((one) => one.source).join(', ');
  return [{ browser, source, values: Object.assign({}, ...there.map((one) => one.values).toReversed()) as Values }];
}

const windowsKeys = [
  ['Google Chrome', 'SOFTWARE\\Policies\\Google\\Chrome'],
  ['Microsoft Edge', 'SOFTWARE\\Policies\\Microsoft\\Edge'],
] as const;
const hives = [
  ['HKLM', 'HKEY_LOCAL_MACHINE'],
  ['HKCU', 'HKEY_CURRENT_USER'],
] as const;

/**
 * The computer's before the user's, as Chromium has it. A list is a key with the values `1`, `2`, …; a switch is a `REG_DWORD`
 * (the browsers' own pages about each policy).
 *
 * @returns `undefined` where the registry cannot be read
 */
export async function windowsBrowsers(
  run: SystemProgram,
  folders: WindowsFolders,
): Promise<readonly BrowserPolicies[] | undefined> {
  const read = registryReader(run, folders);
  // Every computer has it: without it reg.exe does not work here. What this user may not read, their browser may not either.
  if ((await read('HKLM\\SOFTWARE\\Policies', 'names')) === undefined) return undefined;
  const all = await Promise.all(
    windowsKeys.map(async ([browser, key]) => {
      const said = hives.map(async ([short, long]): Promise<Said | undefined> => {
        const output = await read(`${short}\\${key}`, 'everything');
        return output === undefined
          ? undefined
          : { source: `${short}\\${key}`, values: browserValues(output, `${long}\\${key}`) };
      });
      return inOne(browser, await Promise.all(said));
    }),
  );
  return all.flat();
}

/** The lists and switches that `reg.exe` printed; the rest is not asked for. */
function browserValues(output: string, root: string): Values {
  const values: Record<string, unknown> = {};
  const lists = new Map<string, string[]>();
  for (const {
    path: [list, ...deeper],
    name,
    type,
    data,
  } of registryValues(output, root)) {
    if (list === undefined) {
      if (type === 'REG_DWORD') values[name] = Number.parseInt(data, 16) !== 0;
    } else if (deeper.length === 0 && type === 'REG_SZ' && /^\d+$/.test(name)) {
      lists.set(list, [...(lists.get(list) ?? []), data]);
    }
  }
  return { ...values, ...Object.fromEntries(lists) };
}

const macDomains = [
  ['Google Chrome', 'com.google.Chrome'],
  ['Microsoft Edge', 'com.microsoft.Edge'],
] as const;

export interface MacPlaces {
  /** Of forced preferences: `/Library/Managed Preferences`. */
  readonly folder: string;
  readonly user: string;
  /** Whose they are: root. */
  readonly ownerUid?: number;
}

/**
 * The managed preferences of the computer before those of the user.
 *
 * @returns `undefined` where one is there and cannot be read
 */
export async function macBrowsers(
  run: SystemProgram,
  { folder, user, ownerUid = 0 }: MacPlaces,
): Promise<readonly BrowserPolicies[] | undefined> {
  const readPlist = plistReader(run);
  async function readOne(source: string): Promise<Said | 'absent' | 'unreadable'> {
    const read = await readTrustedFile(source, { platform: 'darwin', ownerUid });
    if (read.kind === 'absent') return 'absent';
    const converted = read.kind === 'read' ? await readPlist(read.bytes) : undefined;
    const parsed = converted && parseJson(converted);
    return parsed?.kind === 'json' && typeof parsed.json === 'object' && parsed.json !== null
      ? { source, values: { ...parsed.json } }
      : 'unreadable';
  }
  const all = await Promise.all(
    macDomains.map(async ([browser, domain]) => ({
      browser,
      said: await Promise.all(
        [[], [user]].map((below) => readOne(path.posix.join(folder, ...below, `${domain}.plist`))),
      ),
    })),
  );
  if (all.some(({ said }) => said.includes('unreadable'))) return undefined;
  return all.flatMap(({ browser, said }) =>
    inOne(
      browser,
      said.map((one) => (typeof one === 'string' ? undefined : one)),
    ),
  );
}
