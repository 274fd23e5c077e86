import { describe, expect, test } from 'vitest';
import { appInfoOf } from '../../main/shell/app-info.ts';
import type { Policy } from '../../main/policy/schema.ts';
import { policy } from '../session/fixtures.ts';

const app = (name: string) => ({ getVersion: () => '1.2.3', getApplicationNameForProtocol: () => name });
const on = (platform: NodeJS.Platform) => ({ versions: process.versions, env: {}, platform });
const withBrowser = (browser: Policy['browser']): Policy => ({ ...policy(), browser });

describe('R10 the browser that a log-in opens, by its name', () => {
  test.each<[string, Policy['browser'], NodeJS.Platform, string, string | null]>([
    ['the one of the system', { use: 'default', private: false }, 'win32', 'Microsoft Edge', 'Microsoft Edge'],
    ['and on a Mac', { use: 'default', private: false }, 'darwin', 'Safari', 'Safari'],
    ['the system knows none', { use: 'default', private: false }, 'win32', '', null],
    ['a file of a desktop', { use: 'default', private: false }, 'linux', 'org.mozilla.firefox.desktop', null],
    ['the one of the policy', { use: 'chrome', private: false }, 'win32', 'Microsoft Edge', 'Google Chrome'],
    ['a policy without its path', { use: 'path', private: false }, 'win32', 'Microsoft Edge', null],
  ])('%s', (_name, browser, platform, systemsOwn, name) => {
    expect(appInfoOf(withBrowser(browser), app(systemsOwn), on(platform)).browser).toBe(name);
  });

  test('without a policy nobody logs in, and no browser is named', () => {
    expect(appInfoOf(undefined, app('Microsoft Edge'), on('win32'))).toMatchObject({
      browser: null,
      profile: 'shared',
    });
  });
});
