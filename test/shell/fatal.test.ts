import { describe, expect, test, vi } from 'vitest';
import { createFatal } from '../../main/shell/fatal.ts';
import { fatalWords, type FatalCode } from '../../main/words/fatal-words.ts';
import type { Language } from '../../preload/settings.ts';
import { fakeLog } from './fakes.ts';

function dying(over: { readonly language?: () => Language; readonly showErrorBox?: () => void } = {}) {
  const { log, entries } = fakeLog();
  const happened: string[] = [];
  const showErrorBox = vi.fn((_title: string, _content: string) => {
    happened.push(`shown after ${entries.length} line`);
    over.showErrorBox?.();
  });
  const stop = createFatal({
    dialog: { showErrorBox },
    exit: (code) => void happened.push(`exit ${code}`),
    language: over.language ?? (() => 'en'),
    clock: { wallMs: () => Date.UTC(2026, 10, 21, 9, 30) },
    random: { uuid: () => 'an-id' },
    log,
  });
  return { stop, showErrorBox, happened, entries };
}

const codes: readonly FatalCode[] = ['START_FAILED', 'SESSION_NOT_MADE'];

describe('issue 6 line 1: an app that has to stop says so', () => {
  test.each(codes.flatMap((code) => (['en', 'cy'] as const).map((language) => [code, language] as const)))(
    '%s in %s: what happened, what to do, who can help, and code, time and id as in the log',
    (code, language) => {
      const { stop, showErrorBox, happened, entries } = dying({ language: () => language });
      stop(code, new TypeError('Sam SYNTHETIC at /home/sam'));
      const words = fatalWords[language];
      const [title, content] = showErrorBox.mock.calls[0] ?? [];
      expect(title).toBe(words.title);
      for (const part of [words.happened[code], words.whatToDo, code, '2026-11-21T09:30:00.000Z', 'an-id']) {
        expect(content).toContain(part);
      }
      expect(entries).toEqual([{ level: 'error', code, correlationId: 'an-id', detail: 'TypeError' }]);
      expect(happened, 'the line is there before anybody reads the message').toEqual(['shown after 1 line', 'exit 1']);
      expect(`${title} ${content} ${JSON.stringify(entries)}`).not.toContain('SYNTHETIC');
    },
  );

  test.each(codes)('%s names the IT service desk, in plain words', (code) => {
    expect(fatalWords.en.whatToDo).toContain('local IT service desk');
    expect(fatalWords.en.happened[code]).toContain('Nobody is logged in');
  });

  test.each([
    [
      'the system shows no message',
      {
        showErrorBox: () => {
          throw new Error('no display');
        },
      },
    ],
    [
      'the language cannot be told',
      {
        language: () => {
          throw new Error('too early');
        },
      },
    ],
  ])('and stops also where %s', (_what, over) => {
    const { stop, happened, entries } = dying(over);
    stop('START_FAILED', 'x');
    expect(happened.at(-1)).toBe('exit 1');
    expect(entries.map(({ code }) => code)).toEqual(['START_FAILED', 'FATAL_NOT_SHOWN']);
  });
});
