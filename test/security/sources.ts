/** The product's own sources, for rules that a test which runs cannot show: that something is never called. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../../', import.meta.url));

export const sources: readonly string[] = ['main', 'preload', 'renderer'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);

/** Without comments, which may speak of what must not be done. */
const codeOf = new Map(
  sources.map((name) => {
    const text = readFileSync(root + name, 'utf8');
    return [name, text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '')] as const;
  }),
);

export function code(name: string): string {
  const found = codeOf.get(name);
  if (found === undefined) throw new Error(`There is no source ${name}`);
  return found;
}

export function filesWith(pattern: RegExp): string[] {
  return [...codeOf].filter(([, text]) => pattern.test(text)).map(([name]) => name);
}

/** How often a pattern (with the flag `g`) is there in all of them together. */
export function count(pattern: RegExp): number {
  return [...codeOf.values()].reduce((sum, text) => sum + [...text.matchAll(pattern)].length, 0);
}

/** The version of a package that `npm ci` installs, or `undefined`. */
export function lockedVersion(name: string): string | undefined {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return lock.packages[`node_modules/${name}`]?.version;
}
