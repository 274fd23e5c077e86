import type { App, Protocol } from 'electron';
import { appSchemeRegistration } from './app-scheme.ts';

/**
 * What has no effect after ready, in order: sandbox for every renderer (B4), our scheme, once (B15), the lock of the single
 * instance (B55). Call it from the entry's top level with static imports only: after an `await` it may be too late.
 * Answers whether this is the first instance; the second one has woken the first and must quit.
 */
export function beforeReady(
  app: Pick<App, 'enableSandbox' | 'requestSingleInstanceLock' | 'on'>,
  protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>,
  focus: () => void,
): boolean {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([appSchemeRegistration]);
  // Arguments, folder and data come from any program of this user: not even looked at (B55).
  app.on('second-instance', () => focus());
  return app.requestSingleInstanceLock();
}
