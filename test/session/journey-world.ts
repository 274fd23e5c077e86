import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import type { Http } from '../../main/ports.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { createJournal } from '../../main/vault/journal.ts';
import { createKeychainVault, type VaultOptions } from '../../main/vault/keychain-vault.ts';
import { createSharedVault } from '../../main/vault/shared-vault.ts';
import type { createMemoryVault, Vault } from '../../main/vault/vault.ts';
import type { DevelopmentPolicyOverrides } from '../simulator/development-policy.ts';
import {
  startSimulator,
  type RecordedRequest,
  type Simulator,
  type SimulatorOptions,
  type Topology,
} from '../simulator/index.ts';
import { isRefresh } from '../simulator/renewal-faults.ts';
import { recordedLog, systemRandom } from '../unit-support/system.ts';
import { emptyStore, workingHost, type Store } from '../vault/fake-world.ts';
import { watchBusy } from './busy.ts';
import { movedTime } from './moved-time.ts';
import { testPower, wholeSession, type World } from './whole-session.ts';

type MemoryVault = ReturnType<typeof createMemoryVault>;

interface Watching {
  /** Told of each URL before anything is sent there. */
  readonly onSend: (url: string) => void;
}

/** The way to everything outside. */
interface Network {
  readonly http: Http;
  /** What is on its way breaks off, and nothing else gets out until it is back. */
  goDown(): void;
  comeBack(): void;
}

function createNetwork(through: Http): Network {
  let cut: AbortController | undefined;
  let connected = new AbortController();
  return {
    http: async (url, request) => {
      if (cut) throw networkError('ENOTFOUND');
      const { signal } = connected;
      try {
        return await through(url, { ...request, signal: AbortSignal.any([request.signal, signal]) });
      } catch (error) {
        throw signal.aborted ? networkError('ECONNRESET') : error;
      }
    },
    goDown() {
      cut = connected;
      cut.abort();
    },
    comeBack() {
      cut = undefined;
      connected = new AbortController();
    },
  };
}

/** As the network says it, by Node's names. */
function networkError(code: 'ENOTFOUND' | 'ECONNRESET'): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/**
 * The provider, the time and the sessions of one test file. After each test its sessions are quit and nothing misbehaves any
 * more.
 */
export function journeys(topology: Topology = 'gateway', options: Omit<SimulatorOptions, 'topology'> = {}) {
  const time = movedTime();
  const busy = watchBusy();
  const { promise, resolve } = Promise.withResolvers<Simulator>();
  let simulator: Simulator | undefined;
  let quits: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    simulator = await startSimulator({ topology, ...options });
    resolve(simulator);
  });
  afterEach(async () => {
    simulator?.setFaults({});
    for (const { id } of simulator?.personas ?? []) simulator?.setRoles(id, undefined);
    const all = quits;
    quits = [];
    await Promise.all(all.map((quit) => quit()));
  });
  afterAll(async () => {
    await (await promise).close();
    time.restore();
    busy.restore();
  });

  const started = (): Simulator => {
    if (!simulator) throw new Error('the simulator runs while tests do');
    return simulator;
  };

  /** One run of the app; its person touches the computer all the time, until the test says otherwise. */
  async function begin<KeptIn extends Vault = MemoryVault>(
    overrides: DevelopmentPolicyOverrides = {},
    world: Partial<World<KeptIn> & Pick<Watching, 'onSend'>> = {},
  ) {
    const { requests } = started();
    const from = requests.length;
    const power = testPower();
    power.touched(1_000);
    const sent: string[] = [];
    const network = createNetwork(async (url, request) => {
      world.onSend?.(url);
      sent.push(url);
      // A poll for events is held by the provider, and nothing else waits for it.
      if (url.endsWith('/events')) return time.http(url, request);
      return busy.during(async () => {
        const { body, status, headers } = await time.http(url, request);
        return new Response(body && (await new Response(body).arrayBuffer()), { status, headers });
      });
    });
    const it = await wholeSession(started(), overrides, { clock: time, http: network.http, power, ...world });
    quits.push(() => it.session.quit());
    const asked = (end: string): readonly RecordedRequest[] =>
      requests.slice(from).filter((request) => request.path.endsWith(end));
    return {
      ...it,
      power,
      network,
      /** Where this run itself has sent something. */
      sent,
      /** Requests that reached the provider or the API since this run began, by the end of their path. */
      asked,
      refreshes: () => asked('/access_token').filter(isRefresh),
      /** Everything that reached the provider or the API since this run began. */
      everythingAsked: () => requests.slice(from),
      /** What is on its way arrives, without any time passing. */
      rest: () => busy.rest(),
      /**
       * Time passes a step at a time, and between two steps what is on its way arrives, until it is so.
       *
       * @returns how long it took (ms)
       */
      async passUntil(isSo: () => boolean, withinMs: number, stepMs = 1_000): Promise<number> {
        let passedMs = 0;
        while (!isSo()) {
          if (passedMs > withinMs) throw new Error(`not so after ${passedMs} ms, but: ${JSON.stringify(it.view())}`);
          time.pass(stepMs);
          passedMs += stepMs;
          await busy.rest(isSo);
        }
        return passedMs;
      },
    };
  }

  return {
    time,
    begin,
    get simulator() {
      return started();
    },
    /** The name as the provider has it. */
    nameOf: (userId: string) => started().personas.find(({ id }) => id === userId)?.name ?? '',
  };
}

export type Journey = Awaited<ReturnType<ReturnType<typeof journeys>['begin']>>;

/** A condition of the world outside the view, waited for. */
export function untilSo(isSo: () => unknown, what = 'it is so'): Promise<void> {
  return expect.poll(() => Boolean(isSo()), { interval: 5, timeout: 15_000, message: what }).toBe(true);
}

/** A disk and a keychain that outlive the app. */
export interface Computer {
  readonly store: Store;
  readonly journalFile: string;
  /** What the journal says this very moment, as a start would find it. */
  journal(): Readonly<Record<string, unknown>> | undefined;
  vault(
    profile: 'personal' | 'shared',
    other?: Partial<Pick<VaultOptions, 'host' | 'clock'>> & { deviceId?: string },
  ): Vault;
  /** The computer as it is now: what a run of the app finds that comes after a sudden death of this one. */
  copy(): Computer;
}

export function computer(
  { simulator, time }: Pick<ReturnType<typeof journeys>, 'simulator' | 'time'>,
  store: Store = emptyStore(),
): Computer {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-journey-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'journal.json');
  const { issuer, clientId } = simulator;
  return {
    store,
    journalFile: file,
    journal: () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>) : undefined,
    vault(profile, { deviceId = 'this-device', ...other } = {}) {
      const create = profile === 'shared' ? createSharedVault : createKeychainVault;
      return create({
        host: workingHost(store),
        journal: createJournal(file, diskFiles),
        account: 'session',
        installation: { deviceId, issuer, clientId },
        clock: time,
        ...other,
        random: systemRandom,
        log: recordedLog(),
      });
    },
    copy() {
      const copied = computer({ simulator, time }, { entries: new Map(store.entries), calls: [] });
      if (existsSync(file)) copyFileSync(file, copied.journalFile);
      return copied;
    },
  };
}

/** A port that nobody holds, to be the registered one. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
