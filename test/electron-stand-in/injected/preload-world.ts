/** Runs in the preload's isolated world: gives the app's preload the modules of a sandboxed one, and runs it. */
import type { Codec } from '../wire/codec.ts';
import type { Bridge, Side } from './bridge.ts';
import type { BodyFromPreload, PreloadProcess, ToPreload } from './messages.ts';

export interface PreloadWorld {
  readonly secret: string;
  readonly sendBinding: string;
  readonly deliverFunction: string;
  readonly process: PreloadProcess;
}

/** The wrapper that a CommonJS preload gets. */
export type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  global: unknown,
) => void;

/** Self-contained: its source text is injected into the page. Returns the way to the main process for its neighbours. */
export function startPreloadWorld(
  makeBridge: (side: Side, secret: string) => Bridge,
  makeCodec: (toBase64: (bytes: Uint8Array) => string, fromBase64: (text: string) => Uint8Array<ArrayBuffer>) => Codec,
  world: PreloadWorld,
  preload: Preload,
): { post(message: BodyFromPreload): void } {
  const bridge = makeBridge('preload', world.secret);
  const codec = makeCodec(
    (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
    (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
  );
  const globals = globalThis as unknown as Record<string, unknown>;
  const rawSend = globals[world.sendBinding] as (text: string) => void;
  delete globals[world.sendBinding];
  const post = (message: BodyFromPreload): void => rawSend(JSON.stringify({ ...message, address: location.href }));

  type Listener = (...args: unknown[]) => void;
  class EventEmitter {
    declare private readonly heard: Map<string, { listener: Listener; once: boolean }[]>;
    constructor() {
      // Hidden, so that an emitter may cross the bridge, as happens to the result of `removeListener`.
      Object.defineProperty(this, 'heard', { value: new Map(), enumerable: false });
    }
    on(name: string, listener: Listener): this {
      return this.add(name, listener, false);
    }
    addListener(name: string, listener: Listener): this {
      return this.add(name, listener, false);
    }
    once(name: string, listener: Listener): this {
      return this.add(name, listener, true);
    }
    off(name: string, listener: Listener): this {
      const entries = this.heard.get(name) ?? [];
      const index = entries.findLastIndex((entry) => entry.listener === listener);
      if (index >= 0) this.heard.set(name, entries.toSpliced(index, 1));
      return this;
    }
    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener);
    }
    removeAllListeners(name?: string): this {
      if (name === undefined) this.heard.clear();
      else this.heard.delete(name);
      return this;
    }
    listenerCount(name: string): number {
      return this.heard.get(name)?.length ?? 0;
    }
    emit(name: string, ...args: unknown[]): boolean {
      const entries = this.heard.get(name) ?? [];
      for (const { listener, once } of entries) {
        if (once) this.off(name, listener);
        listener.apply(this, args);
      }
      return entries.length > 0;
    }
    private add(name: string, listener: Listener, once: boolean): this {
      this.heard.set(name, [...(this.heard.get(name) ?? []), { listener, once }]);
      return this;
    }
  }

  interface Waiting {
    readonly channel: string;
    resolve(value: unknown): void;
    reject(error: Error): void;
  }
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  class IpcRenderer extends EventEmitter {
    invoke(channel: string, ...values: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const args = codec.encode(values);
        const id = ++lastId;
        waiting.set(id, { channel, resolve, reject });
        post({ type: 'invoke', id, channel, args });
      });
    }
    send(channel: string, ...values: unknown[]): void {
      post({ type: 'send', channel, args: codec.encode(values) });
    }
  }
  const ipcRenderer = new IpcRenderer();

  const deliver = (message: ToPreload): void => {
    if (message.type === 'event') {
      const event = { sender: ipcRenderer, ports: [], preventDefault: () => undefined };
      ipcRenderer.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'reply') call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`));
  };
  Object.defineProperty(globals, world.deliverFunction, { value: deliver });

  let exposed = false;
  bridge.onMessage = (message) => {
    if (message.type === 'exposed') exposed = message.ok;
    if (message.type !== 'open') return;
    const disposition = message.features === '' ? 'foreground-tab' : 'new-window';
    post({ type: 'open', to: message.to, name: message.name, features: message.features, disposition });
  };
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      bridge.send({ type: 'expose', key, api: bridge.pack(api) });
      if (!exposed) throw new Error('Cannot bind an API on top of an existing property on the window object');
    },
  };

  const loud = <Target extends object>(name: string, target: Target): Target =>
    new Proxy(target, {
      get(object, key, receiver): unknown {
        const known = key in object || typeof key === 'symbol' || key === 'default' || key === '__esModule';
        if (!known) throw new Error(`Electron stand-in: ${name}.${key} is not part of it`);
        return Reflect.get(object, key, receiver);
      },
    });
  const electron = loud('electron', {
    contextBridge: loud('contextBridge', contextBridge),
    ipcRenderer: loud('ipcRenderer', ipcRenderer),
  });
  const modules: Readonly<Record<string, unknown>> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '')];
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return found;
  };
  const process = Object.freeze({
    ...world.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
    argv: [],
  });
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, process, globalThis);
  } catch (error) {
    console.error(error);
    post({ type: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  return { post };
}
