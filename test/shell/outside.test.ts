import { describe, expect, test, vi } from 'vitest';
import { answerClientCertificates } from '../../main/shell/certificates.ts';
import { createClipboard } from '../../main/shell/clipboard.ts';
import { createHttp, loggedHttp } from '../../main/shell/http.ts';
import { createOpener, openableUrl } from '../../main/shell/opener.ts';
import { fakeClock, fakeEvents, fakeLog } from './fakes.ts';

describe('B12 what may be opened, as it is written', () => {
  test.each([
    ['http://127.0.0.1:49152/start/aZ0-_9', 'http://127.0.0.1:49152/start/aZ0-_9'],
    ['http://[::1]:49152/start/x', 'http://[::1]:49152/start/x'],
    ['http://localhost:49152/start/x', 'http://localhost:49152/start/x'],
    ['HTTP://127.0.0.1:49152/a/../start/x', 'http://127.0.0.1:49152/start/x'],
    ['http://2130706433:49152/start/x', 'http://127.0.0.1:49152/start/x'],
    [' https://example.org/a b"\'`$(x)', "https://example.org/a%20b%22'%60$(x)"],
    ['https:\\\\example.org\\x', 'https://example.org/x'],
  ])('B12 %s', (url, expected) => expect(openableUrl(url)).toBe(expected));

  test.each([
    'http://127.0.0.1/start/x',
    'http://127.0.0.1:80/start/x',
    'http://127.0.0.1:49152/start/',
    'http://127.0.0.1:49152/start/x/y',
    'http://127.0.0.1:49152/start/x?y=1',
    'http://127.0.0.1:49152/start/x#y',
    'http://127.0.0.1:49152/start/%41',
    `http://127.0.0.1:49152/start/${'x'.repeat(129)}`,
    'http://127.0.0.1:49152/callback?code=x',
    'http://user@127.0.0.1:49152/start/x',
    'http://127.0.0.1.evil:49152/start/x',
    'http://127.0.0.2:49152/start/x',
    'http://192.168.0.1:49152/start/x',
    'http://example.org/start/x',
    'https://user:pass@example.org/',
    'https://:pass@example.org/',
    `https://example.org/${'x'.repeat(2000)}`,
    'https://',
    'file:///etc/passwd',
    'file://server/share',
    '\\\\server\\share',
    'smb://server/share',
    'ms-msdt:/id',
    'search-ms:query=x',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'app://cis2/index.html',
    'ftp://example.org/',
    '/usr/bin/true',
    'C:\\Windows\\System32\\calc.exe',
    '--help',
    '',
  ])('B12 not %s', async (url) => {
    const openExternal = vi.fn();
    const { log, entries } = fakeLog();
    await expect(createOpener({ openExternal }, log)(url)).rejects.toThrow('OPEN_REFUSED');
    expect(openExternal).not.toHaveBeenCalled();
    expect(entries).toEqual([{ level: 'error', code: 'OPEN_REFUSED' }]);
  });
});

test('B12 a page on this very machine is opened where that is allowed, and no other over plain http', () => {
  const allowed = { loopbackPages: true };
  expect(openableUrl('http://127.0.0.1:49152/opened/x?y=1', allowed)).toBe('http://127.0.0.1:49152/opened/x?y=1');
  expect(openableUrl('http://127.0.0.1:49152/opened/x?y=1')).toBeUndefined();
  expect(openableUrl('http://192.168.0.1:49152/opened/x', allowed)).toBeUndefined();
  expect(openableUrl('http://user@127.0.0.1:49152/opened/x', allowed)).toBeUndefined();
});

test('B12 the opener hands on the URL written anew, and passes on the failure of the system', async () => {
  const openExternal = vi.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('no browser'));
  const open = createOpener({ openExternal }, fakeLog().log);
  await open('HTTP://127.0.0.1:49152/start/x');
  expect(openExternal.mock.calls).toEqual([['http://127.0.0.1:49152/start/x']]);
  await expect(open('http://127.0.0.1:49152/start/x')).rejects.toThrow('no browser');
});

test('B12 R10 the browser of the policy gets the URL written anew as well, and the system’s own none', async () => {
  const openExternal = vi.fn();
  const chosenBrowser = vi.fn().mockResolvedValue(undefined);
  const open = createOpener({ openExternal }, fakeLog().log, { loopbackPages: false, chosenBrowser });
  await open('HTTP://127.0.0.1:49152/start/x');
  await expect(open('--help')).rejects.toThrow('OPEN_REFUSED');
  expect(chosenBrowser.mock.calls).toEqual([['http://127.0.0.1:49152/start/x']]);
  expect(openExternal).not.toHaveBeenCalled();
});

