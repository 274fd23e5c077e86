import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { hostExecutable, type ElectronHost } from './electron-host.ts';
import type { Facts, Need } from './preflight-plan.ts';

/** Looks at the machine: which programs, libraries and fonts are there. It asks for files, never for packages. */

/** The full path of a program, or `undefined` when the PATH has none. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The Chromium or Chrome to use: `CIS2_CHROMIUM`, else one from the PATH that really starts. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CIS2_CHROMIUM'];
  if (named !== undefined && named !== '') return starts(named) ? named : undefined;
  const found = chromiumNames.flatMap((name) => findProgram(name, env) ?? []);
  // A snap sees neither /tmp nor our files as they are, so anything else is taken before it.
  const [snaps, others] = [found.filter(isSnap), found.filter((file) => !isSnap(file))];
  return [...others, ...snaps].find(starts);
}

const isSnap = (file: string) => file.startsWith('/snap/') || realpathSync(file).endsWith('/snap');

/** Ubuntu's `chromium-browser` without its snap is a program that only says so. */
function starts(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

export const hasDisplay = (env: NodeJS.ProcessEnv = process.env) =>
  process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);

const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib'];

/** The loader's own list where there is one: `ldconfig` stands in a folder that is not in every user's PATH. */
function hasLibrary(soname: string): boolean {
  if (libraryFolders.some((folder) => existsSync(path.join(folder, soname)))) return true;
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.includes(`${soname} `);
}

function hasLiberationFonts(): boolean {
  const folders = ['liberation', 'liberation2', 'liberation-fonts'];
  if (folders.some((folder) => existsSync(`/usr/share/fonts/truetype/${folder}/LiberationSans-Regular.ttf`)))
    return true;
  const { stdout } = spawnSync('fc-list', ['Liberation Sans'], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.trim() !== '';
}

/** Electron's executable loads its libraries at the start, so the loader can name what is missing without a display. */
function electronLoads(host: ElectronHost, env: NodeJS.ProcessEnv): boolean {
  if (host.kind !== 'electron') return true;
  try {
    return !execFileSync('ldd', [hostExecutable(host, env)], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}

const probes: Readonly<Record<Need, (env: NodeJS.ProcessEnv, host: ElectronHost) => boolean>> = {
  chromium: (env) => findChromium(env) !== undefined,
  fonts: hasLiberationFonts,
  xvfb: (env) => findProgram('Xvfb', env) !== undefined,
  xauth: (env) => findProgram('xauth', env) !== undefined,
  dbus: (env) =>
    findProgram('dbus-daemon', env) !== undefined &&
    findProgram('dbus-update-activation-environment', env) !== undefined,
  gnomeKeyring: (env) => findProgram('gnome-keyring-daemon', env) !== undefined,
  gdbus: (env) => findProgram('gdbus', env) !== undefined,
  libsecret: () => hasLibrary('libsecret-1.so.0'),
  electronLibraries: (env, host) => electronLoads(host, env),
};

/** Which of `needs` the machine meets. */
export function presentOf(needs: readonly Need[], host: ElectronHost, env: NodeJS.ProcessEnv): ReadonlySet<Need> {
  return new Set(needs.filter((need) => probes[need](env, host)));
}

/** Which Linux this is, by `/etc/os-release`. */
export function distributionOf(osRelease: string): Pick<Facts, 'distribution' | 't64'> {
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const family = [value('ID'), ...value('ID_LIKE').split(' ')];
  const distribution = family.includes('ubuntu') ? 'ubuntu' : family.includes('debian') ? 'debian' : 'other';
  const release = Number.parseFloat(value('VERSION_ID'));
  // Debian's testing has no number yet; it is newer than every one that has.
  const t64 = distribution === 'ubuntu' ? release >= 24.04 : distribution === 'debian' && !(release < 13);
  return { distribution, t64 };
}

export function thisDistribution(): Pick<Facts, 'distribution' | 't64'> {
  try {
    return distributionOf(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return { distribution: 'other', t64: false };
  }
}
