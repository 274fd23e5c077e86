import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { createBuilder } from 'vite';
import type { Bridge } from '../../preload/contract.ts';

/** The bridge as it ships: built by the project's own `vite.config.ts`, but into a folder of the test's. */
export async function buildBridge(): Promise<string> {
  const outDir = await mkdtemp(path.join(os.tmpdir(), 'cis2-preload-'));
  try {
    const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
    const builder = await createBuilder({
      configFile,
      logLevel: 'warn',
      environments: { preload: { build: { outDir } } },
    });
    const { preload } = builder.environments;
    if (preload === undefined) throw new Error('vite.config.ts has no environment named preload');
    await builder.build(preload);
    return await readFile(path.join(outDir, 'bridge.cjs'), 'utf8');
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

type Invoke = (channel: string, ...args: readonly unknown[]) => Promise<unknown>;

/**
 * Runs the built bridge as a sandboxed preload: a realm without Node, and a `require` that knows only what Electron's
 * sandbox gives. Each member of `electron` that is touched is noted; messages are cloned on the way.
 */
export function runBridge(code: string, invoke: Invoke) {
  const touched = new Set<string>();
  const required: string[] = [];
  const errors: unknown[][] = [];
  const exposed: Record<string, unknown> = {};
  const emitter = new EventEmitter();
  const watched = (prefix: string, members: object): object =>
    new Proxy(members, {
      get(target, name, receiver) {
        touched.add(`${prefix}${String(name)}`);
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
  const electron = watched('', {
    contextBridge: watched('contextBridge.', {
      exposeInMainWorld: (name: string, value: unknown) => void (exposed[name] = value),
    }),
    ipcRenderer: watched('ipcRenderer.', {
      invoke: async (channel: string, ...args: readonly unknown[]) =>
        structuredClone(await invoke(channel, ...structuredClone(args))),
      on: emitter.on.bind(emitter),
      removeListener: emitter.removeListener.bind(emitter),
    }),
  });
  const sandboxRequire = (name: string): unknown => {
    required.push(name);
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const context = vm.createContext({ console: { error: (...said: unknown[]) => void errors.push(said) } });
  // The very wrapper of Electron's sandbox: nothing else of CommonJS is there.
  const wrapper = vm.runInContext(`(function (require, process, exports, module) {${code}\n})`, context) as (
    ...args: readonly unknown[]
  ) => void;
  const module = { exports: {} };
  wrapper(sandboxRequire, {}, module.exports, module);
  const send = (channel: string, payload: unknown) =>
    void emitter.emit(channel, { sender: 'raw event' }, structuredClone(payload));
  return { bridge: exposed['cis2'] as Bridge, exposed, touched, required, errors, emitter, send };
}
