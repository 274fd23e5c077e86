import { stripVTControlCharacters } from 'node:util';

/** What Node and Chromium say about Playwright's own connections. */
const debuggerChatter = /^(?:Debugger |DevTools |For help, see: )/;

/** The lines of a text that say something about the matter: no empty ones, no stack, no chatter. */
export function tellingLines(text: string): readonly string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^at \S/.test(line) && !debuggerChatter.test(line));
}

/** What an error says, in one line, without Playwright's log of its attempts. */
export function plainWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [before = ''] = text.split(/\n\s*Call log/i);
  return tellingLines(before).join('; ').replaceAll(':; ', ': ');
}
