import http from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, connects, hasIPv6, loopback6, receivers, silentConnection, socketTable, state } from './loopback.ts';

const { open: receiver, closeAll } = receivers();
afterEach(closeAll);

describe('the loopback receiver', () => {
  test('B25 start link leads to the provider, as often as it is opened', async () => {
    const { startUrl, redirectUri } = await receiver();
    for (let times = 0; times < 3; times += 1) {
      const { status, headers } = await ask(startUrl);
      expect(status).toBe(302);
      expect(headers.location).toBe(`https://provider.example/authorize?redirect_uri=${redirectUri}`);
    }
  });

  test('B02 the result page waits for the truth and tells it', async () => {
    const it = await receiver();
    const callback = await ask(`${it.redirectUri}?code=c&state=${state}`);
    expect(callback).toMatchObject({ status: 303, body: '' });
    expect(await it.answer).toBe(`code=c&state=${state}`);
    const page = ask(callback.headers.location ?? '');
    await it.finish({ kind: 'failed', code: 'TOKEN_REQUEST_REFUSED' });
    expect((await page).body).toContain('TOKEN_REQUEST_REFUSED');
    expect((await page).body).not.toContain('You are logged in');
  });

  test('B02 a tab that is slow to ask for the result still gets it', async () => {
    const it = await receiver();
    const callback = await ask(`${it.redirectUri}?code=c&state=${state}`);
    const finished = it.finish({ kind: 'accepted' });
    const page = await ask(callback.headers.location ?? '');
    await finished;
    expect(page.body).toContain('You are logged in');
  });

  test('B03 a second after the page nothing listens and nothing is connected: preconnects, keep-alive, a tab that never comes', async () => {
    const it = await receiver();
    const silent = await Promise.all([silentConnection(it.port, ''), silentConnection(it.port, '')]);
    const agent = new http.Agent({ keepAlive: true });
    const keptAlive = await ask(`${it.redirectUri}?code=c&state=${state}`, {
      agent,
      headers: { connection: 'keep-alive' },
    });
    expect(keptAlive.headers.connection).toBe('close');
    const before = performance.now();
    await it.finish({ kind: 'accepted' });
    expect(performance.now() - before).toBeLessThan(1_100);
    expect(await socketTable(it.port, 'listening')).toEqual([]);
    expect(await socketTable(it.port, 'established')).toEqual([]);
    await Promise.all(silent.map(({ closed }) => closed));
    expect(Object.keys(agent.freeSockets)).toEqual([]);
    agent.destroy();
  });

  test('B03 the page that was waited for ends it at once', async () => {
    const it = await receiver();
    const callback = await ask(`${it.redirectUri}?code=c&state=${state}`);
    const agent = new http.Agent({ keepAlive: true });
    const page = ask(callback.headers.location ?? '', { agent });
    await it.finish({ kind: 'accepted' });
    expect((await page).body).toContain('You are logged in');
    expect(await socketTable(it.port, 'established')).toEqual([]);
    agent.destroy();
  });

  test('whoever ends it twice waits for the same end, and the first page stands', async () => {
    const it = await receiver();
    const callback = await ask(`${it.redirectUri}?code=c&state=${state}`);
    const first = it.finish({ kind: 'cancelled' });
    const second = it.finish({ kind: 'accepted' });
    expect((await ask(callback.headers.location ?? '')).body).toContain('cancelled');
    await second;
    expect(await socketTable(it.port, 'listening')).toEqual([]);
    await first;
  });

  test('B41 a cancelled attempt frees its port at once, and another one works', async () => {
    const it = await receiver();
    const before = performance.now();
    await it.finish({ kind: 'cancelled' });
    expect(performance.now() - before).toBeLessThan(500);
    const again = await receiver({ redirect: { host: '127.0.0.1', ports: [it.port], path: '/callback' } });
    expect(again.port).toBe(it.port);
  });

  test.each([
    ['127.0.0.1', ['0100007F']],
    ['[::1]', [loopback6]],
    ['localhost', ['0100007F', loopback6]],
  ] as const)('B08 the system’s socket table shows loopback only: %s', async (host, addresses) => {
    const it = await receiver({ redirect: { host, ports: [], path: '/callback' } });
    const expected = hasIPv6 ? addresses : addresses.filter((address) => address !== loopback6);
    expect(await socketTable(it.port, 'listening')).toEqual(expected);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) expect(await connects(it.port, address), address).toBe(false);
  });

  test('B04 the name localhost stands in no URL unless policy says so', async () => {
    const usual = await receiver();
    expect(usual.redirectUri + usual.startUrl).not.toContain('localhost');
    const named = await receiver({ redirect: { host: 'localhost', ports: [], path: '/callback' } });
    expect(named.redirectUri).toBe(`http://localhost:${named.port}/callback`);
  });

  test('B43 pages are not kept, run nothing, load nothing and tell nothing', async () => {
    const it = await receiver();
    const { headers, body } = await ask(`${it.base}/nowhere`);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(body).not.toMatch(/<script|http:|https:|src=|href=/);
  });
});
