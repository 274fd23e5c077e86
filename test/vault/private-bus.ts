/**
 * A session bus that no other program sees, on which nothing starts by itself, and a real GNOME keyring that a test can
 * start, lock, kill, stop and start again on the same data. Linux only.
 */
import { execFile, spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);
const password = 'only for this test';
const services = '/org/freedesktop/secrets';
const prompterService = '/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service';

/** Why the tests cannot run on this machine; `undefined` when they can. */
export function missingForKeyring(): string | undefined {
  if (process.platform !== 'linux') return 'a Secret Service exists on Linux alone';
  return missingProgram('dbus-daemon', 'gnome-keyring-daemon', 'gdbus');
}

export function missingForPrompt(): string | undefined {
  if (missingForKeyring() !== undefined) return missingForKeyring();
  if (!existsSync(prompterService)) return 'gcr is not installed, so there is nothing that would prompt';
  return missingProgram('Xvfb', 'dbus-update-activation-environment');
}

function missingProgram(...names: readonly string[]): string | undefined {
  const missing = names.filter((name) => spawnSync('which', [name]).status !== 0);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}

export interface PrivateBus {
  /** For a process that is to find this bus, and, by `HOME`, this keyring's data. */
  readonly env: Readonly<Record<string, string>>;
  /** Resolves once the Secret Service is on the bus. `locked`: with no keyring made or opened yet, as without a log-in. */
  startKeyring(as: 'unlocked' | 'locked'): Promise<void>;
  lockKeyring(): Promise<void>;
  /** SIGSTOP or SIGCONT: it stays on the bus and does not answer; it goes on. SIGKILL: resolves once it is off the bus. */
  signalKeyring(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  /** A display that nobody looks at: from now on the keyring asks its questions there, and waits. */
  startDisplay(): Promise<void>;
  killBus(): Promise<void>;
  close(): Promise<void>;
}

export async function startPrivateBus(): Promise<PrivateBus> {
  const root = mkdtempSync(path.join(tmpdir(), 'cis2-bus-'));
  const folder = (name: string) => {
    const made = path.join(root, name);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  const started: ChildProcess[] = [];
  let keyring: ChildProcess | undefined;

  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder('home'),
    XDG_RUNTIME_DIR: folder('run'),
    XDG_DATA_HOME: folder('data'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
  };
  const launch = (file: string, args: readonly string[], stdio: StdioOptions): ChildProcess => {
    const child = spawn(file, args, { env, stdio });
    started.push(child);
    return child;
  };
  const call = (file: string, args: readonly string[]) => run(file, args, { env, timeout: 10_000 });
  const close = async () => {
    await Promise.all(started.toReversed().map(kill));
    rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };

  try {
    const configuration = path.join(root, 'bus.conf');
    writeFileSync(configuration, busConfiguration(folder('socket'), folder('services')));
    const daemon = launch(
      'dbus-daemon',
      [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=1'],
      ['ignore', 'pipe', 'ignore'],
    );
    env['DBUS_SESSION_BUS_ADDRESS'] = await firstLine(daemon, 1);

    return {
      env,
      async startKeyring(as) {
        const unlock = as === 'unlocked' ? ['--unlock'] : [];
        keyring = launch(
          'gnome-keyring-daemon',
          ['--foreground', ...unlock, '--components=secrets'],
          ['pipe', 'ignore', 'ignore'],
        );
        keyring.stdin?.end(password);
        await call('gdbus', ['wait', '--session', '--timeout', '10', 'org.freedesktop.secrets']);
      },
      async lockKeyring() {
        const target = ['--dest', 'org.freedesktop.secrets', '--object-path', services];
        const method = ['--method', 'org.freedesktop.Secret.Service.Lock', `["${services}/collection/login"]`];
        await call('gdbus', ['call', '--session', ...target, ...method]);
      },
      async signalKeyring(signal) {
        if (!keyring) throw new Error('no keyring was started');
        if (signal === 'SIGKILL') await kill(keyring);
        else keyring.kill(signal);
      },
      async startDisplay() {
        copyFileSync(prompterService, path.join(folder('services'), path.basename(prompterService)));
        const args = ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp'];
        const display = launch('Xvfb', args, ['ignore', 'ignore', 'ignore', 'pipe']);
        env['DISPLAY'] = `:${await firstLine(display, 3)}`;
        const bus = ['--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'];
        await call('gdbus', ['call', '--session', ...bus, '--method', 'org.freedesktop.DBus.ReloadConfig']);
        await call('dbus-update-activation-environment', ['DISPLAY']);
      },
      killBus: () => kill(daemon),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As `session.conf`, but without the services of this machine: those would start a keyring of their own. */
function busConfiguration(sockets: string, activated: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${sockets}</listen>
  <servicedir>${activated}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

async function firstLine(child: ChildProcess, descriptor: number): Promise<string> {
  const output = child.stdio[descriptor];
  if (!(output instanceof Readable)) throw new Error(`descriptor ${descriptor} is not a pipe`);
  const lines = createInterface({ input: output });
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => undefined);
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, ended]);
  lines.close();
  if (first === undefined) throw new Error(`${child.spawnfile} did not start`);
  return first[0].trim();
}

/** SIGKILL reaches a stopped process, too. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
