import { once } from 'node:events';
import type http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { stateHash } from '../../main/oidc/callback.ts';
import { count } from '../unit-support/counts.ts';
import { ask, connects, receivers, silentConnection, socketTable, state } from './loopback.ts';

const { open: receiver, closeAll } = receivers();
afterEach(closeAll);

describe('B09, B10, B40 calls that are not the answer change nothing', () => {
  const wrong: readonly [string, string, http.RequestOptions, number][] = [
    ['no state', '/callback?code=c', {}, 400],
    ['wrong state', '/callback?code=c&state=zz-wrong', {}, 400],
    ['state of the right length', `/callback?code=c&state=${'x'.repeat(state.length)}`, {}, 400],
    ['doubled state', `/callback?code=c&state=${state}&state=${state}`, {}, 400],
    ['doubled code', `/callback?code=c&code=d&state=${state}`, {}, 400],
    ['error without a state', '/callback?error=access_denied', {}, 400],
    ['neither code nor error', `/callback?state=${state}`, {}, 400],
    ['both code and error', `/callback?code=c&error=access_denied&state=${state}`, {}, 400],
    ['an ID token from the browser', `/callback?code=c&state=${state}&id_token=a.b.c`, {}, 400],
    ['an answer inside a JWT', `/callback?code=c&state=${state}&response=a.b.c`, {}, 400],
    ['another path', `/callback/?code=c&state=${state}`, {}, 404],
    ['an encoded path', `/%63allback?code=c&state=${state}`, {}, 404],
    ['another start', '/start/zz-wrong', {}, 404],
    ['another result', '/result/zz-wrong', {}, 404],
    ['a favicon', '/favicon.ico', {}, 404],
    ['robots', '/robots.txt', {}, 404],
    ['a post', `/callback?code=c&state=${state}`, { method: 'POST' }, 405],
    ['a head', `/callback?code=c&state=${state}`, { method: 'HEAD' }, 405],
    ['options', `/callback?code=c&state=${state}`, { method: 'OPTIONS' }, 405],
    ['another host', `/callback?code=c&state=${state}`, { headers: { host: 'evil.example' } }, 404],
    ['the host without a port', `/callback?code=c&state=${state}`, { headers: { host: '127.0.0.1' } }, 404],
    ['the name localhost', `/callback?code=c&state=${state}`, { headers: { host: 'localhost:1' } }, 404],
  ];

  test.each(wrong)('%s', async (_name, path, options, status) => {
    const it = await receiver();
    const { status: actual, body } = await ask(`${it.base}${path}`, options);
    expect(actual).toBe(status);
    expect(body).not.toContain('zz-wrong');
    await ask(`${it.redirectUri}?code=true&state=${state}`);
    expect(await it.answer).toBe(`code=true&state=${state}`);
  });

  test('B09 hostile calls without number before the true one', { timeout: 600_000 }, async () => {
    const calls = count(1_000, 100_000);
    const it = await receiver();
    for (let made = 0; made < calls; made += wrong.length) {
      await Promise.all(wrong.map(([, path, options]) => ask(`${it.base}${path}`, options)));
    }
    expect(it.refusals, 'told, but no flood of log lines').toHaveLength(20);
    await ask(`${it.redirectUri}?code=true&state=${state}`);
    expect(await it.answer).toBe(`code=true&state=${state}`);
  });

  test('each refused call to the redirect URI is told by code', async () => {
    const it = await receiver();
    await ask(`${it.base}/callback?code=c&state=other`);
    await ask(`${it.base}/callback?code=c&code=d&state=${state}`);
    await ask(`${it.base}/callback?code=c&state=${state}&state=${state}`);
    await ask(`${it.base}/favicon.ico`);
    expect(it.refusals).toEqual(['CALLBACK_STATE_MISMATCH', 'CALLBACK_MALFORMED', 'CALLBACK_STATE_MISMATCH']);
  });
});

describe('B10 connections that say nothing, or half of something', () => {
  const beginnings: readonly [string, string][] = [
    ['no bytes', ''],
    ['half a request line', `GET /callback?code=c&sta`],
    ['half a header', `GET /callback?code=c&state=${state} HTTP/1.1\r\nhost: 127.0`],
  ];

  test('are not held beyond the limits', async () => {
    const it = await receiver();
    const before = performance.now();
    const silent = await Promise.all(beginnings.map(([, text]) => silentConnection(it.port, text)));
    expect(await Promise.all(silent.map(({ closed }) => closed))).toEqual(['', '', '']);
    expect(performance.now() - before, '5 s, looked at every second').toBeLessThan(7_500);
    await ask(`${it.redirectUri}?code=true&state=${state}`);
    expect(await it.answer).toBe(`code=true&state=${state}`);
  });

  test.each(beginnings)('%s: never blocks the end', async (_name, text) => {
    const it = await receiver();
    const { closed } = await silentConnection(it.port, text);
    const before = performance.now();
    await it.finish({ kind: 'cancelled' });
    await closed;
    expect(performance.now() - before).toBeLessThan(500);
  });

  test('nonsense is answered, and its sender is not waited for', async () => {
    const it = await receiver();
    const { socket } = await silentConnection(it.port, '\u0016\u0003\u0001 not HTTP\r\n\r\n');
    socket.removeAllListeners('end');
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 400 /);
    await expect.poll(() => socketTable(it.port, 'established'), { timeout: 2_000 }).toEqual([]);
    socket.destroy();
  });
});

