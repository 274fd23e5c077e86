import { EventEmitter } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../../main/oidc/listen.ts';
import { steppedClock } from '../unit-support/system.ts';
import { ask, connects, hasIPv6, receivers, state } from './loopback.ts';

const { open: receiver, closeAll } = receivers();
afterEach(closeAll);

type Where = { readonly host: string; readonly port: number };
type Trouble = (where: Where) => string | undefined;

/** A server whose system refuses what `trouble` says: at once, or later as Node does. */
class FakeServer extends EventEmitter {
  readonly #trouble: Trouble;
  readonly #when: (run: () => void) => unknown;
  bound: Where | undefined;

  readonly #pick: () => number;

  constructor(trouble: Trouble, when: (run: () => void) => unknown, pick: () => number) {
    super();
    this.#trouble = trouble;
    this.#when = when;
    this.#pick = pick;
  }

  listen(where: Where): void {
    this.#when(() => {
      const code = this.#trouble(where);
      if (code === undefined) this.bound = { host: where.host, port: where.port === 0 ? this.#pick() : where.port };
      if (code === undefined) this.emit('listening');
      else this.emit('error', Object.assign(new Error(code), { code }));
    });
  }

  address(): AddressInfo | null {
    return this.bound ? { address: this.bound.host, family: 'IPv4', port: this.bound.port } : null;
  }

  close(): void {
    this.bound = undefined;
  }
}

function system(trouble: Trouble, when: (run: () => void) => unknown = setImmediate, pick = () => 50_000) {
  const clock = steppedClock(0);
  const made: FakeServer[] = [];
  const create = () => {
    const server = new FakeServer(trouble, when, pick);
    made.push(server);
    return server;
  };
  return {
    clock,
    bound: () => made.flatMap(({ bound }) => bound ?? []),
    listen: (host: '127.0.0.1' | '[::1]' | 'localhost', ports: readonly number[]) =>
      listenOnLoopback(create, host, ports, clock),
  };
}

const registered = [8_000, 18_000, 28_000];

describe('B06 ports that the system keeps (Windows: EACCES, though nothing listens)', () => {
  test.each([1, 2])('EACCES on the first %i: the next is used', async (first) => {
    const kept = registered.slice(0, first);
    const it = system(({ port }) => (kept.includes(port) ? 'EACCES' : undefined));
    expect((await it.listen('127.0.0.1', registered)).port).toBe(registered[first]);
    expect(it.bound()).toEqual([{ host: '127.0.0.1', port: registered[first] }]);
  });

  test('on all: said at once, with the ports and the policy key', async () => {
    const it = system(() => 'EACCES');
    await expect(it.listen('127.0.0.1', registered)).rejects.toMatchObject({
      code: 'RECEIVER_NO_PORT',
      message: expect.stringMatching(/8000, 18000, 28000 \(policy provider\.redirectPorts\): EACCES/),
    });
  });

  test('on all, without a list', async () => {
    await expect(system(() => 'EMFILE').listen('127.0.0.1', [])).rejects.toMatchObject({
      code: 'RECEIVER_NO_PORT',
      message: expect.stringContaining('EMFILE'),
    });
  });
});

describe('R9 the ports of NHS software for smartcards', () => {
  test.each([43485, 55000])('%i is not taken, though it stands in the list and is free', async (port) => {
    const it = system(() => undefined);
    expect((await it.listen('127.0.0.1', [port, 18_000])).port).toBe(18_000);
    expect(it.bound()).toEqual([{ host: '127.0.0.1', port: 18_000 }]);
    await expect(it.listen('127.0.0.1', [port])).rejects.toMatchObject({ code: 'RECEIVER_NO_PORT' });
  });

  test('one that the system picks is held until there is another, or it would be picked again', async () => {
    // As Linux does: what has just been given back is what it gives next.
    const free = [43485, 55000, 50_001];
    const it = system(
      () => undefined,
      setImmediate,
      () => free.find((port) => it.bound().every((taken) => taken.port !== port)) ?? 0,
    );
    expect((await it.listen('127.0.0.1', [])).port).toBe(50_001);
    expect(it.bound()).toEqual([{ host: '127.0.0.1', port: 50_001 }]);
  });
});

