/**
 * All of the app's stderr. Playwright hands out the process only when the first lines have passed, so the process is met
 * where Node announces it: the diagnostics channel `child_process`.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

export interface StderrCapture {
  /** What this process has written so far. */
  of(child: ChildProcess): string;
  /** What was written by all the processes met. */
  all(): string;
  /** Meets no more processes; those met are heard on. */
  settle(): void;
}

export function captureStderr(): StderrCapture {
  const written = new Map<ChildProcess, string>();
  const meet = (message: unknown) => {
    const child = (message as { process: ChildProcess }).process;
    // Announced before it has its pipes, which it gets in the same turn.
    process.nextTick(() => {
      if (child.stderr === null || child.stderr === undefined) return;
      written.set(child, '');
      child.stderr.on('data', (part: Buffer | string) => written.set(child, (written.get(child) ?? '') + String(part)));
    });
  };
  subscribe('child_process', meet);
  return {
    of: (child) => written.get(child) ?? '',
    all: () => [...written.values()].join(''),
    settle: () => void unsubscribe('child_process', meet),
  };
}
