import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { code, count, filesWith, lockedVersion, sources } from '../security/sources.ts';

/** Rules that only the sources can show, since a test that runs cannot prove that something is never called. */

test('the sources are found, and looked at without their comments', () => {
  expect(sources).toContain('main/shell/opener.ts');
  expect(sources).toContain('preload/bridge.ts');
  expect(filesWith(/only place that opens/)).toEqual([]);
});

test('B12 openExternal is called in one file', () => {
  expect(filesWith(/\.openExternal\b/)).toEqual(['main/shell/opener.ts']);
});

test('B4 B15 what must come before ready is called in one place, once', () => {
  expect(filesWith(/\.(registerSchemesAsPrivileged|enableSandbox|requestSingleInstanceLock)\(/)).toEqual([
    'main/shell/before-ready.ts',
  ]);
  expect(count(/\.registerSchemesAsPrivileged\(/g)).toBe(1);
});

describe('never used', () => {
  test.each([
    ['B13 openPath', /\bopenPath\b/],
    ['B13 moveToApplicationsFolder', /\bmoveToApplicationsFolder\b/],
    ['B13 a shell', /\bshell: true\b|\bexecSync\b|\bexec\(['"`]/],
    ['B14 file URLs', /['"`]file:\/\/|\bloadFile\b/],
    ['B5 Blink features and switches', /\benableBlinkFeatures\b|\bcommandLineSwitches\b/],
    ['B25 the global ipcMain as a value', /\bipcMain\b/],
    ['B29 synchronous IPC', /\bsendSync\b|\breturnValue\b|\bsendToHost\b/],
    ['B29 remote', /@electron\/remote|\benableRemoteModule\b/],
    ['B47 a listener for certificate errors', /['"`]certificate-error['"`]|\bsetCertificateVerifyProc\b/],
    ['B32 a compile cache: code in a folder that its user can write', /compile-?_?cache/i],
    ['B5 B47 a switch of Chromium that the app sets itself', /\bappendSwitch\b|\bappendArgument\b/],
  ])('%s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });
});

test('B23 B25 ipcRenderer and contextBridge are met in the bridge alone', () => {
  expect(filesWith(/\bipcRenderer\b|\bcontextBridge\b/)).toEqual(['preload/bridge.ts']);
});

test('values of electron are imported by the bridge and, in main, by shell, ipc and index alone', () => {
  const importers = filesWith(/^import (?!type\b)[^;]*from 'electron'/m);
  expect(importers).toContain('preload/bridge.ts');
  expect(
    importers.filter((name) => !/^(main\/(shell|ipc)\/|main\/index\.ts$|preload\/bridge\.ts$)/.test(name)),
  ).toEqual([]);
});

test('B24 Electron is at or above the fix for bridge functions that return promises (CVE-2026-70601)', () => {
  const major = Number(lockedVersion('electron')?.split('.')[0]);
  expect(major).toBeGreaterThanOrEqual(42);
});

test('B47 switched-off certificate checks: in the one file that looks at certificates and sends nothing', () => {
  const looking = 'main/shell/raw-network.ts';
  expect(filesWith(/\brejectUnauthorized\b|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([looking]);
  expect(filesWith(/\.(?:write|end|pipe)\(/)).not.toContain(looking);
});

test('issue 7 line 7: no file is read or written synchronously, but for the last lines of the log as the process ends', () => {
  const calling = filesWith(/\b[a-z]\w*Sync\(/);
  expect(calling.filter((name) => name.startsWith('main/'))).toEqual(['main/shell/line-file.ts']);
  // All of its calls stand in the handler of that moment.
  const [before = '', atEnd = ''] = code('main/shell/line-file.ts').split("once('exit', ");
  const [handler = '', after = ''] = atEnd.split('\n  });\n');
  expect([before.replace(/^import .*$/gm, ''), after].join('')).not.toMatch(/Sync\(/);
  expect(handler).toMatch(/Sync\(/);
});

test('issue 7 line 7: openid-client, jose and keytar are in nothing that a start reads before ready', () => {
  const early = staticImportsOf('main/index.ts');
  const lazy = ['main/shell/session-maker.ts', 'main/shell/diagnostics-parts.ts'];

  expect([...early].filter((name) => /^(?:openid-client|jose|oauth4webapi|keytar)\b/.test(name))).toEqual([]);
  expect(code('main/index.ts').match(/\bimport\('[^']+'\)/g)).toEqual([
    "import('./shell/session-maker.ts')",
    "import('./shell/diagnostics-parts.ts')",
  ]);
  // The walk sees what it must not find: these two do lead there, and are not on the way.
  for (const name of lazy) {
    expect(early).not.toContain(name);
    expect(staticImportsOf(name)).toContain('openid-client');
  }
  expect(early).toContain('main/shell/window.ts');
  expect(early).toContain('electron');
});

/** All that is read because `entry` is: our own modules, with their path in the repository, and packages by their name. */
function staticImportsOf(entry: string): ReadonlySet<string> {
  const met = new Set<string>();
  const visit = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    if (!sources.includes(name)) return;
    for (const [, from = ''] of code(name).matchAll(
      /^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm,
    )) {
      visit(from.startsWith('.') ? path.posix.join(path.posix.dirname(name), from) : from);
    }
  };
  visit(entry);
  return met;
}
