/** Debian's squid, on a port and in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Squid {
  readonly port: number;
  /** Its access log so far. */
  accesses(): string;
  close(): Promise<void>;
}

/** A name that only this proxy resolves: who reaches it went through the proxy. */
export const hostBehindProxy = 'log-in.behind-the-proxy.test';

/** @param wants a name and password of its own (HTTP 407), which nobody has */
export async function startSquid(executable: string, wants: 'nothing' | 'password'): Promise<Squid> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-squid-'));
  // As root it steps down to a user of its own, who must be able to write here.
  chmodSync(folder, 0o777);
  const at = (name: string) => path.join(folder, name);
  const port = await freePort();
  writeFileSync(at('hosts'), `127.0.0.1 ${hostBehindProxy}\n`);
  writeFileSync(at('never'), '#!/bin/sh\nwhile read -r line; do echo ERR; done\n', { mode: 0o755 });
  const password = [
    `auth_param basic program ${at('never')}`,
    'auth_param basic realm synthetic proxy',
    'acl known proxy_auth REQUIRED',
    'http_access allow known',
    'http_access deny all',
  ];
  const lines = [
    `http_port 127.0.0.1:${port}`,
    `pid_filename ${at('pid')}`,
    `access_log stdio:${at('access.log')}`,
    `cache_log ${at('cache.log')}`,
    `coredump_dir ${folder}`,
    `hosts_file ${at('hosts')}`,
    'cache deny all',
    'shutdown_lifetime 0 seconds',
    'pinger_enable off',
    ...(wants === 'password' ? password : ['http_access allow all']),
  ];
  writeFileSync(at('squid.conf'), `${lines.join('\n')}\n`);
  const child = spawn(executable, ['-N', '-f', at('squid.conf')], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  await Promise.race([
    listens(port),
    gone.then(() => {
      throw new Error(`squid did not start: ${readOr(at('cache.log'))}`);
    }),
  ]);
  return {
    port,
    accesses: () => readOr(at('access.log')),
    async close() {
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listens(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
  }
}
