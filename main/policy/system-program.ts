import { execFile } from 'node:child_process';
import type { WindowsFolders } from './windows-folders.ts';

/** What a program of the operating system wrote, or why it did not. */
export type ProgramAnswer =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** `missing`: there is no such program here. */
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Runs a program of the operating system: an absolute path, fixed arguments, no shell, nothing of a person's environment
 * (B36). `input` goes to its standard input.
 */
export type SystemProgram = (file: string, args: readonly string[], input?: Uint8Array) => Promise<ProgramAnswer>;

const longestMs = 10_000;
const mostOutputBytes = 4_194_304;

/** `folders`: on Windows, whose programs load others from where `SystemRoot` says. */
export function systemPrograms(folders?: Pick<WindowsFolders, 'windows'>, timeoutMs = longestMs): SystemProgram {
  const options = {
    timeout: timeoutMs,
    maxBuffer: mostOutputBytes,
    encoding: 'buffer',
    windowsHide: true,
    env: folders ? { SystemRoot: folders.windows } : {},
  } as const;
  return (file, args, input) =>
    new Promise((resolve) => {
      const child = execFile(file, [...args], options, (error, bytes) => {
        if (error)
          resolve({ kind: 'failed', why: typeof error.code === 'string' ? error.code : `exit ${String(error.code)}` });
        else resolve({ kind: 'output', bytes });
      });
      // It went before it read everything: its end says so as well.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
}
