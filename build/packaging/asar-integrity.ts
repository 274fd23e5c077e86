import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What electron-builder writes property lists with. */
const { parse } = createRequire(import.meta.url)('plist') as { readonly parse: (text: string) => unknown };

/** In an archive the header's text begins behind four numbers of 4 bytes; the last of them is its length in bytes. */
export const headerStart = 16;
const lengthAt = 12;

/** The text of an archive's header: a JSON of its files, with a hash of each. Read here without the package that wrote it. */
export function headerOf(archive: string): Buffer {
  const bytes = readFileSync(archive);
  return bytes.subarray(headerStart, headerStart + bytes.readUInt32LE(lengthAt));
}

/**
 * Compares `ElectronAsarIntegrity` of an app for macOS with its archives, as Electron does when it starts (B32): SHA-256 of the
 * header, in hexadecimal.
 * @returns what is wrong, a line each
 */
export function wrongWithIntegrity(app: string): readonly string[] {
  const contents = path.join(app, 'Contents');
  const { ElectronAsarIntegrity: declared = {} } = parse(readFileSync(path.join(contents, 'Info.plist'), 'utf8')) as {
    readonly ElectronAsarIntegrity?: Readonly<Record<string, { readonly algorithm: string; readonly hash: string }>>;
  };
  const archives = readdirSync(path.join(contents, 'Resources'))
    .filter((name) => name.endsWith('.asar'))
    .map((name) => `Resources/${name}`);
  const strangers = Object.keys(declared).filter((name) => !archives.includes(name));
  return [
    ...(archives.length === 0 ? ['there is no archive'] : []),
    ...strangers.map((name) => `${name} has a hash and is not there`),
    ...archives.flatMap((name) => {
      const { algorithm, hash } = declared[name] ?? {};
      const real = createHash('sha256')
        .update(headerOf(path.join(contents, name)))
        .digest('hex');
      if (algorithm === 'SHA256' && hash === real) return [];
      return [`${name} is ${real}, and Info.plist says ${algorithm ?? 'nothing'} ${hash ?? ''}`.trimEnd()];
    }),
  ];
}
