/** `node --import parent-port.ts <module>`: gives a plain Node process the `process.parentPort` of an Electron utility process. */
import { EventEmitter } from 'node:events';

const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.(message),
});
process.on('message', (data) => port.emit('message', { data, ports: [] }));
// An orderly exit would wait for keytar's threads.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
Object.defineProperty(process, 'parentPort', { value: port });
