import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageJson, root } from './project.ts';

/** What runs the app: npm's Electron where its executable can be had, else the stand-in of `test/electron-stand-in`. */
export type HostKind = 'electron' | 'stand-in';

export interface ElectronHost {
  readonly kind: HostKind;
  /** The version of the npm package, also where its executable is missing. */
  readonly version: string;
  /** Why it is the stand-in, or who asked for this host; empty when nothing needs saying. */
  readonly reason: string;
}

/** The folder that takes the place of Electron's own `dist`; it holds an executable named `electron`. */
export const standInFolder = path.join(root, 'test', 'electron-stand-in');

const cacheFile = path.join(root, 'node_modules', '.cache', 'cis2-desktop', 'electron-host.json');
const negativeAnswerHoldsMs = 24 * 60 * 60 * 1000;
/** How long the download may take to bring its first bytes, and as a whole once it does. */
const firstBytesMs = 20_000;
const wholeDownloadMs = 15 * 60_000;

/** Decides once a command which host it runs on. `APP_HOST=electron` or `APP_HOST=stand-in` decides instead. */
export async function findElectronHost(env: NodeJS.ProcessEnv = process.env): Promise<ElectronHost> {
  const version = electronVersion();
  const asked = env['APP_HOST'];
  if (asked === 'electron' || asked === 'stand-in') return { kind: asked, version, reason: `APP_HOST=${asked}` };
  if (asked !== undefined && asked !== '') throw new Error(`APP_HOST is "${asked}": it may be electron or stand-in.`);

  if (hasExecutable()) return { kind: 'electron', version, reason: '' };
  const remembered = recall(version);
  const trouble = remembered ?? (await fetchExecutable(env));
  if (trouble === undefined) return { kind: 'electron', version, reason: '' };
  if (remembered === undefined) remember(version, trouble);
  return { kind: 'stand-in', version, reason: `npm could not fetch Electron ${version}: ${trouble}` };
}

/** The first line of output of every command that runs the app. */
export function hostLine({ kind, version, reason }: ElectronHost): string {
  const why = reason === '' ? '' : ` (${reason})`;
  return kind === 'electron'
    ? `Host: Electron ${version}${why}.`
    : `Host: Electron stand-in${why}. Results say nothing about real Electron.`;
}

/**
 * The environment in which `require('electron')`, and so Playwright's `_electron.launch()`, finds this host. It also
 * keeps a child from asking again.
 */
export function hostEnvironment({ kind }: ElectronHost, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const set: NodeJS.ProcessEnv = { ...env, APP_HOST: kind };
  if (kind === 'stand-in') return { ...set, ELECTRON_OVERRIDE_DIST_PATH: standInFolder };
  // Somebody else's folder with a real Electron in it is left alone: that is what the variable is for.
  if (path.resolve(set['ELECTRON_OVERRIDE_DIST_PATH'] ?? '') === standInFolder)
    delete set['ELECTRON_OVERRIDE_DIST_PATH'];
  return set;
}

/** The host's executable, for starting it without Playwright. */
export function hostExecutable({ kind }: ElectronHost, env: NodeJS.ProcessEnv = process.env): string {
  if (kind === 'stand-in') return path.join(standInFolder, 'electron');
  const file = readIfThere(path.join(electronFolder(), 'path.txt')) ?? 'electron';
  return path.join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electronFolder(), 'dist'), file);
}

/** Chromium's own sandbox refuses to run as root, and in containers it often cannot; Playwright passes this by itself. */
export const hostArguments = ({ kind }: ElectronHost): readonly string[] =>
  kind === 'electron' && process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const electronFolder = () => path.dirname(packageJson('electron'));

function electronVersion(): string {
  const { version } = JSON.parse(readFileSync(packageJson('electron'), 'utf8')) as { version: string };
  return version;
}

function hasExecutable(): boolean {
  const file = readIfThere(path.join(electronFolder(), 'path.txt'));
  return file !== undefined && existsSync(path.join(electronFolder(), 'dist', file));
}

/** `require('electron')` downloads what is missing, without a time limit: so it happens in a child. */
async function fetchExecutable(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const downloads = mkdtempSync(path.join(tmpdir(), 'cis2-electron-'));
  const childEnv: NodeJS.ProcessEnv = { ...env, TMPDIR: downloads, TEMP: downloads, TMP: downloads };
  delete childEnv['ELECTRON_OVERRIDE_DIST_PATH'];
  try {
    return await watchDownload(downloads, childEnv);
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}

async function watchDownload(downloads: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A group of its own: the download is a grandchild, and has to end with the child.
    const child = spawn(process.execPath, ['-e', `require('electron')`], {
      cwd: root,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const started = Date.now();
    const watch = setInterval(() => {
      const elapsed = Date.now() - started;
      const isStuck = elapsed > firstBytesMs && bytesIn(downloads) === 0;
      if (!isStuck && elapsed < wholeDownloadMs) return;
      settle(isStuck ? `no answer within ${firstBytesMs / 1000} s` : 'the download took too long');
      endGroup(child.pid);
    }, 500);
    const settle = (trouble: string | undefined) => {
      clearInterval(watch);
      process.off('exit', abandon);
      resolve(trouble);
    };
    const abandon = () => {
      endGroup(child.pid);
    };
    process.on('exit', abandon);
    child.on('error', (error) => {
      settle(error.message);
    });
    child.on('close', () => {
      settle(hasExecutable() ? undefined : downloadTrouble(said));
    });
  });
}

/** The download's own words, without the stack. */
export function downloadTrouble(said: string): string {
  const line = said.split('\n').find((one) => /^\s*(\w*Error|Uncaught)\b.*: /.test(one));
  return (
    line
      ?.trim()
      .replace(/^\w*Error: /, '')
      .replace(/\.$/, '') ?? 'the download ended without a word'
  );
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

function bytesIn(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      bytes += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function recall(version: string): string | undefined {
  const text = readIfThere(cacheFile);
  if (text === undefined) return undefined;
  try {
    const answer = JSON.parse(text) as { version?: unknown; trouble?: unknown; atMs?: unknown };
    const isFresh = typeof answer.atMs === 'number' && Math.abs(Date.now() - answer.atMs) < negativeAnswerHoldsMs;
    return answer.version === version && isFresh && typeof answer.trouble === 'string' ? answer.trouble : undefined;
  } catch {
    return undefined;
  }
}

/** Only a refusal is kept: an executable that came is its own memory. */
function remember(version: string, trouble: string): void {
  try {
    mkdirSync(path.dirname(cacheFile), { recursive: true });
    writeFileSync(cacheFile, JSON.stringify({ version, trouble, atMs: Date.now() }));
  } catch {
    // Somebody else's node_modules: then the question is asked again next time.
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
