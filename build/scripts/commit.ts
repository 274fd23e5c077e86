import { spawnSync } from 'node:child_process';

export interface Commit {
  /** As `git describe` has it, marked when something is not committed. */
  readonly id: string | null;
  /** When it was committed (seconds since the epoch): the same in every build of it. */
  readonly seconds: number | null;
}

/** Which commit a folder is of; nothing outside a git repository of its own. */
export function commitOf(folder: string): Commit {
  const git = (...args: readonly string[]) => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  // The sources may lie unpacked inside a repository of somebody else.
  if (git('rev-parse', '--show-prefix') !== '') return { id: null, seconds: null };
  const seconds = git('log', '-1', '--format=%ct');
  return {
    id: git('describe', '--always', '--dirty', '--abbrev=12', '--exclude=*') ?? null,
    seconds: seconds === undefined ? null : Number(seconds),
  };
}
