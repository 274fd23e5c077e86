/**
 * What a session can ask of the vault and in which order, and what a start may find after it: `session.md`, "Journal and
 * vault", as a model that knows nothing of journals, keychains and steps.
 */
import type { EndingReason, Opened, Vault } from '../../main/vault/vault.ts';
import { recordFor, startMs } from './fake-world.ts';

export type Deed =
  /** Of a log-in, an unlock, a step-up or a renewal. */
  | 'save'
  /** Of a session that nothing can be kept of. */
  | 'save in memory'
  | 'touch'
  | 'spending'
  | 'unspent'
  | 'redeem'
  | 'lock'
  | 'log out'
  | 'end by idle limit'
  | 'told';

export type Phase = 'out' | 'restorable' | 'redeemed' | 'active' | 'refreshing' | 'locked';

const moves: Readonly<Record<Phase, Partial<Readonly<Record<Deed, Phase>>>>> = {
  out: { save: 'active', 'save in memory': 'active', told: 'out' },
  restorable: { redeem: 'redeemed', 'log out': 'out', 'end by idle limit': 'out' },
  redeemed: { save: 'active', unspent: 'restorable', 'end by idle limit': 'out' },
  active: {
    save: 'active',
    'save in memory': 'active',
    touch: 'active',
    spending: 'refreshing',
    lock: 'locked',
    'log out': 'out',
    'end by idle limit': 'out',
  },
  refreshing: { save: 'active', touch: 'refreshing', unspent: 'active', lock: 'locked', 'end by idle limit': 'out' },
  locked: { save: 'active', 'log out': 'out', 'end by idle limit': 'out' },
};

export function movesFrom(phase: Phase): readonly (readonly [Deed, Phase])[] {
  return Object.entries(moves[phase]) as [Deed, Phase][];
}

/** Every order of exactly so many deeds. */
export function livesFrom(phase: Phase, length: number): readonly (readonly Deed[])[] {
  if (length === 0) return [[]];
  return movesFrom(phase).flatMap(([deed, next]) => livesFrom(next, length - 1).map((rest) => [deed, ...rest]));
}

/** What is so for the person, whatever the vault made of it. */
export interface Truth {
  readonly phase: Phase;
  /** The person of the one save that may be continued after a restart. */
  readonly countable: string | undefined;
  /** The same, while its token is being spent. */
  readonly inUse: string | undefined;
  readonly generation: number;
  /** How many there were, of whatever generation. */
  readonly saves: number;
  readonly lastActivityMs: number;
  /** Whether the person has to be told of an end by the idle limit, should the app stop. */
  readonly untold: boolean;
  /** What the last deed has said of the keychain, if anything: that it holds the newest record, or nothing of ours. */
  readonly said: 'kept' | 'gone' | undefined;
}

export const nobody: Truth = {
  phase: 'out',
  countable: undefined,
  inUse: undefined,
  generation: 0,
  saves: 0,
  lastActivityMs: 0,
  untold: false,
  said: undefined,
};

/** Each save has a person and a token of its own, so that a mix of two would show. */
export const tokenOf = (person: string) => `the token of ${person}`;
const tooLong = 'x'.repeat(3000);

export interface Act {
  readonly deed: Deed;
  /** What is so once it is done, if nothing fails. */
  readonly after: Truth;
  /** Does it, and answers what is so then. */
  perform(vault: Vault): Promise<Truth>;
}

/** @returns `undefined` for what no session does from there */
export function actOf(deed: Deed, truth: Truth): Act | undefined {
  const phase = moves[truth.phase][deed];
  if (phase === undefined) return undefined;
  const same: Truth = { ...truth, phase, said: undefined };
  const gone: Truth = { ...same, countable: undefined, inUse: undefined, untold: false };
  const act = (after: Truth, perform: (vault: Vault) => Promise<Truth | void>): Act => ({
    deed,
    after,
    perform: async (vault) => (await perform(vault)) ?? after,
  });
  switch (deed) {
    case 'save':
    case 'save in memory': {
      // Generations begin anew with each log-in.
      const generation = truth.phase === 'out' ? 1 : truth.generation + 1;
      const lastActivityMs = Math.max(truth.lastActivityMs, startMs);
      const saves = truth.saves + 1;
      const person = `person ${saves}`;
      const refreshToken = deed === 'save' ? tokenOf(person) : tooLong;
      const open = { ...gone, generation, saves, lastActivityMs };
      const kept: Truth = { ...open, countable: person, said: 'kept' };
      return act(deed === 'save' ? kept : open, async (vault) => {
        const { kind } = await vault.save(recordFor(person, { generation, lastActivityMs, refreshToken }));
        return kind === 'keychain' ? kept : open;
      });
    }
    case 'touch': {
      const lastActivityMs = truth.lastActivityMs + 30_000;
      return act({ ...same, lastActivityMs }, (vault) => vault.touch(lastActivityMs));
    }
    case 'spending':
      return act({ ...gone, inUse: truth.countable }, (vault) => vault.spending());
    case 'redeem':
      return act({ ...gone, inUse: truth.countable }, async (vault) => {
        const token = await vault.redeem();
        if (token !== undefined && token !== tokenOf(truth.countable ?? 'nobody'))
          throw new Error(`${token} of another`);
        // Without one there is nothing to do but to end it, as from a lock.
        return token === undefined ? { ...gone, phase: 'locked' } : undefined;
      });
    case 'unspent':
      return act({ ...gone, countable: truth.inUse }, (vault) => vault.unspent());
    case 'lock':
      return act(gone, endWith('lock', gone));
    case 'log out':
      return act(gone, endWith('user', gone));
    case 'end by idle limit':
      return act({ ...gone, untold: true }, endWith('idle', { ...gone, untold: true }));
    case 'told':
      return act(gone, (vault) => vault.told());
  }
}

function endWith(reason: EndingReason, after: Truth): (vault: Vault) => Promise<Truth> {
  return async (vault) => ({ ...after, said: (await vault.end(reason)) === 'gone' ? 'gone' : undefined });
}

/** What the next start finds, if nothing fails: the person and the last activity of what may be continued, or how it ended. */
export function startAfter({ phase, countable, generation, lastActivityMs, untold }: Truth): string {
  if (countable !== undefined) return `${countable} ${generation} ${lastActivityMs}`;
  if (phase === 'out') return untold ? 'idle' : 'nothing';
  return 'interrupted';
}

export function nameOf(opened: Opened): string {
  switch (opened.kind) {
    case 'nothing':
      return opened.kind;
    case 'ended':
      return opened.reason;
    case 'restorable':
      return `${opened.facts.person.userId} ${opened.generation} ${opened.lastActivityMs}`;
  }
}
