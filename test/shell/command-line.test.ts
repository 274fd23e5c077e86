import { describe, expect, test } from 'vitest';
import { refusedSwitches } from '../../main/shell/command-line.ts';

const refusedOf = (...given: string[]) => refusedSwitches((name) => given.includes(name));

describe('B59 a packaged app does not start with', () => {
  test.each([
    'remote-debugging-port',
    'remote-debugging-pipe',
    'remote-debugging-address',
    'inspect',
    'inspect-brk',
    'inspect-port',
    'js-flags',
    'log-net-log',
    'net-log-capture-mode',
    'ssl-key-log-file',
    'enable-logging',
    'log-file',
    'host-rules',
    'host-resolver-rules',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list',
    'disable-web-security',
    'no-sandbox',
    'load-extension',
    'gpu-launcher',
  ])('B59 --%s', (name) => {
    expect(refusedOf('lang', name, 'disable-gpu')).toEqual([name]);
  });
});

test('B59 what administrators and drivers need is left alone, and so is what nobody knows', () => {
  expect(
    refusedOf('proxy-server', 'proxy-pac-url', 'no-proxy-server', 'user-data-dir', 'renderer-process-limit', 'lang'),
  ).toEqual([]);
  expect(refusedOf()).toEqual([]);
});

test('B59 all that are there are told, and Node’s underscores are seen through', () => {
  expect(refusedOf('inspect_brk', 'log-net-log', 'js_flags')).toEqual(['inspect-brk', 'js-flags', 'log-net-log']);
});
