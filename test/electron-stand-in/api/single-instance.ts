/** The single-instance lock: a file in userData decides, a socket carries the second instance's words to the first. */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

interface Holder {
  readonly pid: number;
  readonly socket: string;
}

export class SingleInstanceLock {
  private readonly onSecond: (second: SecondInstance) => void;
  private held: { readonly file: string; readonly socket: string; readonly server: Server } | undefined;
  private told: Promise<void> = Promise.resolve();

  constructor(onSecond: (second: SecondInstance) => void) {
    this.onSecond = onSecond;
  }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** Settles once the first instance has taken what this one had to say. */
  whenTold(): Promise<void> {
    return this.told;
  }

  request(folder: string, message: SecondInstance): boolean {
    if (this.held !== undefined) return true;
    const file = path.join(folder, 'stand-in-lock');
    const socket = path.join(tmpdir(), `stand-in-${randomBytes(6).toString('hex')}.sock`);
    const mine: Holder = { pid: process.pid, socket };
    if (!create(file, mine)) {
      const holder = read(file);
      if (holder !== undefined && isAlive(holder.pid)) {
        this.told = tell(holder.socket, message);
        return false;
      }
      // Its holder died without giving it back.
      writeFileSync(file, JSON.stringify(mine));
    }
    this.held = { file, socket, server: this.listen(socket) };
    return true;
  }

  /** Only the holder may remove the lock. */
  release(): void {
    if (this.held === undefined) return;
    this.held.server.close();
    rmSync(this.held.file, { force: true });
    this.held = undefined;
  }

  private listen(socket: string): Server {
    const server = createServer((connection) => {
      const parts: Buffer[] = [];
      connection.on('error', () => undefined);
      connection.on('data', (part: Buffer) => parts.push(part));
      connection.on('end', () => {
        if (parts.length > 0) this.onSecond(JSON.parse(Buffer.concat(parts).toString('utf8')) as SecondInstance);
      });
    });
    return server.listen(socket).unref();
  }
}

function create(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function tell(socket: string, message: SecondInstance): Promise<void> {
  return new Promise((resolve) => {
    connect(socket)
      .on('error', () => resolve())
      .on('close', () => resolve())
      .end(JSON.stringify(message));
  });
}
