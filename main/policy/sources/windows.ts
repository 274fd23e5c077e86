import type { PolicySource, Reading, SourceLevel } from '../source.ts';
import type { SystemProgram } from '../system-program.ts';
import { inSystem32, type WindowsFolders } from '../windows-folders.ts';
import { parseRegistry } from './registry-output.ts';

const above = 'SOFTWARE\\Policies';
const registryName = 'CIS2 Desktop';
export const registryKey = `${above}\\${registryName}`;

/** What `reg.exe` printed of a key, in the 64-bit view; `undefined` when it failed, for whatever reason. */
export type RegistryReader = (key: string, how: 'names' | 'everything') => Promise<string | undefined>;

export function registryReader(run: SystemProgram, folders: WindowsFolders): RegistryReader {
  const program = inSystem32(folders, 'reg.exe');
  return async (key, how) => {
    const answer = await run(program, ['query', key, ...(how === 'everything' ? ['/s'] : []), '/reg:64']);
    // One byte is one letter, so that what is not ASCII stays recognisable as that.
    return answer.kind === 'output' ? Buffer.from(answer.bytes).toString('latin1') : undefined;
  };
}

/** In the place of all sources, where it cannot be told where Windows is: what might stand in them is not guessed. */
export const nowhere: PolicySource = {
  name: 'HKLM',
  location: `HKLM\\${registryKey}`,
  read: async () => [
    {
      kind: 'unreadable',
      source: `HKLM\\${registryKey}`,
      level: 'machine',
      code: 'POLICY_UNREADABLE',
      why: 'it cannot be told which folder Windows is in',
    },
  ],
  watch: () => () => {},
};

const hives = {
  machine: { short: 'HKLM', long: 'HKEY_LOCAL_MACHINE' },
  user: { short: 'HKCU', long: 'HKEY_CURRENT_USER' },
} as const;

/**
 * Windows group policy. `reg.exe` fails alike for a key that is not there and for one that it may not read, and its words hang
 * on the language of Windows: so the names above are listed first, and a key that is among them must be readable.
 */
export function windowsPolicy(level: SourceLevel, read: RegistryReader): PolicySource {
  const { short, long } = hives[level];
  const source = `${short}\\${registryKey}`;
  const root = `${long}\\${registryKey}`;

  async function readOne(): Promise<Reading> {
    const unreadable = (why: string): Reading => ({
      kind: 'unreadable',
      source,
      level,
      code: 'POLICY_UNREADABLE',
      why,
    });
    const names = await read(`${short}\\${above}`, 'names');
    if (names === undefined) {
      // Every computer has the one; a user without the other has no policy.
      return level === 'machine' ? unreadable('reg.exe could not list it') : { kind: 'absent', source, level };
    }
    const isThere = names.split(/\r?\n/).some((line) => line.trim().toLowerCase() === root.toLowerCase());
    if (!isThere) return { kind: 'absent', source, level };
    const output = await read(source, 'everything');
    if (output === undefined) return unreadable('reg.exe could not read it');
    const parsed = parseRegistry(output, root);
    if (parsed.kind === 'nonsense') return unreadable(parsed.why);
    return { kind: 'read', source, level, values: parsed.values, faults: parsed.faults };
  }

  return {
    name: short,
    location: source,
    read: async () => [await readOne()],
    // Nothing tells of a change without a native module: the policy's own regular look finds it.
    watch: () => () => {},
  };
}
