import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One part that is shipped, as the About page and the packages list it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says. */
  readonly licence: string;
  readonly text: string;
}

/** What may be shipped under the project's own MIT licence with nothing more than the text beside it. */
export const allowedLicences: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
]);

/** What is shipped without being a module of a bundle, by its folder; node-addon-api is compiled into keytar's binary. */
export const unbundled = ['electron', 'keytar', 'node-addon-api'] as const;

/**
 * The package that a module of a bundle comes from, as its folder below `root`; `undefined` for a module of our own. What the
 * bundlers themselves put into a bundle counts as theirs.
 *
 * @param id as Rollup names modules: a path, `\0` before it where a plugin made it, a query after it
 */
export function packageFolderOf(id: string, root: string): string | undefined {
  if (id.startsWith('\0vite/')) return path.join(root, 'node_modules', 'vite');
  if (id.startsWith('\0rolldown/')) return path.join(root, 'node_modules', 'rolldown');
  const found = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?]+(?=[\\/])/.exec(id.replace(/^\0/, ''));
  return found?.[0];
}

/** The packages that style sheets in a folder take something from: Sass reads those itself, so they are no modules of a bundle. */
export function stylePackages(folder: string, root: string): readonly string[] {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.scss'));
  const texts = sheets.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  const used = texts.flatMap((text) => [
    ...text.matchAll(/^@(?:use|forward|import) '((?:@[^/']+\/)?[^/'.][^/']*)\//gm),
  ]);
  const folders = used.map(([, name = '']) => path.join(root, 'node_modules', name));
  return [...new Set(folders)].filter((each) => existsSync(each));
}

/**
 * @param folder of an installed package
 * @throws Error in words when there is no licence text, or one that is not on the list
 */
export function licenceOf(folder: string, root: string): Licence {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
  };
  const licence = typeof license === 'string' ? license : 'none stated';
  if (!allowedLicences.has(licence)) {
    throw new Error(`${name} ${version} would be shipped, and its licence (${licence}) is not on the list.`);
  }
  const text = textIn(folder) ?? textInProject(name, root);
  if (text === undefined) {
    throw new Error(`${name} ${version} would be shipped, and has no licence text: put it into build/licences/.`);
  }
  return { name, version, licence, text };
}

/** Each once, by name. */
export function licencesOf(folders: Iterable<string>, root: string): readonly Licence[] {
  const all = [...new Set(folders)].map((folder) => licenceOf(folder, root));
  const electron = all.find(({ name }) => name === 'electron');
  return [...all, ...(electron ? [chromiumOf(electron)] : [])].toSorted((one, other) =>
    `${one.name} ${one.version}`.localeCompare(`${other.name} ${other.version}`, 'en'),
  );
}

/** Electron brings these texts along; they are larger than all of the app. */
function chromiumOf({ version }: Licence): Licence {
  return {
    name: 'Chromium and Node.js',
    version: `of Electron ${version}`,
    licence: 'BSD-3-Clause, MIT and others',
    text: 'Their licences, and those of all that they contain, are in the file LICENSES.chromium.html, which Electron puts beside the program.',
  };
}

/** For a package that says its licence and does not bring the text. */
function textInProject(name: string, root: string): string | undefined {
  const file = path.join(root, 'build', 'licences', `${name.replace('/', '__')}.txt`);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function textIn(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  if (file === undefined) return undefined;
  const text = readFileSync(path.join(folder, file), 'utf8');
  // Of a bundler only a few lines are shipped, and none of what it is made of.
  return text.split(/^# Licenses of bundled dependencies$/m)[0]?.trim();
}
