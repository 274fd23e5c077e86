import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock, Http, Log, LogFields, Random } from '../../main/ports.ts';

/** The ports as this machine really has them, for tests over real sockets. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  base64url: (bytes) => randomBytes(bytes).toString('base64url'),
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
};

export const nodeHttp: Http = (url, request) => fetch(url, { ...request, redirect: 'manual' });

export interface RecordedLog extends Log {
  readonly lines: readonly { readonly level: string; readonly code: string; readonly fields: LogFields }[];
}

export function recordedLog(): RecordedLog {
  const lines: { level: string; code: string; fields: LogFields }[] = [];
  const at =
    (level: string) =>
    (code: string, fields: LogFields = {}) => {
      lines.push({ level, code, fields });
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A clock that moves only when told to; timers that fall due run in order. */
export function steppedClock(startMs: number): Clock & { advance(ms: number): void; pending(): number } {
  let nowMs = startMs;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  return {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pending: () => timers.length,
    advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const [due] = timers.filter(({ atMs }) => atMs <= untilMs).toSorted((one, other) => one.atMs - other.atMs);
        if (!due) break;
        timers = timers.filter((other) => other !== due);
        nowMs = due.atMs;
        due.run();
      }
      nowMs = untilMs;
    },
  };
}
