import type { App } from 'electron';
import type { Clock, Log } from '../ports.ts';
import type { OsSessionEnd } from './os-session-end.ts';

/** How long a quit waits for the session: it ends its journal first, and then may tell the provider (`session.md`, "Races"). */
const prepareMs = 3_000;
/** How long windows may take to close after that. A page that hangs would otherwise keep the app alive, and unseen. */
const closeMs = 2_000;

export interface QuitParts {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  readonly osSessionEnd: OsSessionEnd;
  /**
   * Brings the session to a state in which the process may end. Called once. What must not be lost it starts before it first
   * waits, since at the end of a Windows session nothing that comes later is certain to run.
   */
  readonly prepare: () => Promise<void>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/**
 * Holds the first quit until the session is prepared for it, at most 3 s; a second one meanwhile changes nothing. The end of
 * the OS session is a quit as well, and where the system can wait it is asked to (B57). However it goes, the process has
 * ended 5 s after the first word of it. Codes: `QUIT`, `QUIT_UNPREPARED` when the session failed
 * or was too slow, `QUIT_FORCED` when the windows were.
 */
export function holdQuit({ app, osSessionEnd, prepare, clock, log }: QuitParts): void {
  let phase: 'running' | 'preparing' | 'leaving' = 'running';

  function leave(trouble?: string): void {
    if (phase === 'leaving') return;
    phase = 'leaving';
    if (trouble === undefined) log.info('QUIT');
    else log.warn('QUIT_UNPREPARED', { reason: trouble });
    clock.after(closeMs, () => {
      log.warn('QUIT_FORCED');
      app.exit(0);
    });
    app.quit();
  }

  function begin(): void {
    if (phase !== 'running') return;
    phase = 'preparing';
    clock.after(prepareMs, () => leave('too slow'));
    prepared().then(
      () => leave(),
      (error: unknown) => leave(error instanceof Error ? error.name : 'unknown'),
    );
  }

  /** Async, so that a `prepare` that throws at once is a failure like any other; it is still called at once. */
  async function prepared(): Promise<void> {
    await prepare();
  }

  app.on('before-quit', (event) => {
    if (phase === 'leaving') return;
    event.preventDefault();
    begin();
  });
  osSessionEnd.subscribe((hold) => {
    hold();
    begin();
  });
}
