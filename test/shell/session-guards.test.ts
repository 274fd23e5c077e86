import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import {
  allowAppPages,
  allowProviders,
  guardSession,
  isAppPageRequest,
  isProviderRequest,
  type GuardedSession,
} from '../../main/shell/session-guards.ts';
import { fake, fakeEvents, fakeLog } from './fakes.ts';

type Listener = (...args: readonly unknown[]) => unknown;

function guarded() {
  const events = fakeEvents();
  const set: Record<string, Listener> = {};
  const values: Record<string, unknown> = {};
  const setter = (name: string) => (handler: Listener) => void (set[name] = handler);
  const keeper = (name: string) => (value: unknown) => void (values[name] = value);
  const session = fake<GuardedSession>({
    on: events.on,
    setPermissionRequestHandler: setter('request'),
    setPermissionCheckHandler: setter('check'),
    setDevicePermissionHandler: setter('device'),
    setDisplayMediaRequestHandler: setter('display'),
    setBluetoothPairingHandler: setter('pairing'),
    setSpellCheckerEnabled: keeper('spelling'),
    setSpellCheckerDictionaryDownloadURL: keeper('dictionaries'),
    allowNTLMCredentialsForDomains: keeper('ntlm'),
    webRequest: { onBeforeRequest: setter('beforeRequest') },
  });
  const { log, entries } = fakeLog();
  guardSession(session, log);
  const answer = (name: string, ...args: readonly unknown[]): unknown => {
    const callback = vi.fn();
    const returned = set[name]?.(...args, callback);
    return callback.mock.calls.length === 0 ? returned : (callback.mock.calls[0]?.[0] as unknown);
  };
  const cancelled = (url: string) => answer('beforeRequest', { url });
  return { session, events, values, answer, cancelled, log, entries };
}

/** The kinds of permission that Electron's own types know. */
const kinds = (() => {
  const types = readFileSync(new URL('../../node_modules/electron/electron.d.ts', import.meta.url), 'utf8');
  const union = /setPermissionRequestHandler\(handler: \(\(webContents: WebContents, permission: ([^,]+),/.exec(
    types,
  )?.[1];
  return union?.split(' | ').map((kind) => kind.slice(1, -1)) ?? [];
})();

test('B20 the list of kinds is really read from the types', () => {
  expect(kinds.length).toBeGreaterThan(40);
  expect(kinds).toEqual(expect.arrayContaining(['media', 'local-network', 'loopback-network', 'openExternal']));
});

test.each([...kinds, 'a-kind-of-next-year'])('B20 permission %s is refused, asked or checked', (kind) => {
  const { answer, entries } = guarded();
  expect(answer('request', {}, kind)).toBe(false);
  expect(entries).toEqual([{ level: 'warn', code: 'PERMISSION_REFUSED', reason: kind }]);
  expect(answer('check', {}, kind, 'app://cis2', {})).toBe(false);
});

describe('B20 no device and no screen is ever chosen', () => {
  test.each([
    ['device', [{ deviceType: 'hid' }], false],
    ['display', [{}], null],
    ['pairing', [{}], { confirmed: false }],
  ])('B20 %s', (name, args, expected) => {
    expect(guarded().answer(name, ...args)).toEqual(expected);
  });

  test.each([
    ['select-hid-device', [{}], [null]],
    ['select-usb-device', [{}], []],
    ['select-serial-port', [[{ portId: '1' }], {}], ['']],
    ['file-system-access-restricted', [{ path: '/' }], ['deny']],
  ])('B20 %s', (name, args, expected) => {
    const callback = vi.fn();
    expect(guarded().events.fire(name, {}, ...args, callback)).toBe(true);
    expect(callback.mock.calls).toEqual([expected]);
  });
});

test('B21 downloads are prevented', () => {
  const { events, entries } = guarded();
  expect(events.fire('will-download', {}, {}, {})).toBe(true);
  expect(entries).toEqual([{ level: 'warn', code: 'DOWNLOAD_REFUSED' }]);
});

test('B21 the spelling checker is off and has nowhere to load a dictionary from', () => {
  expect(guarded().values).toMatchObject({ spelling: false, dictionaries: 'app://no-dictionaries/' });
});

test('B47 integrated authentication is offered to no server', () => {
  expect(guarded().values['ntlm']).toBe('');
});

const urls: ReadonlyArray<readonly [url: string, page: boolean, pageUnpackaged: boolean, provider: boolean]> = [
  ['app://cis2/index.html', true, true, false],
  ['app://cis2/assets/index-1.js', true, true, false],
  ['app://cis2.evil/index.html', false, false, false],
  ['app://other/index.html', false, false, false],
  ['app://cleared/', true, true, false],
  ['app://cleared/index.html', false, false, false],
  ['app://no-dictionaries/en-GB.bdic', false, false, false],
  ['devtools://devtools/bundled/inspector.html', false, true, false],
  ['https://example.org/', false, false, true],
  ['http://example.org/', false, false, false],
  ['http://127.0.0.1:8080/', false, false, true],
  ['http://[::1]:8080/', false, false, true],
  ['http://localhost:8080/', false, false, true],
  ['http://127.0.0.1.evil/', false, false, false],
  ['http://localhost.evil/', false, false, false],
  ['http://127.0.0.1@evil/', false, false, false],
  ['http://0.0.0.0:8080/', false, false, false],
  ['ws://127.0.0.1/', false, false, false],
  ['wss://example.org/', false, false, false],
  ['ftp://example.org/', false, false, false],
  ['file:///etc/passwd', false, false, false],
  ['data:text/html,x', false, false, false],
  ['blob:app://cis2/0', false, false, false],
  ['filesystem:app://cis2/0', false, false, false],
  ['chrome://gpu', false, false, false],
  ['javascript:0', false, false, false],
  ['', false, false, false],
  ['nonsense', false, false, false],
];

test.each(urls)('B19 %s: page %s, page unpackaged %s, provider %s', (url, page, pageUnpackaged, provider) => {
  expect([isAppPageRequest(url, true), isAppPageRequest(url, false), isProviderRequest(url)]).toEqual([
    page,
    pageUnpackaged,
    provider,
  ]);
});

test.each(urls)(
  'B1 B19 a session that nobody opened refuses %s; opened, it does as the table says',
  (url, page, unpackaged, provider) => {
    const { session, cancelled, log, entries } = guarded();
    expect(cancelled(url)).toEqual({ cancel: true });
    expect(entries).toHaveLength(1);
    allowAppPages(session, true, log);
    expect(cancelled(url)).toEqual({ cancel: !page });
    allowAppPages(session, false, log);
    expect(cancelled(url)).toEqual({ cancel: !unpackaged });
    allowProviders(session, log);
    expect(cancelled(url)).toEqual({ cancel: !provider });
  },
);

test('B19 the log tells the scheme of a refused request and nothing else of it', () => {
  const { cancelled, entries } = guarded();
  cancelled('https://example.org/?token=secret');
  expect(entries).toEqual([{ level: 'warn', code: 'REQUEST_REFUSED', reason: 'https:' }]);
});
