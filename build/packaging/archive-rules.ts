import { builtFor } from './binary-header.ts';

/**
 * What may be in a package beside Electron (B34, B35): the four bundles, `package.json`, the licences, and keytar's loader with
 * the one native file of the target. Anything else is a mistake or an intruder, and the build ends.
 */
export interface PackedFile {
  /** From the root of the archive, with `/`. */
  readonly path: string;
  /** Native files lie outside the archive, because a system loads them from disk; integrity does not cover them. */
  readonly isUnpacked: boolean;
  readonly read: () => Buffer;
}

export interface Target {
  readonly platform: 'linux' | 'win32' | 'darwin';
  /** Two for a universal macOS package: each has a file of its own. */
  readonly architectures: readonly string[];
}

const keytar = 'node_modules/keytar';
const single: readonly string[] = ['package.json', `${keytar}/package.json`, `${keytar}/lib/keytar.js`];
/** One of its folder each; what is new in `dist/` has to be thought about here. */
const bundles: readonly RegExp[] = [
  /^dist\/main\/(?:assets\/)?[\w.-]+\.js$/,
  /^dist\/keychain-host\/(?:assets\/)?[\w.-]+\.js$/,
  /^dist\/preload\/bridge\.cjs$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/assets\/[\w.-]+\.(?:js|css|svg|png|json)$/,
];
const optional: readonly RegExp[] = [/^(?:dist\/(?:renderer\/)?)?licences\.(?:js|json|txt|md|html)$/];
/** Without these no package starts. */
const required: readonly string[] = [
  ...single,
  'dist/main/index.js',
  'dist/keychain-host/index.js',
  'dist/preload/bridge.cjs',
  'dist/renderer/index.html',
];

/** Each thing that is wrong, in words; empty when the package may go on. */
export function wrongWith(files: readonly PackedFile[], target: Target): readonly string[] {
  const natives = target.architectures.map(
    (architecture) => [`${keytar}/prebuilds/${target.platform}-${architecture}/keytar.node`, architecture] as const,
  );
  const trouble: string[] = [];
  for (const file of files) {
    const native = natives.find(([path]) => path === file.path);
    if (native !== undefined) trouble.push(...wrongWithNative(file, target, native[1]));
    else if (!isAllowed(file.path)) trouble.push(`${file.path} is not on the list of what may be packed`);
    else if (file.isUnpacked) trouble.push(`${file.path} lies outside the archive, where integrity does not cover it`);
  }
  const present = new Set(files.map(({ path }) => path));
  for (const path of [...required, ...natives.map(([native]) => native)])
    if (!present.has(path)) trouble.push(`${path} is missing`);
  return trouble;
}

const isAllowed = (path: string) =>
  single.includes(path) || [...bundles, ...optional].some((pattern) => pattern.test(path));

function wrongWithNative({ path, isUnpacked, read }: PackedFile, { platform }: Target, architecture: string): string[] {
  if (!isUnpacked) return [`${path} is inside the archive, from where no system loads it`];
  const built = builtFor(read());
  if (built === undefined) return [`${path} is no native file that we know`];
  if (built.platform === platform && built.architectures.length === 1 && built.architectures[0] === architecture)
    return [];
  return [
    `${path} is built for ${built.platform} ${built.architectures.join(' and ')}, not for ${platform} ${architecture}`,
  ];
}
