import { expect, it } from 'vitest';
import { resultPage, type ResultPage } from '../../main/oidc/result-page.ts';
import { auditCheckBox } from '../../main/shell/audit-check-box.ts';
import { menuTemplate } from '../../main/shell/menu.ts';
import { auditCheckWords } from '../../main/words/audit-check-words.ts';
import { browserPageWords } from '../../main/words/browser-page-words.ts';
import { fatalWords } from '../../main/words/fatal-words.ts';
import { menuWords } from '../../main/words/menu-words.ts';
import { notificationWords } from '../../main/words/notification-words.ts';
import { trayWords } from '../../main/words/tray-words.ts';
import { pairsOf, untranslated, withoutArguments } from './walk.ts';

const counts = [[0], [1], [2], [3], [6], [11]];
const pairs = [
  ...pairsOf(menuWords.en, menuWords.cy),
  ...pairsOf(auditCheckWords.en, auditCheckWords.cy, { whole: counts, healed: counts, broken: [['audit.jsonl', 7]] }),
  ...pairsOf(browserPageWords.en, browserPageWords.cy),
  ...pairsOf(fatalWords.en, fatalWords.cy),
  ...pairsOf(notificationWords.en, notificationWords.cy, { endNear: counts }),
  ...pairsOf(trayWords.en, trayWords.cy),
];

it('issue 6 line 6: every text of main differs from English, and tells what its English tells', () => {
  expect(pairs.length).toBeGreaterThan(50);
  expect(untranslated(pairs, [])).toEqual([]);
  expect(withoutArguments(pairs).filter((at) => !/healed\((1|2)\)$/.test(at))).toEqual([]);
});

it('issue 6 line 6: no text of the pages in the browser can be taken for HTML', () => {
  const texts = pairsOf(browserPageWords.en, browserPageWords.cy).flatMap(({ english, welsh }) => [english, welsh]);
  expect(texts.filter((text) => /[<>&"]/.test(text))).toEqual([]);
});

it('issue 6 line 6: a page in the browser names its language and speaks it', () => {
  const kinds: readonly ResultPage[] = [
    { kind: 'accepted' },
    { kind: 'accepted', purpose: 'stepUp' },
    { kind: 'accepted', purpose: 'unlock' },
    { kind: 'failed', code: 'PROVIDER_FAILED' },
    { kind: 'timedOut' },
    { kind: 'tooLarge' },
  ];
  for (const page of kinds) {
    const [english, welsh] = [resultPage(page, 'en'), resultPage(page, 'cy')];
    expect(english.body).toContain('<html lang="en">');
    expect(welsh.body).toContain('<html lang="cy">');
    expect(welsh.status).toBe(english.status);
    expect(welsh.headers).toEqual(english.headers);
    const titles = [english, welsh].map(({ body }) => /<h1>([^<]+)<\/h1>/.exec(body)?.[1]);
    expect(titles[0]).not.toBe(titles[1]);
  }
  expect(resultPage({ kind: 'failed', code: 'PROVIDER_FAILED' }, 'cy').body).toContain('PROVIDER_FAILED');
});

it('issue 6 line 6: menu and check box speak the language that is asked for when they are made', () => {
  let language: 'en' | 'cy' = 'en';
  const settings = {
    platform: 'linux',
    packaged: true,
    profile: 'personal',
    language: () => language,
    lockShortcut: () => 'CommandOrControl+Shift+L',
    openPage: () => {},
    lock: () => {},
    logOut: () => {},
    checkAudit: () => {},
  } as const;
  expect(menuTemplate(settings)[0]?.label).toBe('Session');
  language = 'cy';
  expect(menuTemplate(settings)[0]?.label).toBe('Sesiwn');
  expect(auditCheckBox({ kind: 'whole', lines: 2, healed: 0 }, 'cy').message).toContain('2 linell');
});
