import type { Files } from '../ports.ts';
import { parsePolicy } from './load.ts';
import { mergePolicy, noPolicy, type Effective } from './merge.ts';
import { policyKeys } from './keys.ts';
import type { PolicyReader } from './policy.ts';
import type { PolicySource, Reading } from './source.ts';
import { watchFolders } from './sources/watch-folders.ts';
import path from 'node:path';

/** All sources of a platform, the strongest first. A source that cannot be read any more keeps what it said last. */
export function centralPolicy(sources: readonly PolicySource[], packaged: boolean): PolicyReader {
  const good = new Map<PolicySource, readonly Reading[]>();

  async function readWithMemory(source: PolicySource): Promise<readonly Reading[]> {
    const now = await source.read();
    const trouble = now.filter((reading) => reading.kind === 'unreadable');
    if (trouble.length === 0) {
      good.set(source, now);
      return now;
    }
    const before = good.get(source);
    return before ? [...before, ...trouble.map((reading) => ({ ...reading, kept: true as const }))] : now;
  }

  return {
    async read(before) {
      const readings = (await Promise.all(sources.map(readWithMemory))).flat();
      return mergePolicy(readings, { packaged, before });
    },
    watch(changed) {
      const stops = sources.map((source) => source.watch(changed));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** The file that a developer names; a packaged build never looks at it. One wrong key refuses all of it. */
export function developmentPolicy(file: string, files: Pick<Files, 'readText'>): PolicyReader {
  return {
    async read(before) {
      const now = await readDevelopmentFile(file, files);
      const isHalfWritten = !now.loaded.ok && unread.includes(now.loaded.code);
      return isHalfWritten && before?.loaded.ok ? before : now;
    },
    watch: (changed) => watchFolders([path.dirname(file)], changed),
  };
}

const unread = ['POLICY_UNREADABLE', 'POLICY_MALFORMED'];

async function readDevelopmentFile(file: string, files: Pick<Files, 'readText'>): Promise<Effective> {
  let text: string | undefined;
  try {
    text = await files.readText(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return {
      ...noPolicy(''),
      loaded: { ok: false, code: 'POLICY_UNREADABLE', detail: `the policy file cannot be read: ${code}` },
    };
  }
  if (text === undefined) return noPolicy('the policy file does not exist');
  const loaded = parsePolicy(text, false);
  if (!loaded.ok) {
    const refused = loaded.key === undefined ? [] : [{ key: loaded.key, source: file, why: loaded.detail }];
    return { ...noPolicy(''), loaded, refused };
  }
  const said = policyKeys.filter(({ key }) => isSaid(JSON.parse(text), key));
  return { loaded, origins: new Map(said.map(({ key }) => [key, file])), refused: [], managed: true };
}

function isSaid(json: unknown, key: string): boolean {
  let place = json;
  for (const name of key.split('.')) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return false;
    place = (place as Record<string, unknown>)[name];
  }
  return true;
}
