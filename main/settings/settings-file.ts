import type { Files, Log } from '../ports.ts';
import { readChoices, type Choices } from './choices.ts';

/** What a person chose, on disk: one private file in the app's local folder, with nothing about anybody in it. */
export interface SettingsFile {
  /** Never rejects: without a file that can be read, everything is as if nobody had chosen anything. */
  read(): Promise<Choices>;
  /** Resolves to whether it is on disk. Writes run one after the other. */
  write(choices: Choices): Promise<boolean>;
}

/** Ours has some 200 bytes. Whatever is so much larger was not written by us, and is not read into memory. */
const largestFile = 64 * 1024;

/**
 * What is wrong with the file is in the log (`SETTINGS_NOT_READ`, `SETTINGS_KEY_DROPPED`, `SETTINGS_NOT_WRITTEN`), and it stays
 * as it is until the person changes something: somebody may still want to look at it.
 */
export function createSettingsFile(
  path: string,
  {
    files,
    log,
  }: { readonly files: Pick<Files, 'readText' | 'replaceDurably' | 'size'>; readonly log: Pick<Log, 'warn'> },
): SettingsFile {
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function replace(choices: Choices): Promise<boolean> {
    try {
      await files.replaceDurably(path, `${JSON.stringify(choices)}\n`);
      return true;
    } catch {
      log.warn('SETTINGS_NOT_WRITTEN');
      return false;
    }
  }

  function notRead(reason: 'tooLarge' | 'malformed' | 'unreadable'): Choices {
    log.warn('SETTINGS_NOT_READ', { reason });
    return {};
  }

  return {
    async read() {
      let text: string | undefined;
      try {
        if (((await files.size(path)) ?? 0) > largestFile) return notRead('tooLarge');
        text = await files.readText(path);
      } catch {
        return notRead('unreadable');
      }
      if (text === undefined) return {};
      const read = readChoices(text);
      if (!read) return notRead('malformed');
      for (const detail of new Set(read.dropped)) log.warn('SETTINGS_KEY_DROPPED', { detail });
      return read.choices;
    },
    write(choices) {
      const written = lastWrite.then(() => replace(choices));
      lastWrite = written;
      return written;
    },
  };
}
