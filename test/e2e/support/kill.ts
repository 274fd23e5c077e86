import { once } from 'node:events';
import type { LaunchedApp } from '../launch-app.ts';

/** `kill -9`: the app and all of its processes, the keychain's among them, at this very moment. Resolves when it is gone. */
export async function killApp({ electronApp }: Pick<LaunchedApp, 'electronApp'>): Promise<void> {
  const child = electronApp.process();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  // Playwright starts the app as the head of a process group, and so does what it starts belong to that.
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
  await gone;
}
