/** What `npm run package --` was asked for. */
export interface PackageOptions {
  readonly platform: 'linux' | 'win' | 'mac';
  /** An unpacked folder in place of installers. */
  readonly dirOnly: boolean;
  /** Pack on a stub even where Electron could be had. */
  readonly stub: boolean;
  /** The package that Playwright can start; it differs in one fuse and is never shipped. */
  readonly testVariant: boolean;
  /** An unsigned package, or one of an untidy tree, fails. */
  readonly release: boolean;
  readonly output: string | undefined;
}

export const usage =
  'npm run package -- --linux | --win | --mac [--dir] [--stub] [--test-variant] [--release] [--out FOLDER]';

/** @returns the options, or what is wrong with the arguments */
export function parsePackageOptions(args: readonly string[]): PackageOptions | { readonly wrong: string } {
  const rest = [...args];
  const flag = (name: string) => {
    const at = rest.indexOf(name);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  };
  const outAt = rest.indexOf('--out');
  const output = outAt === -1 ? undefined : rest.splice(outAt, 2)[1];
  const platforms = (['linux', 'win', 'mac'] as const).filter((name) => flag(`--${name}`));
  const [dirOnly, stub, testVariant, release] = ['--dir', '--stub', '--test-variant', '--release'].map(flag);
  if (outAt !== -1 && output === undefined) return { wrong: '--out needs a folder' };
  if (rest.length > 0) return { wrong: `unknown: ${rest.join(' ')}` };
  const [platform, another] = platforms;
  if (platform === undefined || another !== undefined) return { wrong: 'name one of --linux, --win and --mac' };
  if (stub === true && dirOnly !== true) return { wrong: 'a stub makes no installer: add --dir' };
  if (stub === true && platform === 'mac') return { wrong: 'there is no stub for macOS' };
  if (release === true && (stub === true || testVariant === true))
    return { wrong: 'neither a stub nor a test variant is a release' };
  return {
    platform,
    dirOnly: dirOnly === true,
    stub: stub === true,
    testVariant: testVariant === true,
    release: release === true,
    output,
  };
}
