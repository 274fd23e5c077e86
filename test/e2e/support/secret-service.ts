/** A private session bus with an unlocked GNOME keyring: a Secret Service that no other program sees. Linux only. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { makeScratch, type Scratch } from './scratch.ts';

const run = promisify(execFile);
const password = 'only for this test';

export interface SecretService {
  /** What a program needs in its environment to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Locks the keyring, as a user's session may. */
  lock(): Promise<void>;
  close(): Promise<void>;
}

export async function startSecretService(): Promise<SecretService> {
  const scratch = makeScratch();
  const started: ChildProcess[] = [];
  const stopAll = async () => {
    await Promise.all(started.reverse().map(stop));
    scratch.remove();
  };
  try {
    const env = { ...ownEnvironment(scratch), DBUS_SESSION_BUS_ADDRESS: '' };
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(bus);
    env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus, bus.stdout);
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    started.push(keyring);
    keyring.stdin.end(password);
    await run('gdbus', ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets'], { env });
    return {
      env: { DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS },
      async lock() {
        const login = '["/org/freedesktop/secrets/collection/login"]';
        const method = ['--method', 'org.freedesktop.Secret.Service.Lock', login];
        const target = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
        await run('gdbus', ['call', '--session', ...target, ...method], { env });
      },
      close: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function ownEnvironment(scratch: Scratch): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: scratch.folder('home'),
    XDG_RUNTIME_DIR: scratch.folder('run'),
    XDG_DATA_HOME: scratch.folder('data'),
    XDG_CONFIG_HOME: scratch.folder('config'),
    XDG_CACHE_HOME: scratch.folder('cache'),
  };
}

async function firstLine(child: ChildProcess, output: Readable): Promise<string> {
  const lines = createInterface({ input: output });
  const failed = Promise.race([once(child, 'exit'), once(child, 'error').then(([error]) => error as unknown)]);
  const line = await Promise.race([once(lines, 'line') as Promise<[string]>, failed.then(() => undefined)]);
  lines.close();
  if (line === undefined) throw new Error('dbus-daemon did not start');
  return line[0];
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
