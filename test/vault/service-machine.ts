/** The vault and its host process on a machine with a real keyring, client after client as after a restart. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { KeychainHost } from '../../main/ports.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { createKeychainHost } from '../../main/shell/keychain-host.ts';
import { createJournal } from '../../main/vault/journal.ts';
import { createKeychainVault } from '../../main/vault/keychain-vault.ts';
import { createSharedVault } from '../../main/vault/shared-vault.ts';
import type { Vault, VaultRecord } from '../../main/vault/vault.ts';
import { recordedLog, systemClock, systemRandom, type RecordedLog } from '../unit-support/system.ts';
import { factsOf, installation } from './fake-world.ts';
import { hostProcesses, type HostProcesses } from './host-process.ts';
import { missingForKeyring, missingForPrompt, startPrivateBus, type PrivateBus } from './private-bus.ts';

export const noKeyring = missingForKeyring();
export const noPrompt = missingForPrompt();
for (const [what, reason] of [
  ['Secret Service tests', noKeyring],
  ['locked-with-display row', noPrompt],
]) {
  if (reason !== undefined) console.info(`Skipped: ${what}: ${reason}.`);
}

export const account = 'session';
export const token = 'refresh-token-that-must-be-found-nowhere-else';
export const facts = factsOf();
export const record = (generation: number): VaultRecord => ({
  generation,
  facts,
  refreshToken: `${token}-${generation}`,
  lastActivityMs: generation * 1000,
});
export const restorable = (generation: number) => ({
  kind: 'restorable',
  facts,
  generation,
  lastActivityMs: generation * 1000,
});
export const nothing = { kind: 'nothing' };
export const ended = (reason: string, ending: 'gone' | 'unconfirmed') => ({ kind: 'ended', reason, ending });

export interface Waits {
  readonly flowWaitMs?: number;
  readonly hostLifeMs?: number;
  readonly profile?: 'personal' | 'shared';
}
export interface Client {
  readonly host: KeychainHost;
  readonly vault: Vault;
  readonly log: RecordedLog;
  readonly processes: HostProcesses;
  /** What the journal on disk says; it is also proved to hold no secret and no name. */
  journal(): Promise<object>;
}
export interface Machine {
  readonly bus: PrivateBus;
  readonly client: (env?: Readonly<Record<string, string>>, waits?: Waits) => Client;
}
export type Finish = (cleanup: () => Promise<void> | void) => void;

/** The app on one machine: client after client, as after a restart, on the same keyring and the same folder. */
export async function machine(onTestFinished: Finish): Promise<Machine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cis2-vault-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bus = await startPrivateBus();
  onTestFinished(() => bus.close());
  const client = (env: Readonly<Record<string, string>> = bus.env, waits: Waits = {}): Client => {
    const processes = hostProcesses(env);
    onTestFinished(() => processes.close());
    const log = recordedLog();
    const host = createKeychainHost({
      fork: () => processes.fork(),
      clock: systemClock,
      log,
      ...(waits.hostLifeMs !== undefined && { hostLifeMs: waits.hostLifeMs }),
    });
    const file = path.join(folder, 'journal.json');
    const create = waits.profile === 'shared' ? createSharedVault : createKeychainVault;
    const vault = create({
      host,
      journal: createJournal(file, diskFiles),
      account,
      installation,
      clock: systemClock,
      random: systemRandom,
      log,
      // Long enough for a busy machine to start a process in, unless the wait is what is tested.
      flowWaitMs: waits.flowWaitMs ?? 10_000,
    });
    const journal = async () => {
      const text = await readFile(file, 'utf8');
      for (const secret of [token, facts.person.name, facts.person.userId]) expect(text).not.toContain(secret);
      return JSON.parse(text) as object;
    };
    return { host, vault, log, processes, journal };
  };
  return { bus, client };
}

export async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; ms: number }> {
  const startedAtMs = performance.now();
  const result = await work;
  return { result, ms: performance.now() - startedAtMs };
}

export const unavailable = { kind: 'failed', trouble: 'unavailable', applied: 'no' };
export const slow = { kind: 'memory', reason: 'slow' };
export const shortWait: Waits = { flowWaitMs: 1000 };
export const shortLife: Waits = { hostLifeMs: 4000 };
/** Starts the host process, which on a busy machine takes longer than a short wait. */
export const warmUp = ({ host }: Client) => host.get(account);
export const eventually = (check: () => unknown, timeout = 8000) => vi.waitFor(check, { timeout, interval: 20 });
