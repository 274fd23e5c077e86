import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../project.ts';

export const usage = 'Usage: npm run demo [-- --out DIR]';

export interface Options {
  /** Where the pictures and the report go: a full path. */
  readonly out: string;
}

/** @throws when an argument is not known; the message says which. */
export function readOptions(args: readonly string[], cwd: string): Options {
  const { values } = parseArgs({ args: [...args], options: { out: { type: 'string' } } });
  if (values.out === '') throw new Error('--out needs the name of a folder.');
  return { out: values.out === undefined ? path.join(root, 'demo-output') : path.resolve(cwd, values.out) };
}
