import type { LogFields } from '../ports.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Every field of `LogFields` with its type; an object with more in it, or with another type, loses that on the way (B30). */
const fieldTypes = {
  correlationId: 'string',
  detail: 'string',
  purpose: 'string',
  host: 'string',
  status: 'number',
  durationMs: 'number',
  port: 'number',
  actionId: 'string',
  reason: 'string',
} as const satisfies Record<keyof LogFields, 'string' | 'number'>;

/** As much of a text as one line of a log may hold, in UTF-16 units. */
const longest = 400;

/** One entry as one line of JSON, without a line break inside: a value cannot forge a second entry. */
export function logLine(wallMs: number, level: LogLevel, code: string, fields: LogFields = {}): string {
  return JSON.stringify({
    time: new Date(wallMs).toISOString(),
    level,
    code: code.slice(0, longest),
    ...picked(fields),
  });
}

/** The same for a developer's terminal: `warn NAVIGATION_REFUSED reason="https:"`. */
export function shortLine(level: LogLevel, code: string, fields: LogFields = {}): string {
  const told = Object.entries(picked(fields)).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [level, code.slice(0, longest), ...told].join(' ');
}

function picked(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, type] of Object.entries(fieldTypes)) {
    const value: unknown = fields[name as keyof LogFields];
    if (typeof value !== type) continue;
    if (typeof value === 'string') kept[name] = value.slice(0, longest);
    if (typeof value === 'number' && Number.isFinite(value)) kept[name] = value;
  }
  return kept;
}

/**
 * What of an unforeseen error may be logged: its kind and where in our code it came up. Never its message, which a library
 * may have made out of a request or an answer (B30).
 */
export function errorFields(error: unknown): Pick<LogFields, 'reason' | 'detail'> {
  if (!(error instanceof Error)) return { reason: typeof error };
  const text = `${error.name}: ${error.message}`;
  const frames = error.stack?.startsWith(text) === true ? error.stack.slice(text.length) : '';
  const places = frames
    .split('\n')
    .flatMap((line) => /^ {4}at (?:.*[\\/( ])?([^\\/( )]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);
  return places.length === 0 ? { reason: error.name } : { reason: error.name, detail: places.slice(0, 4).join(' < ') };
}
