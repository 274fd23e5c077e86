import type { App, Protocol } from 'electron';
import { appSchemeRegistration } from './app-scheme.ts';
import { refusedSwitches } from './command-line.ts';

/**
 * What has no effect after ready, in order: no start with a switch that opens the app (B59), sandbox for every renderer
 * (B4), our scheme, once (B15), the lock of the single instance (B55). Call it from the entry's top level with static
 * imports only: after an `await` it may be too late.
 * Answers whether to go on. If not, quit: this is the second instance, which has woken the first, or the start was refused,
 * which has been told on stderr as `START_REFUSED` and ends with exit code 1 whatever is asked for afterwards.
 *
 * @param focus brings the window of the first instance to the front; absent: a run without a window, beside any other
 */
export function beforeReady(
  app: Pick<App, 'isPackaged' | 'commandLine' | 'exit' | 'enableSandbox' | 'requestSingleInstanceLock' | 'on'>,
  protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>,
  focus: (() => void) | undefined,
): boolean {
  const refused = app.isPackaged ? refusedSwitches((name) => app.commandLine.hasSwitch(name)) : [];
  if (refused.length > 0) {
    // Not in the log, which belongs to the instance that holds the lock.
    process.stderr.write(`START_REFUSED ${refused.map((name) => `--${name}`).join(' ')}\n`);
    app.exit(1);
    return false;
  }
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([appSchemeRegistration]);
  if (!focus) return true;
  // Arguments, folder and data come from any program of this user: not even looked at (B55).
  app.on('second-instance', () => focus());
  return app.requestSingleInstanceLock();
}
