import { buildIfStale } from '../bundles.ts';
import { findElectronHost, hostEnvironment, hostLine } from '../electron-host.ts';
import { hasDisplay } from '../machine.ts';
import { preflight } from '../preflight.ts';
import { askedToStop, Cleanups } from '../run-app.ts';
import { startVirtualDisplay } from '../virtual-display.ts';
import { readOptions, usage, type Options } from './options.ts';
import { prepareOutFolder } from './out-folder.ts';
import { keepTemporaryFilesTogether } from './temporary-folder.ts';

/** `npm run demo`: the main job from log-in to log-out without a person, with a picture of every screen. */

/** How long (ms) Playwright may take for its own end. */
const tidyingMs = 5000;

const { out } = optionsOrEnd();
const stop = new AbortController();
const stopped = askedToStop().then(() => {
  stop.abort();
});
const host = await findElectronHost();
console.log(hostLine(host));
const env = hostEnvironment(host, await preflight('demo', host));
if (!(await buildIfStale())) endWith('The build failed; its errors stand above.');

const cleanups = new Cleanups();
// Electron itself has no mode without a screen; the stand-in brings its own.
const display = host.kind === 'electron' && !hasDisplay(env) ? await startVirtualDisplay(env) : undefined;
if (display !== undefined) cleanups.add(() => display.stop());
takeOver({ ...env, ...display?.env });
keepTemporaryFilesTogether();

// Only now: these look at the environment when they are loaded.
const { Stage } = await import('./stage.ts');
const { allPictures, play } = await import('./play.ts');
try {
  prepareOutFolder(out, allPictures);
} catch (error) {
  await cleanups.runAll();
  endWith(error instanceof Error ? error.message : String(error));
}

const stage = new Stage(host.kind);
cleanups.add(() => stage.close());
const ok = await Promise.race([play(stage, host.kind, out, stop.signal), stopped.then(() => undefined)]);
if (ok === undefined) console.log('Stopped before the end: no result.');
await cleanups.runAll();
process.exitCode = ok === undefined ? 130 : ok ? 0 : 1;
// Playwright tidies up its folders a moment later than it says, so the end is not forced before it had time for that.
setTimeout(() => process.exit(), tidyingMs).unref();

function optionsOrEnd(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error), usage);
  }
}

function endWith(...lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** Playwright asks `require('electron')` in this process, so this process has to know the host. */
function takeOver(wanted: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name];
  Object.assign(process.env, wanted);
}
