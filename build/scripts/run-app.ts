import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, errors, type Page } from '@playwright/test';
import { buildIfStale } from './bundles.ts';
import { findElectronHost, hostArguments, hostEnvironment, hostExecutable, hostLine } from './electron-host.ts';
import type { ElectronHost } from './electron-host.ts';
import { startLinkPrinter } from './link-printer.ts';
import { findProgram, hasDisplay } from './machine.ts';
import { preflight } from './preflight.ts';
import { root } from './project.ts';
import { startVirtualDisplay } from './virtual-display.ts';

/** Runs the app for a person: what `npm start` and `npm run start:app` have in common. */

export interface Machine {
  readonly host: ElectronHost;
  readonly env: NodeJS.ProcessEnv;
}

/** The host line, the preflight, the build: all that comes before anything runs. Ends the process where it must. */
export async function makeReady(): Promise<Machine> {
  const host = await findElectronHost();
  console.log(hostLine(host));
  const env = await preflight('start', host);
  if (!(await buildIfStale())) {
    console.error('The build failed; its errors stand above.');
    process.exit(1);
  }
  return { host, env: hostEnvironment(host, env) };
}

/** Work to undo, last first; each is undone once, also when Ctrl-C comes in the middle. */
export class Cleanups {
  private readonly steps: (() => unknown)[] = [];
  add(step: () => unknown): void {
    this.steps.push(step);
  }
  async runAll(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step();
      } catch (error) {
        console.error('While stopping:', error instanceof Error ? error.message : error);
      }
    }
  }
}

/** Resolves when the person asks for the end: Ctrl-C, a closed terminal, a polite kill. */
export async function askedToStop(): Promise<void> {
  await Promise.race((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => once(process, signal)));
}

/** Starts the app and resolves when it has ended by itself. */
export async function runApp({ host, env }: Machine, cleanups: Cleanups): Promise<void> {
  const userData = mkdtempSync(path.join(tmpdir(), 'cis2-desktop-'));
  cleanups.add(() => {
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  });
  // The data are new at each start, and nobody wants to be welcomed each time.
  writeFileSync(path.join(userData, 'settings.json'), '{"welcomed":true}\n');
  const args = [...hostArguments(host), `--user-data-dir=${userData}`, root];

  const missing = missingForBrowser(env);
  for (const line of missing) console.log(line);
  if (missing.length === 0) return inWindow(host, args, env, cleanups);

  const printer = startLinkPrinter(env, (link) => {
    console.log(`Open this link in a browser on this machine: ${link}`);
  });
  cleanups.add(() => {
    printer.stop();
  });
  if (hasDisplay(env)) return inWindow(host, args, printer.env, cleanups);
  await withoutDisplay(host, args, printer.env, cleanups, async (page) => {
    await pressLogIn(page);
    if ((await printer.firstLink(20_000)) === undefined) {
      console.log(`The app has opened no link. It shows: ${await heading(page)}`);
    }
  });
}

function missingForBrowser(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform !== 'linux') return [];
  const lines: string[] = [];
  if (!hasDisplay(env)) {
    lines.push('There is no display (DISPLAY and WAYLAND_DISPLAY are unset), so the app runs without a window.');
    lines.push('Since nobody can press its button, "Log in" is pressed once for you.');
  } else if (findProgram('xdg-open', env) === undefined) {
    lines.push('There is no browser opener (xdg-open, package xdg-utils): links are printed here instead.');
  }
  return lines;
}

async function inWindow(
  host: ElectronHost,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cleanups: Cleanups,
): Promise<void> {
  const child = spawn(hostExecutable(host, env), args, {
    cwd: root,
    env: { ...env, CIS2_STAND_IN_HEADED: '1' },
    stdio: 'inherit',
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      resolve();
    });
  });
  cleanups.add(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(force);
  });
  console.log('The app is open in a window of its own. Ctrl-C stops everything.');
  await ended;
}

async function withoutDisplay(
  host: ElectronHost,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cleanups: Cleanups,
  drive: (page: Page) => Promise<void>,
): Promise<void> {
  // Electron itself has no mode without a screen; the stand-in brings its own.
  const display = host.kind === 'electron' ? await startVirtualDisplay(env) : undefined;
  if (display !== undefined) cleanups.add(async () => display.stop());
  const appEnv = { ...env, ...display?.env };

  // Playwright asks `require('electron')` in this process, so this process has to know the host.
  if (appEnv['ELECTRON_OVERRIDE_DIST_PATH'] === undefined) delete process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  else process.env['ELECTRON_OVERRIDE_DIST_PATH'] = appEnv['ELECTRON_OVERRIDE_DIST_PATH'];
  const app = await _electron.launch({ args: [...args], cwd: root, env: onlyStrings(appEnv) });
  cleanups.add(async () => app.close());
  const closed = app.waitForEvent('close', { timeout: 0 });

  const page = await app.firstWindow();
  await drive(page);
  console.log('Ctrl-C stops everything.');
  await Promise.race([closed, tellScreens(page)]);
  await closed;
}

const logInButton = 'Log in with my Care Identity';

async function pressLogIn(page: Page): Promise<void> {
  try {
    await page.getByRole('button', { name: logInButton }).click({ timeout: 30_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.log(`The app has no button "${logInButton}" now.`);
  }
}

/** Says which screen the app is on whenever that changes, until it is closed. */
async function tellScreens(page: Page): Promise<void> {
  for (let last = ''; !page.isClosed();) {
    const now = await heading(page);
    if (now !== last && now !== '') console.log(`The app shows: ${now}`);
    last = now;
    await delay(500);
  }
}

async function heading(page: Page): Promise<string> {
  try {
    return (await page.locator('h1').first().textContent({ timeout: 1000 }))?.trim() ?? '';
  } catch {
    // Between two screens, or closed.
    return '';
  }
}

function onlyStrings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
