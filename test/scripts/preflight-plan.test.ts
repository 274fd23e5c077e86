import { describe, expect, test } from 'vitest';
import { distributionOf } from '../../build/scripts/machine.ts';
import { needsOf, planFor, type Facts, type Need } from '../../build/scripts/preflight-plan.ts';

const all: readonly Need[] = [
  'chromium',
  'fonts',
  'xvfb',
  'xauth',
  'dbus',
  'gnomeKeyring',
  'gdbus',
  'libsecret',
  'electronLibraries',
];
const allBut = (...missing: readonly Need[]) => new Set(all.filter((need) => !missing.includes(need)));

const bare: Facts = {
  platform: 'linux',
  purpose: 'test',
  host: 'stand-in',
  distribution: 'debian',
  t64: false,
  root: false,
  display: false,
  present: new Set(),
  brokenChromium: undefined,
};
const install = 'apt-get install -y --no-install-recommends';

describe('what a purpose needs', () => {
  test.each<readonly [string, Partial<Facts>, readonly Need[]]>([
    ['the simulator: nothing', { purpose: 'simulator' }, []],
    [
      'the gallery: a browser, and nothing of Electron',
      { purpose: 'gallery', host: 'electron' },
      ['chromium', 'fonts'],
    ],
    ['tests on Windows: nothing', { platform: 'win32' }, []],
    ['tests on macOS: nothing', { platform: 'darwin' }, []],
    ['tests', {}, ['chromium', 'fonts', 'xvfb', 'xauth', 'dbus', 'gnomeKeyring', 'gdbus', 'libsecret']],
    [
      'the demo: a keychain, but no screen',
      { purpose: 'demo' },
      ['chromium', 'fonts', 'dbus', 'gnomeKeyring', 'gdbus', 'libsecret'],
    ],
    [
      'the demo with Electron and no display: a screen in memory',
      { purpose: 'demo', host: 'electron' },
      ['chromium', 'fonts', 'dbus', 'gnomeKeyring', 'gdbus', 'libsecret', 'electronLibraries', 'xvfb', 'xauth'],
    ],
    ['start: the user has a keychain or has not', { purpose: 'start' }, ['chromium', 'fonts', 'libsecret']],
    [
      'start with Electron on a desktop',
      { purpose: 'start', host: 'electron', display: true },
      ['fonts', 'libsecret', 'electronLibraries'],
    ],
  ])('%s', (_name, facts, needs) => {
    expect(needsOf({ ...bare, ...facts })).toEqual(needs);
  });
});

describe('ready', () => {
  test.each<readonly [string, Partial<Facts>]>([
    ['everything is there', { present: allBut() }],
    ['what is missing is not needed', { purpose: 'start', present: allBut('xvfb', 'gnomeKeyring') }],
    ['the simulator on a bare machine', { purpose: 'simulator' }],
    ['Windows with Electron', { platform: 'win32', host: 'electron' }],
    ['macOS with Electron', { platform: 'darwin', host: 'electron' }],
  ])('%s', (_name, facts) => {
    expect(planFor({ ...bare, ...facts })).toEqual({ kind: 'ready' });
  });
});

describe('root installs, and only what is missing', () => {
  test.each<readonly [string, Partial<Facts>, readonly string[], boolean]>([
    ['one thing on Debian', { present: allBut('xvfb') }, ['xvfb'], false],
    [
      'everything on Debian',
      {},
      ['chromium', 'fonts-liberation', 'xvfb', 'xauth', 'dbus', 'gnome-keyring', 'libglib2.0-bin', 'libsecret-1-0'],
      false,
    ],
    [
      'on Ubuntu all but Chromium, which is told',
      { distribution: 'ubuntu', present: allBut('chromium', 'gdbus') },
      ['libglib2.0-bin'],
      true,
    ],
    ['on Ubuntu with a Chromium', { distribution: 'ubuntu', present: allBut('gdbus') }, ['libglib2.0-bin'], false],
    [
      'libraries by their older names',
      { host: 'electron', present: allBut('electronLibraries') },
      ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'],
      false,
    ],
    [
      'libraries by their newer names',
      { host: 'electron', t64: true, present: allBut('electronLibraries') },
      ['libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2t64'],
      false,
    ],
  ])('%s', (_name, facts, packages, tellsByHand) => {
    const plan = planFor({ ...bare, root: true, ...facts });
    expect(plan).toMatchObject({ kind: 'install', packages });
    expect(plan.kind === 'install' && plan.byHand.length > 0).toBe(tellsByHand);
  });
});

describe('anybody else gets one command', () => {
  test.each<readonly [string, Partial<Facts>, readonly string[]]>([
    [
      'a user on Debian',
      { present: allBut('xvfb', 'libsecret') },
      [
        'lacks Xvfb (a screen in memory), libsecret-1.so.0.',
        `sudo apt-get update && sudo ${install} xvfb libsecret-1-0`,
      ],
    ],
    [
      'a user on Ubuntu without Chromium',
      { distribution: 'ubuntu', present: allBut('chromium', 'xauth') },
      [`sudo ${install} xauth`, 'Google Chrome', 'CIS2_CHROMIUM='],
    ],
    [
      'root on Ubuntu with only Chromium missing',
      { distribution: 'ubuntu', root: true, present: allBut('chromium') },
      ['Google Chrome', 'CIS2_CHROMIUM='],
    ],
    [
      'root on another Linux',
      { distribution: 'other', root: true, present: allBut('gnomeKeyring') },
      ['package manager (Debian calls the packages gnome-keyring)'],
    ],
    ['a wrong CIS2_CHROMIUM', { brokenChromium: '/nowhere', present: allBut() }, ['/nowhere', 'does not start']],
    ['Windows without Electron', { platform: 'win32' }, ['could not be downloaded', 'ELECTRON_MIRROR']],
  ])('%s', (_name, facts, words) => {
    const plan = planFor({ ...bare, ...facts });
    const text = plan.kind === 'stop' ? plan.lines.join('\n') : '';
    expect(plan.kind).toBe('stop');
    for (const word of words) expect(text).toContain(word);
    expect(text.match(/apt-get update/g)?.length ?? 0).toBeLessThanOrEqual(1);
    if (facts.distribution === 'ubuntu') expect(text).not.toMatch(/apt-get install.* chromium/);
  });
});

test.each<readonly [string, ReturnType<typeof distributionOf>]>([
  ['ID=debian\nVERSION_ID="12"\n', { distribution: 'debian', t64: false }],
  ['PRETTY_NAME="Debian"\nID=debian\nVERSION_ID="13"\n', { distribution: 'debian', t64: true }],
  ['ID=debian\n', { distribution: 'debian', t64: true }],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n', { distribution: 'ubuntu', t64: false }],
  ['ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n', { distribution: 'ubuntu', t64: true }],
  ['ID=pop\nID_LIKE="ubuntu debian"\nVERSION_ID="22.04"\n', { distribution: 'ubuntu', t64: false }],
  ['ID=fedora\nVERSION_ID=42\n', { distribution: 'other', t64: false }],
  ['', { distribution: 'other', t64: false }],
])('the system of %j', (osRelease, expected) => {
  expect(distributionOf(osRelease)).toEqual(expected);
});
