/** `launchApp`: the app as built, started for one test; the same in the stand-in and in real Electron. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { appEnvironment } from './support/environment.ts';
import { electronExecutable, repositoryRoot } from './support/host.ts';
import { spoolOpenedAddresses } from './support/opened-addresses.ts';
import { makeScratch, type Scratch } from './support/scratch.ts';
import { startSecretService, type SecretService } from './support/secret-service.ts';
import { captureStderr } from './support/stderr-capture.ts';
import { makeSystemBrowser, type SystemBrowser } from './support/system-browser.ts';

export { host } from './support/host.ts';
export { startSecretService, type SecretService } from './support/secret-service.ts';
export type { SystemBrowser } from './support/system-browser.ts';

export interface LaunchOptions {
  /** An object is written to a file for `CIS2_DESKTOP_POLICY_FILE`, a string is used as the path itself; none leaves it unset. */
  readonly policy?: object | string;
  /** Added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of the test's own, which stays; otherwise a fresh one, which goes. */
  readonly userDataDir?: string;
  /** `private`: a Secret Service for this run alone; an object of `startSecretService()`: one that outlives it. Default: no bus. */
  readonly secretService?: 'private' | 'none' | SecretService;
  /** Shows the first-run screen, which every other run counts as read. */
  readonly firstRun?: true;
  /** Another app than ours. */
  readonly appFolder?: string;
  /** More for the app's command line. */
  readonly args?: readonly string[];
}

export interface LaunchedApp {
  readonly electronApp: ElectronApplication;
  /** The page of the window. It stays the same when the app gives it a new renderer process (log-out, lock). */
  readonly page: Page;
  readonly systemBrowser: Omit<SystemBrowser, 'close'>;
  readonly userDataDir: string;
  /** What else it may write to: home, temporary files, and `userDataDir` itself unless the test has its own. */
  readonly folder: string;
  /** All that the app has written on stderr so far. */
  readonly stderr: () => string;
  /** Starts the same app once more on the same data, and waits for its end: what a second double-click does. */
  readonly startAgain: (...args: string[]) => Promise<{ exitCode: number | null; stderr: string }>;
  /** Ends the app and all that came with it. Harmless when it has crashed or is closed already. */
  readonly close: () => Promise<void>;
}

type Cleanup = () => Promise<void> | void;

/** An app that does not quit when asked is ended by force, so that one failing test does not hold up the others. */
const quitDeadlineMs = 8000;

export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const scratch = makeScratch();
  const cleanups: Cleanup[] = [() => scratch.remove()];
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= runAll(cleanups));
  try {
    const opened = spoolOpenedAddresses(scratch);
    const systemBrowser = makeSystemBrowser(opened.all);
    cleanups.push(() => systemBrowser.close());
    const bus = await secretServiceOf(options, cleanups);
    const env = { ...appEnvironment(scratch, opened.binFolder), ...bus, ...policyOf(options, scratch), ...options.env };
    const userDataDir = options.userDataDir ?? scratch.folder('user-data');
    const settings = path.join(userDataDir, 'settings.json');
    if (!options.firstRun && !existsSync(settings)) writeFileSync(settings, '{"welcomed":true}\n', { mode: 0o600 });
    const args = [`--user-data-dir=${userDataDir}`, options.appFolder ?? repositoryRoot, ...(options.args ?? [])];

    const captured = captureStderr();
    const electronApp = await _electron
      .launch({ args, env })
      .catch((error: unknown) => {
        throw new Error(`The app did not start. Its stderr:\n${captured.all()}`, { cause: error });
      })
      .finally(() => captured.settle());
    const child = electronApp.process();
    cleanups.push(() => quit(electronApp, child));
    await opened.attach(electronApp);
    const stderr = () => captured.of(child);
    const page = await electronApp.firstWindow();
    return {
      electronApp,
      page,
      systemBrowser,
      userDataDir,
      folder: scratch.root,
      stderr,
      startAgain: (...more) => runToEnd(electronExecutable(), ['--no-sandbox', ...args, ...more], env),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function secretServiceOf(
  { secretService = 'none' }: LaunchOptions,
  cleanups: Cleanup[],
): Promise<Readonly<Record<string, string>>> {
  if (secretService === 'none') return {};
  if (secretService !== 'private') return secretService.env;
  const started = await startSecretService();
  cleanups.push(() => started.close());
  return started.env;
}

function policyOf({ policy }: LaunchOptions, scratch: Scratch): Record<string, string> {
  if (policy === undefined) return {};
  if (typeof policy === 'string') return { CIS2_DESKTOP_POLICY_FILE: policy };
  const file = scratch.file('policy.json');
  writeFileSync(file, JSON.stringify(policy, undefined, 2));
  return { CIS2_DESKTOP_POLICY_FILE: file };
}

/** Last in, first out; each is tried, and the first failure is told. */
async function runAll(cleanups: readonly Cleanup[]): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.toReversed()) {
    try {
      await cleanup();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function quit(electronApp: ElectronApplication, child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = once(child, 'exit');
  const deadline = setTimeout(() => killGroup(child), quitDeadlineMs);
  electronApp.close().catch(() => undefined);
  await gone;
  clearTimeout(deadline);
}

/** Playwright starts the app as the head of a process group. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || hasEnded(child)) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

async function runToEnd(file: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stderr };
}
