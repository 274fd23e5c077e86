import type { Clock, Log } from '../ports.ts';
import type { Journal, JournalEntry, WriteResult } from './journal.ts';
import type { Installation } from './record.ts';

/** Profile and provider are always those of this run. */
export type Change = Partial<Omit<JournalEntry, 'profile' | 'issuer' | 'clientId'>>;
export type Standing = WriteResult['kind'];

/** The journal as this run of the app knows it, and the one hand that writes to it. */
export interface Notes {
  readonly here: Pick<JournalEntry, 'profile' | 'issuer' | 'clientId'>;
  /** As it was last written or found; `undefined` before that. */
  current(): JournalEntry | undefined;
  /** Takes over what an earlier run left, without a write. */
  takeOver(entry: JournalEntry): void;
  /** Something has come about. Takes effect on `current` at once; resolves once the disk has it, or not. Never rejects. */
  note(change: Change): Promise<Standing>;
  /** The same, of something that has come about before. */
  amend(change: Change): Promise<Standing>;
  /** What is on disk, once nothing is being written any more. */
  standing(): Promise<Standing>;
}

export function createNotes(
  { issuer, clientId }: Pick<Installation, 'issuer' | 'clientId'>,
  profile: JournalEntry['profile'],
  { journal, clock, log }: { readonly journal: Journal; readonly clock: Pick<Clock, 'wallMs'>; readonly log: Log },
): Notes {
  const here = { profile, issuer, clientId };
  let current: JournalEntry | undefined;
  let last: Promise<Standing> = Promise.resolve('written');

  async function write(entry: JournalEntry): Promise<Standing> {
    const result = await journal.write(entry);
    if (result.kind !== 'written') {
      log.error('JOURNAL_NOT_WRITTEN', { reason: codeOf(result.cause), detail: `${entry.state} ${result.kind}` });
    }
    return result.kind;
  }

  function amend(change: Change): Promise<Standing> {
    current = { ...(current ?? blank), ...change, ...here };
    last = write(current);
    return last;
  }

  return {
    here,
    current: () => current,
    takeOver(entry) {
      current = entry;
    },
    note: (change) => amend({ atMs: clock.wallMs(), ...change }),
    amend,
    async standing() {
      for (;;) {
        const awaited = last;
        const standing = await awaited;
        if (awaited === last) return standing;
      }
    },
  };
}

/** Names no session and no record. */
const blank: Omit<JournalEntry, 'profile' | 'issuer' | 'clientId'> = {
  state: 'dead',
  session: 'over',
  generation: 0,
  recordId: '',
  reason: 'none',
  atMs: 0,
  lastActivityMs: 0,
  endsAtMs: 0,
  told: true,
  entryGone: true,
};

/** The system's code of an error; its message may hold a path with the user's name. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
