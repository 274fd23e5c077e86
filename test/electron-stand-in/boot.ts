/** Entry of the stand-in: `electron [switches] <app folder or main file> [arguments]`. */
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './api/app.ts';
import { findApp, readCommandLine } from './command-line.ts';
import { substituteElectron } from './module-substitution.ts';
import { electronVersion, dressProcess } from './versions.ts';

/** How long a main bundle that waits at its top level may hold up `ready`, on which it may well be waiting. */
const topLevelWaitMs = 2000;

process.stderr.write(
  `Running in the Electron stand-in (Node ${process.versions.node} + Chromium in place of Electron ${electronVersion}): ` +
    'not Electron. See test/electron-stand-in/README.md for what that cannot prove.\n',
);
dressProcess('browser');
Object.defineProperty(process, 'defaultApp', { value: true });
substituteElectron(path.join(import.meta.dirname, 'electron-module.ts'));
keepRunningAsElectronDoes();

const [node = process.execPath, , ...args] = process.argv;
const commandLine = readCommandLine(args);
app.take(commandLine);
if (commandLine.inspectPort !== undefined) inspector.open(commandLine.inspectPort);
// Playwright's loader wants to see, and then trims, the whole of it.
process.argv = [node, ...(commandLine.requires.length > 0 ? args : commandLine.appArguments)];
const require = createRequire(import.meta.url);
for (const file of commandLine.requires) require(path.resolve(file));

const files = findApp(commandLine.appArguments[0] ?? '.');
app.runs(files);
process.once('SIGTERM', () => app.quit());
process.once('SIGINT', () => app.quit());

try {
  await loadMainBundle(files.main);
  await app.start();
} catch (error) {
  console.error('App threw an error during load\n', error);
  app.exit(1);
}

async function loadMainBundle(file: string): Promise<void> {
  const { promise: waitedEnough, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, topLevelWaitMs);
  try {
    await Promise.race([import(pathToFileURL(file).href), waitedEnough]);
  } finally {
    clearTimeout(timer);
  }
}

/** In Electron neither an uncaught error nor a forgotten promise ends the main process; the first is shown in a dialog. */
function keepRunningAsElectronDoes(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    console.error('A JavaScript error occurred in the main process\nUncaught Exception:\n', error);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return;
    console.error('UnhandledPromiseRejectionWarning:', reason);
  });
}
