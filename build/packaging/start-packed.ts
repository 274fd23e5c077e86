import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Longer than all checks of `--diagnose` together, each of which ends after 10 s. */
const defaultLimitMs = 120_000;

export interface StartRequest {
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
}

/** How a program of ours ended. */
export interface Ended {
  /** `null`: by a signal, ours after the limit or that of a crash. */
  readonly code: number | null;
  /** What it wrote as its report, where it wrote one. */
  readonly report: string | undefined;
  readonly output: string;
}

/** Starts an installed or packed app with `--diagnose`, which needs no window, and ends it where it does not end by itself. */
export async function startPacked({
  program,
  args = [],
  env = {},
  limitMs = defaultLimitMs,
}: StartRequest): Promise<Ended> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-start-'));
  const file = path.join(folder, 'report.json');
  try {
    const ended = await run(program, [...args, '--diagnose', '--json', `--output=${file}`], env, limitMs);
    return { ...ended, report: existsSync(file) ? readFileSync(file, 'utf8') : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<Pick<Ended, 'code' | 'output'>> {
  return new Promise((resolve, reject) => {
    // A group of its own, since a launcher may start the app as a child of its own; Windows has no groups.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, {
      detached,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const timer = setTimeout(() => {
      if (detached && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    }, limitMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