describe('B12 large requests', () => {
  test('a code of 8 kB and 16 kB of cookies fit', async () => {
    const it = await receiver();
    const code = 'c'.repeat(8 * 1024);
    const cookie = `a=${'d'.repeat(16 * 1024)}`;
    expect((await ask(`${it.redirectUri}?code=${code}&state=${state}`, { headers: { cookie } })).status).toBe(303);
    expect(await it.answer).toContain(code);
  });

  test('what is larger gets a page that names the reason, and the attempt goes on', async () => {
    const it = await receiver();
    const { status, body, headers } = await ask(`${it.redirectUri}?code=c&state=${state}`, {
      headers: { cookie: `a=${'d'.repeat(80_000)}` },
    });
    expect(status).toBe(431);
    expect(body).toContain('Your browser sent more than we can read');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    await ask(`${it.redirectUri}?code=true&state=${state}`);
    expect(await it.answer).toBe(`code=true&state=${state}`);
  });

  test('one who never stops sending is cut off', async () => {
    const it = await receiver();
    const before = performance.now();
    const { closed, socket } = await silentConnection(it.port, `GET / HTTP/1.1\r\ncookie: ${'x'.repeat(100_000)}`);
    socket.removeAllListeners('end');
    const more = setInterval(() => socket.writable && socket.write('x'.repeat(10_000)), 20);
    expect(await closed).toMatch(/^HTTP\/1\.1 431 /);
    clearInterval(more);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('B15 an old callback is played again', () => {
  test('during the attempt: the first answer is the one', async () => {
    const it = await receiver();
    await ask(`${it.redirectUri}?code=first&state=${state}`);
    expect((await ask(`${it.redirectUri}?code=second&state=${state}`)).status).toBe(303);
    expect(await it.answer).toBe(`code=first&state=${state}`);
    expect((await ask(it.startUrl)).status).toBe(410);
    expect(it.refusals).toEqual([]);
  });

  test('after the end: nobody listens', async () => {
    const it = await receiver();
    await it.finish({ kind: 'cancelled' });
    expect(await connects(it.port)).toBe(false);
  });

  test('or for the first time, when it is too late: the end stands, and the tab is told', async () => {
    const it = await receiver();
    const late = await silentConnection(it.port, `GET /callback?code=c&state=${state} HTTP/1.1\r\n`);
    const finished = it.finish({ kind: 'cancelled' });
    late.socket.write(`host: 127.0.0.1:${it.port}\r\n\r\n`);
    expect(await late.closed).toContain('This log-in was cancelled');
    expect(await Promise.race([it.answer, Promise.resolve('none')])).toBe('none');
    await finished;
  });

  test('into a new attempt on the same port: a polite page, and nothing else', async () => {
    const old = await receiver();
    await old.finish({ kind: 'cancelled' });
    const it = await receiver({
      redirect: { host: '127.0.0.1', ports: [old.port], path: '/callback' },
      state: 'a-newer-state',
      formerStateHashes: [stateHash(state)],
    });
    const { status, body } = await ask(`${old.redirectUri}?code=old&state=${state}`);
    expect(status).toBe(409);
    expect(body).toContain('newer log-in');
    expect(it.refusals).toEqual([]);
    await ask(`${it.redirectUri}?code=true&state=a-newer-state`);
    expect(await it.answer, 'the old answer was not taken').toBe('code=true&state=a-newer-state');
  });

  test('after a restart, which remembers nothing: refused, and nothing changes', async () => {
    const old = await receiver();
    await old.finish({ kind: 'cancelled' });
    const it = await receiver({
      redirect: { host: '127.0.0.1', ports: [old.port], path: '/callback' },
      state: 'a-newer-state',
    });
    expect((await ask(`${old.redirectUri}?code=old&state=${state}`)).status).toBe(400);
    expect((await ask(old.startUrl.replace('start-id', 'an-old-start-id'))).status).toBe(404);
    expect(it.refusals).toEqual(['CALLBACK_STATE_MISMATCH']);
    await ask(`${it.redirectUri}?code=true&state=a-newer-state`);
    expect(await it.answer).toBe('code=true&state=a-newer-state');
  });
});
