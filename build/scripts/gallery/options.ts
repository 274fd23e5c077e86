import path from 'node:path';
import { parseArgs } from 'node:util';
import { languages, type Language } from '../../../preload/settings.ts';
import { root } from '../project.ts';
import { entries, type Entry } from './entries.ts';
import { looks, shapes, themes, type GalleryTheme, type Look, type Shape } from './looks.ts';

export const usage = `Usage: npm run gallery [-- --out DIR] [--screen N]... [--theme ${themes.join('|')}]... [--language ${languages.join('|')}]... [--shape ${shapes.join('|')}]...`;

export interface Options {
  /** Where the pictures and their pages go: a full path. */
  readonly out: string;
  readonly looks: readonly Look[];
  readonly entries: readonly Entry[];
}

const many = { type: 'string', multiple: true } as const;

/** @throws when an argument is not known, or leaves nothing to look at; the message says which. */
export function readOptions(args: readonly string[], cwd: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, screen: many, theme: many, language: many, shape: many },
  });
  if (values.out === '') throw new Error('--out needs the name of a folder.');
  const theme = picked<GalleryTheme>('theme', themes, values.theme);
  const language = picked<Language>('language', languages, values.language);
  const shape = picked<Shape>('shape', shapes, values.shape);
  const screen = picked('screen', [...new Set(entries.map((entry) => String(entry.screen)))], values.screen);
  const found = {
    out: values.out === undefined ? path.join(root, 'gallery') : path.resolve(cwd, values.out),
    looks: looks.filter((look) => theme(look.theme) && language(look.language) && shape(look.shape)),
    entries: entries.filter((entry) => screen(String(entry.screen))),
  };
  if (found.looks.length === 0)
    throw new Error('There is no such look: 200 % and 320 px are in the light theme alone.');
  return found;
}

/** Whether a value is among those asked for; all are where none was. */
function picked<Value extends string>(
  name: string,
  known: readonly Value[],
  asked: readonly string[] = [],
): (value: Value) => boolean {
  const strange = asked.find((value) => !known.some((one) => one === value));
  if (strange !== undefined) throw new Error(`--${name} ${strange} is not known. There is: ${known.join(', ')}.`);
  return (value) => asked.length === 0 || asked.includes(value);
}
