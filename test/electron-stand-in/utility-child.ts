/** Entry of a utility process: `node utility-child.ts <module> [arguments]`. Gives the module its `process.parentPort`. */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { substituteElectron } from './module-substitution.ts';
import { dressProcess } from './versions.ts';

dressProcess('utility');
substituteElectron(path.join(import.meta.dirname, 'utility-electron-module.ts'));

/** What arrives before the module listens waits for it. */
class ParentPort extends EventEmitter {
  private waiting: unknown[] = [];

  constructor() {
    super();
    this.on('newListener', (event: string) => {
      if (event === 'message') queueMicrotask(() => this.start());
    });
  }

  start(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const data of waiting) this.emit('message', { data, ports: [] });
  }

  postMessage(message: unknown): void {
    process.send?.(message);
  }

  receive(data: unknown): void {
    if (this.listenerCount('message') === 0) this.waiting.push(data);
    else this.emit('message', { data, ports: [] });
  }
}

const parentPort = new ParentPort();
Object.defineProperty(process, 'parentPort', { value: parentPort });
process.on('message', ({ message }: { message: unknown }) => parentPort.receive(message));
// The main process has gone. An orderly exit could hang in native code.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const [node = '', , modulePath = '', ...args] = process.argv;
process.argv = [node, modulePath, ...args];
await import(pathToFileURL(path.resolve(modulePath)).href);
