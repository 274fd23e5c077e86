import http from 'node:http';
import net from 'node:net';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openReceiver, stateHash, type Receiver, type ReceiverOptions } from '../../main/oidc/receiver.ts';
import type { FailureCode } from '../../preload/failures.ts';
import { systemClock } from '../unit-support/system.ts';

const state = 'the-state-of-this-attempt';
const opened: Receiver[] = [];
afterEach(async () => {
  const ending = opened.splice(0);
  const finished = ending.map((receiver) => receiver.finish({ kind: 'cancelled' }));
  // A tab that fetches its result lets the receiver go at once; one that is gone already has nothing to fetch.
  const fetched = ending.map(({ port }) => ask(`http://127.0.0.1:${port}/result/result-id`).catch(() => undefined));
  await Promise.all([...finished, ...fetched]);
});

async function receiver(over: Partial<ReceiverOptions> = {}) {
  const refusals: FailureCode[] = [];
  const made = await openReceiver(
    {
      redirect: { host: '127.0.0.1', ports: [], path: '/callback' },
      state,
      startId: 'start-id',
      resultId: 'result-id',
      formerStateHashes: [],
      authorizationUrl: (redirectUri) => `https://provider.example/authorize?redirect_uri=${redirectUri}`,
      onRefused: (code) => refusals.push(code),
      ...over,
    },
    systemClock,
  );
  opened.push(made);
  return { ...made, refusals, base: `http://127.0.0.1:${made.port}` };
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function ask(url: string, options: http.RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent: false, ...options }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

const connects = (port: number, host = '127.0.0.1') =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
  });

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

  test('B03 listener and sockets are gone within a second of the end', async () => {
    const it = await receiver();
    const idle = net.connect(it.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const closed = new Promise((resolve) => idle.once('close', resolve));
    idle.on('error', () => undefined);
    await ask(`${it.redirectUri}?code=c&state=${state}`);
    const before = performance.now();
    await it.finish({ kind: 'accepted' });
    await closed;
    expect(performance.now() - before).toBeLessThan(1_100);
    expect(await connects(it.port)).toBe(false);
  });

  test('B41 a cancelled attempt frees its port at once, and another one works', async () => {
    const it = await receiver();
    const before = performance.now();
    await it.finish({ kind: 'cancelled' });
    expect(performance.now() - before).toBeLessThan(500);
    const again = await receiver({ redirect: { host: '127.0.0.1', ports: [it.port], path: '/callback' } });
    expect(again.port).toBe(it.port);
  });

  test('B08 the system’s socket table shows loopback only', async () => {
    const it = await receiver();
    const hexPort = it.port.toString(16).toUpperCase().padStart(4, '0');
    const tables = await Promise.all(
      ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
    );
    const listening = tables
      .join('\n')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , kind]) => local?.endsWith(`:${hexPort}`) && kind === '0A')
      .map(([, local]) => local);
    expect(listening).toEqual([`0100007F:${hexPort}`]);
  });

  test('B05 [::1] where policy says so', async () => {
    const it = await receiver({ redirect: { host: '[::1]', ports: [], path: '/cis2' } });
    expect(it.redirectUri).toBe(`http://[::1]:${it.port}/cis2`);
    expect((await ask(it.startUrl)).status).toBe(302);
    expect(await connects(it.port, '127.0.0.1')).toBe(false);
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

describe('B06, B07 ports', () => {
  const take = async (port = 0) => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    return { server, port: typeof address === 'object' && address ? address.port : 0 };
  };

  test('falls through a taken port to the next of the list', async () => {
    const [taken, free] = [await take(), await take()];
    free.server.close();
    const it = await receiver({ redirect: { host: '127.0.0.1', ports: [taken.port, free.port], path: '/callback' } });
    expect(it.port).toBe(free.port);
    taken.server.close();
  });

  test('names the ports and the policy key when none is free', async () => {
    const taken = await take();
    await expect(
      receiver({ redirect: { host: '127.0.0.1', ports: [taken.port], path: '/callback' } }),
    ).rejects.toMatchObject({
      code: 'RECEIVER_NO_PORT',
      message: expect.stringMatching(new RegExp(`${taken.port}.*provider\\.redirectPorts`)),
    });
    taken.server.close();
  });
});

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

  test('a thousand of them before the true one', async () => {
    const it = await receiver();
    for (let round = 0; round < 50; round += 1) {
      await Promise.all(wrong.map(([, path, options]) => ask(`${it.base}${path}`, options)));
    }
    await ask(`${it.redirectUri}?code=true&state=${state}`);
    expect(await it.answer).toBe(`code=true&state=${state}`);
  });

  test('each refused call to the redirect URI is told by code', async () => {
    const it = await receiver();
    await ask(`${it.base}/callback?code=c&state=other`);
    await ask(`${it.base}/callback?code=c&code=d&state=${state}`);
    await ask(`${it.base}/favicon.ico`);
    expect(it.refusals).toEqual(['CALLBACK_STATE_MISMATCH', 'CALLBACK_MALFORMED']);
  });

  test('B15 a replay changes nothing: the first answer is the one', async () => {
    const it = await receiver();
    await ask(`${it.redirectUri}?code=first&state=${state}`);
    expect((await ask(`${it.redirectUri}?code=second&state=${state}`)).status).toBe(303);
    expect(await it.answer).toBe(`code=first&state=${state}`);
    expect((await ask(it.startUrl)).status).toBe(410);
  });

  test('a tab of a replaced attempt is told so', async () => {
    const it = await receiver({ formerStateHashes: [stateHash('an-older-state')] });
    const { status, body } = await ask(`${it.redirectUri}?code=c&state=an-older-state`);
    expect(status).toBe(409);
    expect(body).toContain('newer log-in');
    expect(it.refusals).toEqual([]);
  });

  test('B12 a code of 8 kB and 16 kB of cookies fit', async () => {
    const it = await receiver();
    const code = 'c'.repeat(8 * 1024);
    const cookie = `a=${'d'.repeat(16 * 1024)}`;
    expect((await ask(`${it.redirectUri}?code=${code}&state=${state}`, { headers: { cookie } })).status).toBe(303);
    expect(await it.answer).toContain(code);
  });

  test('B12 what is larger is answered, not hung up on', async () => {
    const it = await receiver();
    const answer = await ask(`${it.redirectUri}?code=c&state=${state}`, {
      headers: { cookie: `a=${'d'.repeat(80_000)}` },
    });
    expect(answer.status).toBe(431);
  });
});
