import { EventEmitter } from 'node:events';
import type { Clock, Log, LogFields } from '../../main/ports.ts';
import { steppedClock } from '../unit-support/system.ts';

/** A stand-in with just the members given; asking for another one is a failure of the test, not `undefined`. */
export function fake<Type extends object>(members: object): Type {
  return new Proxy(members, {
    get(target, name, receiver) {
      if (!(name in target)) throw new Error(`not faked: ${String(name)}`);
      return Reflect.get(target, name, receiver) as unknown;
    },
  }) as Type;
}

/** `on`, `once`, `removeListener` of an emitter of its own. `fire` emits with an event whose prevention is told back. */
export function fakeEvents() {
  const emitter = new EventEmitter();
  return {
    on: emitter.on.bind(emitter),
    once: emitter.once.bind(emitter),
    removeListener: emitter.removeListener.bind(emitter),
    names: () => emitter.eventNames(),
    emit: emitter.emit.bind(emitter),
    fire(name: string, details: object = {}, ...rest: unknown[]): boolean {
      let prevented = false;
      emitter.emit(name, { ...details, preventDefault: () => (prevented = true) }, ...rest);
      return prevented;
    },
  };
}

export interface LogEntry extends LogFields {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly code: string;
}

export function fakeLog() {
  const entries: LogEntry[] = [];
  const at = (level: LogEntry['level']) => (code: string, fields?: LogFields) =>
    void entries.push({ level, code, ...fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, entries, codes: () => entries.map(({ code }) => code) };
}

/** Moves only when told to. `pending` counts the timers that have not run. */
export function fakeClock(): Clock & { advance(ms: number): void; pending(): number } {
  const clock = steppedClock(0);
  return { ...clock, monotonicMs: () => clock.wallMs() };
}
