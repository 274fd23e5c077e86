import { isCode, leftOut } from './allowed.ts';

/** The newest, since a support call is about what has just happened. */
const mostLines = 500;

const levels = ['debug', 'info', 'warn', 'error'];
const purposes = ['login', 'unlock', 'stepUp', 'changeRole', 'renew'];
const operations = ['get', 'set', 'delete'];
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The log re-told: each line is parsed, and of each field is kept what its own rule knows. A line that is no JSON, or has no
 * time, level and code, is counted and not told.
 */
export function logFile(texts: readonly string[], hosts: ReadonlySet<string>, actionIds: ReadonlySet<string>): string {
  const lines = texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '');
  const newest = lines.slice(-mostLines);
  const told = newest.flatMap((line) => retold(line, hosts, actionIds) ?? []);
  const head = { lines: told.length, notReadable: newest.length - told.length, older: lines.length - newest.length };
  return [head, ...told].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function retold(line: string, hosts: ReadonlySet<string>, actionIds: ReadonlySet<string>): Fields | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof fields !== 'object' || fields === null) return undefined;
  const { time, level, code, ...others } = fields as Fields;
  if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)) return undefined;
  if (typeof level !== 'string' || !levels.includes(level)) return undefined;
  if (typeof code !== 'string' || !isCode(code)) return undefined;
  return {
    time,
    level,
    code,
    ...textField(others, 'correlationId', (text) => uuid.test(text)),
    ...textField(others, 'purpose', (text) => purposes.includes(text)),
    ...textField(others, 'host', (text) => hosts.has(text)),
    ...textField(others, 'actionId', (text) => actionIds.has(text)),
    ...textField(others, 'reason', (text) => isCode(text) || operations.includes(text)),
    // Mostly sentences for whoever reads the log itself.
    ...textField(others, 'detail', (text) => isCode(text) || operations.includes(text)),
    ...numberField(others, 'status', 599),
    ...numberField(others, 'port', 65_535),
    ...numberField(others, 'durationMs', 999_999),
  };
}

function textField(fields: Fields, name: string, isKnown: (text: string) => boolean): Fields {
  const value = fields[name];
  if (typeof value !== 'string') return {};
  return { [name]: isKnown(value) ? value : leftOut };
}

function numberField(fields: Fields, name: string, most: number): Fields {
  const value = fields[name];
  return typeof value === 'number' && value >= 0 && value <= most ? { [name]: Math.round(value) } : {};
}
