import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../main/shell/app-headers.ts';
import {
  appSchemeRegistration,
  createAppSchemeHandler,
  decide,
  listServedFiles,
  type ServedFiles,
} from '../../main/shell/app-scheme.ts';
import { isStartPage, ownPath, clearedPage, startPage } from '../../main/shell/app-url.ts';
import { fakeLog } from './fakes.ts';

let folder = '';
let root = '';
let files: ServedFiles = new Map();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cis2-scheme-'));
  root = path.join(folder, 'renderer');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.js'), 'secret');
  await writeFile(path.join(root, 'index.html'), '<!doctype html>');
  await writeFile(path.join(root, 'assets', 'index-1.js'), 'run()');
  await writeFile(path.join(root, 'assets', 'index-1.css'), 'p {}');
  await writeFile(path.join(root, 'assets', 'arrow.svg'), '<svg/>');
  await writeFile(path.join(root, 'assets', 'index-1.js.map'), '{}');
  await symlink(path.join(folder, 'secret.js'), path.join(root, 'assets', 'link.js'));
  await symlink(folder, path.join(root, 'up'));
  files = await listServedFiles(root);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('B14 the scheme has exactly four privileges', () => {
  expect(appSchemeRegistration).toEqual({
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  });
});

test('B16 the map holds the built files of known kinds, and neither links nor source maps', () => {
  expect([...files.keys()].sort()).toEqual([
    '/assets/arrow.svg',
    '/assets/index-1.css',
    '/assets/index-1.js',
    '/index.html',
  ]);
});

describe('B16 what is served, as what', () => {
  test.each([
    ['app://cis2/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://cis2/assets/index-1.js', 'text/javascript; charset=utf-8', 'run()'],
    ['app://cis2/assets/index-1.css', 'text/css; charset=utf-8', 'p {}'],
    ['app://cis2/assets/arrow.svg', 'image/svg+xml', '<svg/>'],
  ])('B16 %s', async (url, mediaType, body) => {
    const handle = createAppSchemeHandler(files, fakeLog().log);
    const answer = await handle({ method: 'GET', url });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, mediaType, body]);
    const head = await handle({ method: 'HEAD', url });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, mediaType, '']);
  });
});

describe('B16 what is refused', () => {
  test.each([
    ['GET', 'app://cis2/', 'path'],
    ['GET', 'app://cis2', 'path'],
    ['GET', 'app://cis2/assets', 'path'],
    ['GET', 'app://cis2/assets/', 'path'],
    ['GET', 'app://cis2/assets/index-1.js.map', 'path'],
    ['GET', 'app://cis2/assets/link.js', 'path'],
    ['GET', 'app://cis2/up/secret.js', 'path'],
    ['GET', 'app://cis2/../secret.js', 'path'],
    ['GET', 'app://cis2/assets/../../secret.js', 'path'],
    ['GET', 'app://cis2/%2e%2e/secret.js', 'path'],
    ['GET', 'app://cis2/%2e%2e%2fsecret.js', 'path'],
    ['GET', 'app://cis2/..%5csecret.js', 'path'],
    ['GET', 'app://cis2/..\\secret.js', 'path'],
    ['GET', 'app://cis2/index.html%00.js', 'path'],
    ['GET', 'app://cis2//index.html', 'path'],
    ['GET', 'app://cis2/INDEX.HTML', 'path'],
    ['GET', 'app://cis2/__proto__', 'path'],
    ['GET', 'app://cis2/index.html?x=1', 'host'],
    ['GET', 'app://cis2.evil/index.html', 'host'],
    ['GET', 'app://evil/index.html', 'host'],
    ['GET', 'app://cis2:80/index.html', 'host'],
    ['GET', 'app://user@cis2/index.html', 'host'],
    ['GET', 'app://cis2@evil/index.html', 'host'],
    ['GET', 'https://cis2/index.html', 'host'],
    ['GET', 'file:///index.html', 'host'],
    ['GET', '', 'host'],
    ['POST', 'app://cis2/index.html', 'method'],
    ['PUT', 'app://cis2/index.html', 'method'],
    ['OPTIONS', 'app://cis2/index.html', 'method'],
    ['get', 'app://cis2/index.html', 'method'],
  ])('B16 %s %s: %s', async (method, url, reason) => {
    expect(decide(files, method, url)).toEqual({ refuse: reason });
    const { log, entries } = fakeLog();
    const answer = await createAppSchemeHandler(files, log)({ method, url });
    expect([answer.status, await answer.text()]).toEqual([404, 'Not found']);
    expect(entries).toEqual([{ level: 'warn', code: 'APP_REQUEST_REFUSED', reason }]);
  });
});

test('B16 a listed file that has gone is a 404 and a coded log line', async () => {
  const { log, entries } = fakeLog();
  const gone: ServedFiles = new Map([['/a.js', { file: path.join(root, 'a.js'), mediaType: 'text/javascript' }]]);
  const answer = await createAppSchemeHandler(gone, log)({ method: 'GET', url: 'app://cis2/a.js' });
  expect([answer.status, await answer.text()]).toEqual([404, 'Not found']);
  expect(entries).toEqual([{ level: 'error', code: 'APP_FILE_UNREADABLE', detail: 'a.js' }]);
});

test('B1 B17 the policy is the one agreed on: nothing remote, nothing inline, no string becomes code', () => {
  expect(Object.fromEntries(contentSecurityPolicy.split('; ').map((part) => part.split(/ (.*)/s, 2)))).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'font-src': "'none'",
    'connect-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
});

test.each(['app://cis2/index.html', 'app://cis2/missing'])('B17 B18 the headers are on %s', async (url) => {
  const { headers } = await createAppSchemeHandler(files, fakeLog().log)({ method: 'GET', url });
  expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('B18 the permissions policy gives every feature to nobody', () => {
  const features = securityHeaders['permissions-policy'].split(', ');
  expect(features.every((feature) => /^[a-z-]+=\(\)$/.test(feature))).toBe(true);
  for (const feature of [
    'camera',
    'microphone',
    'geolocation',
    'usb',
    'hid',
    'serial',
    'clipboard-read',
    'local-network',
  ]) {
    expect(features).toContain(`${feature}=()`);
  }
});

test.each([
  [startPage, true],
  ['app://cis2/index.html#main', true],
  ['app://cis2/assets/index-1.js', false],
  ['APP://cis2/index.html', true],
  ['app://cis2/index.html/', false],
  ['app:cis2/index.html', false],
  ['blob:app://cis2/index.html', false],
])('B11 start page: %s is %s', (url, expected) => {
  expect(isStartPage(url)).toBe(expected);
});

test('B25 a path is told only of our own origin', () => {
  expect(ownPath('app://cis2/a')).toBe('/a');
  expect(ownPath('app://cis2x/a')).toBeUndefined();
});

test('B54 the cleared page is empty, has the same headers, and is nobody who may call (B25)', async () => {
  const answer = await createAppSchemeHandler(new Map(), fakeLog().log)({ method: 'GET', url: clearedPage });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(await answer.text()).not.toMatch(/<script|<link|src=|href=/);
  expect(ownPath(clearedPage)).toBeUndefined();
});
