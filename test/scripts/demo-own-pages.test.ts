import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkIds } from '../../preload/diagnostics.ts';
import {
  everyCheckHasAnswered,
  isDark,
  keychainWasTried,
  pageLanguage,
  policyRow,
  settingsAreKept,
  verdictIs,
} from '../../build/scripts/demo/checks/own-pages.ts';
import type { Stage } from '../../build/scripts/demo/stage.ts';
import type { Check } from '../../build/scripts/demo/step.ts';
import { findChromium } from '../electron-stand-in/chromium/find.ts';

/** Each check has to fail on what it is there for: a demo that cannot fail shows nothing. */

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--disable-gpu'] });
  page = await browser.newPage();
}, 60_000);
afterAll(() => browser.close());

async function holds(check: Check<Stage>, html: string, more: object = {}): Promise<boolean | null> {
  await page.setContent(html);
  return (await check.look({ page, ownKeychain: undefined, ...more } as unknown as Stage)).ok;
}

const row = (id: string, verdict: string, finding: string) =>
  `<li class="app-check app-check--${verdict}" data-check="${id}" data-finding="${finding}"></li>`;

test('the verdicts of the checks: all of them, and no problem', async () => {
  const all = checkIds.map((id) => row(id, 'pass', 'GOOD'));
  expect(await holds(everyCheckHasAnswered, all.join(''))).toBe(true);
  expect(await holds(everyCheckHasAnswered, all.slice(1).join(''))).toBe(false);
  expect(await holds(everyCheckHasAnswered, [...all.slice(1), row('disk', 'fail', 'DISK_FULL')].join(''))).toBe(false);
});

test('the verdict of one check, and its code', async () => {
  const check = verdictIs('the disk', 'disk', 'pass', 'DISK_GOOD');
  expect(await holds(check, row('disk', 'pass', 'DISK_GOOD'))).toBe(true);
  expect(await holds(check, row('disk', 'warn', 'DISK_GOOD'))).toBe(false);
  expect(await holds(check, row('disk', 'pass', 'TIMED_OUT'))).toBe(false);
  expect(await holds(check, row('dns', 'pass', 'DISK_GOOD'))).toBe(false);
});

test('the keychain is looked at where the demo has one of its own, and otherwise told as not looked at', async () => {
  const own = { ownKeychain: {} };
  expect(await holds(keychainWasTried, row('keychain', 'pass', 'KEYCHAIN_GOOD'), own)).toBe(true);
  expect(await holds(keychainWasTried, row('keychain', 'warn', 'KEYCHAIN_LOCKED'), own)).toBe(false);
  expect(await holds(keychainWasTried, row('keychain', 'pass', 'KEYCHAIN_GOOD'))).toBe(null);
});

test.each([
  ['#10161a', '#f0f4f5', true],
  ['#f0f4f5', '#10161a', false],
  ['#10161a', '#303030', false],
  ['transparent', '#f0f4f5', false],
])('a page of %s with text of %s', async (back, ink, dark) => {
  expect(await holds(isDark, `<body style="background:${back};color:${ink}">`)).toBe(dark);
});

test('the language of the page', async () => {
  expect(await holds(pageLanguage('cy'), '<html lang="cy">')).toBe(true);
  expect(await holds(pageLanguage('cy'), '<html lang="en">')).toBe(false);
});

test('what was chosen is kept, or is not', async () => {
  const userData = mkdtempSync(path.join(tmpdir(), 'cis2-own-pages-'));
  const kept = (choices: object) => {
    writeFileSync(path.join(userData, 'settings.json'), JSON.stringify(choices));
    return holds(settingsAreKept({ language: 'cy', theme: 'dark' }), '', { userData });
  };
  try {
    expect(await kept({ language: 'cy', theme: 'dark', textSize: 'large' })).toBe(true);
    expect(await kept({ language: 'cy', theme: 'light' })).toBe(false);
    expect(await kept({})).toBe(false);
  } finally {
    rmSync(userData, { recursive: true, force: true });
  }
});

test('a row of what the organisation manages: its value and where that is from', async () => {
  const check = policyRow('session.profile', 'personal', 'policy.json');
  const table = (key: string, value: string, source: string) =>
    `<h3 id="from">Set in ${source}</h3><table aria-labelledby="from">
      <tr><th scope="row"><span>Some title</span><code>${key}</code></th>
      <td><span>Value</span>${value}</td><td><span>Kind</span>One</td></tr></table>`;
  expect(await holds(check, table('session.profile', 'personal', '/some/where/policy.json'))).toBe(true);
  expect(await holds(check, table('session.profile', 'shared', '/some/where/policy.json'))).toBe(false);
  expect(await holds(check, table('session.profile', 'personal', '/some/where/else.json'))).toBe(false);
});