describe('B07 ports that are taken', () => {
  test.each([
    ['as an event, later', setImmediate],
    ['as an event, at once', (run: () => void) => run()],
  ])('EADDRINUSE %s: the next is used', async (_name, when) => {
    const it = system(({ port }) => (port === 8_000 ? 'EADDRINUSE' : undefined), when);
    expect((await it.listen('127.0.0.1', registered)).port).toBe(18_000);
  });

  test('the attempt before may still hold the only port: it is waited for', async () => {
    let isTaken = true;
    const it = system(() => (isTaken ? 'EADDRINUSE' : undefined));
    const listening = it.listen('127.0.0.1', [8_000]);
    await expect.poll(() => it.clock.pending()).toBe(1);
    isTaken = false;
    it.clock.advance(250);
    expect((await listening).port).toBe(8_000);
  });

  test('but not for longer than that attempt can take', async () => {
    const it = system(() => 'EADDRINUSE');
    const refusal = it.listen('127.0.0.1', [8_000]).catch((error: unknown) => error);
    for (let pause = 0; pause < 5; pause += 1) {
      await expect.poll(() => it.clock.pending()).toBe(1);
      it.clock.advance(250);
    }
    expect(await refusal).toMatchObject({ code: 'RECEIVER_NO_PORT' });
  });

  test('a port that is really taken, by the second instance of this program', async () => {
    const first = await receiver();
    const redirect = { host: '127.0.0.1', path: '/callback' } as const;
    await expect(receiver({ redirect: { ...redirect, ports: [first.port] } })).rejects.toMatchObject({
      code: 'RECEIVER_NO_PORT',
      message: expect.stringMatching(new RegExp(`${first.port}.*provider\\.redirectPorts.*EADDRINUSE`)),
    });
    const free = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    expect((await receiver({ redirect: { ...redirect, ports: [first.port, port] } })).port).toBe(port);
    await ask(`${first.redirectUri}?code=c&state=${state}`);
    expect(await first.answer, 'the first flow lives on').toContain('code=c');
  });

  test('the only registered port, while the last attempt’s tab dawdles', async () => {
    const old = await receiver();
    await ask(`${old.redirectUri}?code=c&state=${state}`);
    const ended = old.finish({ kind: 'accepted' });
    const it = await receiver({ redirect: { host: '127.0.0.1', ports: [old.port], path: '/callback' } });
    expect(it.port).toBe(old.port);
    await ended;
  });
});

describe('B05 a browser may take the name localhost for either address', () => {
  test('both are listened on, with one port', async () => {
    const it = system(() => undefined);
    const { port, servers } = await it.listen('localhost', []);
    expect(servers).toHaveLength(2);
    expect(it.bound()).toEqual([
      { host: '127.0.0.1', port },
      { host: '::1', port },
    ]);
  });

  test('a stranger on the other address: that port is given up, and the next is taken', async () => {
    const it = system(({ host, port }) => (host === '::1' && port === 8_000 ? 'EADDRINUSE' : undefined));
    expect((await it.listen('localhost', registered)).port).toBe(18_000);
    expect(it.bound().map(({ port }) => port)).toEqual([18_000, 18_000]);
  });

  test.each([
    ['::1', '127.0.0.1', 'EADDRNOTAVAIL'],
    ['127.0.0.1', '::1', 'EAFNOSUPPORT'],
  ])('without %s: the other one alone', async (missing, there, code) => {
    const it = system(({ host }) => (host === missing ? code : undefined));
    await it.listen('localhost', registered);
    expect(it.bound()).toEqual([{ host: there, port: 8_000 }]);
  });

  test('no such address at all: a clear error, at once', async () => {
    await expect(system(() => 'EADDRNOTAVAIL').listen('[::1]', [])).rejects.toMatchObject({
      code: 'RECEIVER_NO_PORT',
      message: 'cannot listen on [::1], any port: EADDRNOTAVAIL',
    });
  });

  test.skipIf(!hasIPv6)('[::1] where policy says so, and nothing else', async () => {
    const it = await receiver({ redirect: { host: '[::1]', ports: [], path: '/cis2' } });
    expect(it.redirectUri).toBe(`http://[::1]:${it.port}/cis2`);
    expect((await ask(it.startUrl)).status).toBe(302);
    expect(await connects(it.port, '127.0.0.1')).toBe(false);
  });

  test.skipIf(!hasIPv6)('one attempt over both: started on one, answered on the other, gone from both', async () => {
    const it = await receiver({ redirect: { host: 'localhost', ports: [], path: '/callback' } });
    const headers = { host: `localhost:${it.port}` };
    const on = (host: string, path: string) => ask(`http://${host}:${it.port}${path}`, { headers });
    expect((await on('127.0.0.1', '/start/start-id')).status).toBe(302);
    expect((await on('[::1]', `/callback?code=c&state=${state}`)).headers.location).toBe(
      `http://localhost:${it.port}/result/result-id`,
    );
    const page = on('[::1]', '/result/result-id');
    await it.finish({ kind: 'accepted' });
    expect((await page).body).toContain('You are logged in');
    expect([await connects(it.port, '127.0.0.1'), await connects(it.port, '::1')]).toEqual([false, false]);
  });
});
