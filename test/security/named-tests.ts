import { readFileSync } from 'node:fs';
import { root } from './sources.ts';

/** Pages of docs/ that name tests, read so that a page cannot go out of date unnoticed. */

/** The cells of each row of the page's tables whose first cell is such an id, without the space around them. */
export function rowsOf(page: string, id: RegExp): readonly (readonly string[])[] {
  return readFileSync(root + page, 'utf8')
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    .flatMap(([, ...cells]) => (id.test(cells[0] ?? '') ? [cells] : []));
}

export interface NamedTest {
  readonly file: string;
  /** The words of the test, where its name does not have the row's id. */
  readonly words: string | undefined;
}

/** The tests that a cell names: a file, and behind it in quotation marks the words of a test. */
export function namedIn(cell: string): readonly NamedTest[] {
  return [...cell.matchAll(/`(test\/[^`]+)`(?: “([^”]+)”)?/g)].map(([, file = '', words]) => ({ file, words }));
}

/** What a file says to the runner: comments may speak of an id without any test of it. */
export function codeOf(file: string): string {
  return readFileSync(root + file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}
