import { execFile } from 'node:child_process';

/** What a program of the operating system wrote, or why it did not. */
export type ProgramAnswer =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** `missing`: there is no such program here. */
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Runs a program of the operating system that reads policy: an absolute path, fixed arguments, no shell, nothing of a person's
 * environment but where Windows is (B36). `input` goes to its standard input.
 */
export type SystemProgram = (file: string, args: readonly string[], input?: Uint8Array) => Promise<ProgramAnswer>;

const programMs = 10_000;
const mostOutputBytes = 4_194_304;

export const runSystemProgram: SystemProgram = (file, args, input) =>
  new Promise((resolve) => {
    const systemRoot = process.env['SystemRoot'];
    const options = {
      timeout: programMs,
      maxBuffer: mostOutputBytes,
      encoding: 'buffer',
      windowsHide: true,
      env: systemRoot === undefined ? {} : { SystemRoot: systemRoot },
    } as const;
    const child = execFile(file, [...args], options, (error, bytes) => {
      if (error)
        resolve({ kind: 'failed', why: typeof error.code === 'string' ? error.code : `exit ${String(error.code)}` });
      else resolve({ kind: 'output', bytes });
    });
    // It went before it read everything: its end says so as well.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
