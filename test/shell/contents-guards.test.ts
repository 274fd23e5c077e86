import { expect, test, vi } from 'vitest';
import { guardContents, mayNavigate, type GuardedContents } from '../../main/shell/contents-guards.ts';
import { fake, fakeEvents, fakeLog } from './fakes.ts';

function guarded() {
  const events = fakeEvents();
  const setWindowOpenHandler = vi.fn<GuardedContents['setWindowOpenHandler']>();
  const setWebRTCIPHandlingPolicy = vi.fn();
  const { log, entries } = fakeLog();
  guardContents(fake<GuardedContents>({ on: events.on, setWindowOpenHandler, setWebRTCIPHandlingPolicy }), log);
  return { events, setWindowOpenHandler, setWebRTCIPHandlingPolicy, entries };
}

const navigations: ReadonlyArray<readonly [string, boolean]> = [
  ['app://cis2/index.html', true],
  ['app://cis2/index.html#content', true],
  ['app://cis2/index.html?x', false],
  ['app://cis2/other.html', false],
  ['app://cis2/', false],
  ['app://cis2.evil.example/index.html', false],
  ['app://cis2:443/index.html', false],
  ['app://cis2@evil.example/index.html', false],
  ['app://user:pass@cis2/index.html', false],
  ['apps://cis2/index.html', false],
  ['https://cis2/index.html', false],
  ['https://app://cis2/index.html', false],
  ['http://127.0.0.1:1/start/x', false],
  ['file:///index.html', false],
  ['about:blank', false],
  ['about:srcdoc', false],
  ['data:text/html,x', false],
  ['blob:app://cis2/1', false],
  ['javascript:alert(1)', false],
  ['mailto:a@b.example', false],
  ['chrome://settings', false],
  ['', false],
];

for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
  test.each(navigations)(`B11 ${name} to %s: allowed %s`, (url, allowed) => {
    const { events, entries } = guarded();
    expect(events.fire(name, { url, isMainFrame: true })).toBe(!allowed);
    expect(entries.map(({ code }) => code)).toEqual(allowed ? [] : ['NAVIGATION_REFUSED']);
  });
}

test.each(navigations)('B11 a subframe may go nowhere: %s', (url) => {
  expect(mayNavigate(url, false)).toBe(false);
});

test.each([
  'https://example.org/',
  'http://127.0.0.1:1/start/x',
  'app://cis2/index.html',
  'about:blank',
  'javascript:0',
  '',
])('B10 window.open of %s is denied', (url) => {
  const { setWindowOpenHandler, entries } = guarded();
  const handler = setWindowOpenHandler.mock.calls[0]?.[0];
  const details = {
    url,
    frameName: '',
    features: '',
    disposition: 'default' as const,
    referrer: { url: '', policy: 'default' as const },
  };
  expect(handler?.(details)).toEqual({ action: 'deny' });
  expect(entries.map(({ code }) => code)).toEqual(['WINDOW_OPEN_REFUSED']);
});

test('B6 a webview is not attached', () => {
  const { events, entries } = guarded();
  expect(events.fire('will-attach-webview', {}, {}, { src: 'https://example.org/' })).toBe(true);
  expect(entries.map(({ code }) => code)).toEqual(['WEBVIEW_REFUSED']);
});

test('B20 no bluetooth device is chosen', () => {
  const callback = vi.fn();
  expect(guarded().events.fire('select-bluetooth-device', {}, [{ deviceId: '1' }], callback)).toBe(true);
  expect(callback.mock.calls).toEqual([['']]);
});

test('B21 WebRTC shows no local address', () => {
  expect(guarded().setWebRTCIPHandlingPolicy.mock.calls).toEqual([['disable_non_proxied_udp']]);
});