test('B44 a request omits credentials, is not cached, follows no redirect and meets no handler of ours', async () => {
  const fetch = vi.fn().mockResolvedValue(new Response('ok'));
  const { signal } = new AbortController();
  const headers = { accept: 'application/json' };
  const answer = await createHttp({ fetch })('https://example.org/token', {
    method: 'POST',
    headers,
    body: 'a=b',
    signal,
  });
  expect(await answer.text()).toBe('ok');
  expect(fetch.mock.calls).toEqual([
    [
      'https://example.org/token',
      {
        method: 'POST',
        headers,
        body: 'a=b',
        signal,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        bypassCustomProtocolHandlers: true,
      },
    ],
  ]);
});

test('B44 a request without a body has none, and a rejection is passed on', async () => {
  const fetch = vi.fn().mockRejectedValue(new Error('net::ERR_CONNECTION_REFUSED'));
  const { signal } = new AbortController();
  await expect(createHttp({ fetch })('https://example.org/', { method: 'GET', headers: {}, signal })).rejects.toThrow(
    'net::ERR_CONNECTION_REFUSED',
  );
  expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('body');
});

test('issue 7 line 6: a request is told of by host, method, outcome and time, and nothing else of it', async () => {
  const { log, entries } = fakeLog();
  const secret = 'https://idp.example/token?code=SECRET';
  const request = {
    method: 'POST',
    headers: { authorization: 'Bearer SECRET' },
    body: 'refresh_token=SECRET',
    signal: new AbortController().signal,
  };
  const clock = fakeClock();
  const answers = loggedHttp(() => Promise.resolve(new Response('SECRET', { status: 201 })), clock, log);
  expect((await answers(secret, request)).status).toBe(201);
  const fails = loggedHttp(() => Promise.reject(new TypeError('SECRET')), clock, log);
  await expect(fails(secret, request)).rejects.toThrow('SECRET');
  const facts = { level: 'debug', host: 'idp.example', detail: 'POST', durationMs: 0 };
  expect(entries).toEqual([
    { ...facts, code: 'HTTP_ANSWERED', status: 201 },
    { ...facts, code: 'HTTP_FAILED', reason: 'TypeError' },
  ]);
});

test.each([
  ['a page', {}],
  ['main itself', null],
])('B46 no certificate is given when %s is asked for one', (_who, contents) => {
  const events = fakeEvents();
  const { log, entries } = fakeLog();
  answerClientCertificates({ on: events.on as never }, () => undefined, log);
  const callback = vi.fn();
  expect(events.fire('select-client-certificate', {}, contents, 'https://idp.example/x?y', [{}], callback)).toBe(true);
  expect(callback.mock.calls).toEqual([[]]);
  expect(entries).toEqual([{ level: 'warn', code: 'CLIENT_CERTIFICATE_REFUSED', host: 'idp.example' }]);
});

describe('B46 issue 7 line 5: where policy names the authority of a client certificate', () => {
  const ours = { issuerName: 'Synthetic Trust Device CA', subjectName: 'PC-0001' };
  const card = { issuerName: 'Synthetic Smartcard CA', subjectName: 'Sam SYNTHETIC' };
  test.each<[string, readonly object[], readonly unknown[]]>([
    ['the one of it is given', [card, ours], [ours]],
    ['none is when there is none of it', [card], []],
    ['none is when there are two: nobody can say which is meant', [ours, { ...ours }], []],
  ])('%s', (_name, certificates, given) => {
    const events = fakeEvents();
    const { log, entries } = fakeLog();
    answerClientCertificates({ on: events.on as never }, () => 'Synthetic Trust Device CA', log);
    const callback = vi.fn();
    expect(events.fire('select-client-certificate', {}, null, 'https://proxy.example/', certificates, callback)).toBe(
      true,
    );
    expect(callback.mock.calls).toEqual([given]);
    expect(JSON.stringify(entries)).not.toContain('SYNTHETIC');
  });
});

test('the clipboard is written as given', async () => {
  const writeText = vi.fn().mockResolvedValue(undefined);
  expect(await createClipboard({ writeText }, fakeLog().log)('http://127.0.0.1:1/start/x')).toBe(true);
  expect(writeText.mock.calls).toEqual([['http://127.0.0.1:1/start/x']]);
});

test('issue 6 line 1: a clipboard that refuses is told, and rejects nothing', async () => {
  const { log, codes } = fakeLog();
  const refuses = createClipboard({ writeText: () => Promise.reject(new Error('denied')) }, log);
  expect(await refuses('x')).toBe(false);
  expect(codes()).toEqual(['CLIPBOARD_NOT_WRITTEN']);
});
