import type { Language } from '../../preload/settings.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { fatalWords, type FatalCode } from '../words/fatal-words.ts';

export interface FatalParts {
  readonly dialog: Pick<Electron.Dialog, 'showErrorBox'>;
  readonly exit: (code: number) => void;
  readonly language: () => Language;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly random: Pick<Random, 'uuid'>;
  readonly log: Pick<Log, 'error' | 'warn'>;
}

/**
 * Nothing of the app works any more; saying so and stopping beats a window that never comes. The log has the line before anybody
 * is asked to read it, and the message the same code and id. Of the error only its name is noted: its text may quote anything.
 */
export function createFatal({ dialog, exit, language, clock, random, log }: FatalParts) {
  return (code: FatalCode, error: unknown): void => {
    const correlationId = random.uuid();
    const time = new Date(clock.wallMs()).toISOString();
    log.error(code, { correlationId, detail: error instanceof Error ? error.name : 'unknown error' });
    try {
      const { title, happened, whatToDo, details } = fatalWords[language()];
      dialog.showErrorBox(title, [happened[code], whatToDo, details(code, time, correlationId)].join('\n\n'));
    } catch {
      log.warn('FATAL_NOT_SHOWN', { correlationId });
    } finally {
      exit(1);
    }
  };
}
