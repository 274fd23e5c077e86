/** Starts Chromium with two debugging ends: a pipe for the stand-in, a port for Playwright. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Duplex, Readable, Writable } from 'node:stream';
import { CdpConnection } from './connection.ts';
import { findChromium } from './find.ts';

export interface Chromium {
  readonly process: ChildProcess;
  readonly connection: CdpConnection;
  readonly headed: boolean;
  /** Opens a window without browser controls and resolves once Chromium has taken the order. Headed only. */
  openBareWindow(address: string): void;
  /** Closes it in an orderly way, and by force when it does not answer. Its profile goes with it. */
  close(): Promise<void>;
}

/** Switches that the stand-in decides itself, whatever the app or Playwright appended. */
const own = new Set([
  'user-data-dir',
  'remote-debugging-port',
  'disable-features',
  'enable-features',
  'inspect',
  'headless',
]);

/** Chromium keeps a renderer in reserve, Electron does not. */
const spareRenderer = 'SpareRendererForSitePerProcess';

/** Chromium asks before a page on the mapped https origin may reach a loopback page: Electron does not. */
const disabledFeatures = ['LocalNetworkAccessChecks', 'HttpsUpgrades', 'Translate', 'MediaRouter', spareRenderer];

const closeDeadlineMs = 3000;

export function launchChromium(switches: ReadonlyMap<string, string>): Chromium {
  const headed = process.env['CIS2_STAND_IN_HEADED'] === '1';
  // A profile of its own, outside userData: what Chromium writes must never be taken for something that the app wrote.
  const profile = mkdtempSync(path.join(tmpdir(), 'stand-in-chromium-'));
  const executable = findChromium();
  const common = [`--user-data-dir=${profile}`, '--no-sandbox', '--test-type'];
  const child = spawn(executable, [...common, ...windowSwitches(headed), ...fixedSwitches, ...passedOn(switches)], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      console.error(`Electron stand-in: Chromium did not start: ${error.message}`);
      resolve();
    });
  });
  const [, , stderr, output, input] = child.stdio;
  if (!(
    stderr instanceof Readable &&
    output instanceof Writable &&
    (input instanceof Duplex || input instanceof Readable)
  ))
    throw new Error('Electron stand-in: Chromium was started without its pipes');
  forwardDevToolsLine(stderr);
  const connection = new CdpConnection(output, input);
  return {
    process: child,
    connection,
    headed,
    // A second start with the same profile hands its arguments to the first and ends.
    openBareWindow: (address) => {
      spawn(executable, [...common, `--app=${address}`], { stdio: 'ignore' }).once('error', () => undefined);
    },
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        connection.root.post('Browser.close');
        const deadline = setTimeout(() => child.kill('SIGKILL'), closeDeadlineMs);
        await gone;
        clearTimeout(deadline);
      }
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const fixedSwitches = [
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-back-forward-cache',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-gpu',
  '--disable-popup-blocking',
  '--disable-quic',
  '--disable-sync',
  '--password-store=basic',
  '--log-level=3',
];

function windowSwitches(headed: boolean): string[] {
  return headed ? [] : ['--headless'];
}

/** The app's own switches; feature lists are merged, because Chromium honours only the last list. */
function passedOn(switches: ReadonlyMap<string, string>): string[] {
  const features = (name: string, extra: readonly string[]) =>
    `--${name}=${[...(switches.get(name) ?? '').split(','), ...extra].filter((feature) => feature !== '').join(',')}`;
  const others = [...switches].filter(([name]) => !own.has(name));
  return [
    features('disable-features', disabledFeatures),
    features('enable-features', []),
    ...others.map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/** Repeats the one line that Playwright waits for, and hides the noise of D-Bus and the graphics stack. */
function forwardDevToolsLine(stderr: Readable): void {
  const lines = createInterface({ input: stderr });
  lines.on('line', (line) => {
    if (line.startsWith('DevTools listening on ws:')) process.stderr.write(`${line}\n`);
    else if (process.env['CIS2_STAND_IN_TRACE']) process.stderr.write(`[chromium] ${line}\n`);
  });
}
