import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import type { Http } from '../../main/ports.ts';
import { clearedPage, startPage } from '../../main/shell/app-url.ts';
import { bridgeName, commands, events } from '../../preload/contract.ts';
import { code, count, filesWith, root } from './sources.ts';

/** The rows B30 to B60 of docs/security.md that need no package and that no other test names. */

test('B36 no process is forked by Node, and none started but five programs: the system’s logger, reg.exe and plutil, which read policy, tasklist.exe for a check, and the browser of the policy', () => {
  const starting = ['main/policy/system-program.ts', 'main/shell/chosen-browser.ts', 'main/shell/os-log.ts'];
  expect(filesWith(/child_process|node:cluster|\bspawn\(|\bexecFile\(/)).toEqual(starting);
  for (const file of starting) expect(code(file)).toMatch(/import \{ (?:execFile|spawn) \} from 'node:child_process'/);
  expect(code('main/shell/chosen-browser.ts')).toMatch(/shell: false/);
  // Whoever uses it names the program by its whole path.
  expect(filesWith(/\bSystemProgram\b/).toSorted()).toEqual([
    'main/policy/sources/macos.ts',
    'main/policy/sources/windows.ts',
    'main/policy/system-policy.ts',
    'main/policy/system-program.ts',
    'main/shell/browser-policies.ts',
    'main/shell/computer.ts',
  ]);
  expect(code('main/policy/sources/macos.ts')).toMatch(/run\('\/usr\/bin\/plutil', \[/);
  expect(code('main/policy/sources/windows.ts')).toMatch(/= inSystem32\(folders, 'reg\.exe'\)/);
  expect(code('main/shell/computer.ts')).toMatch(/run\(inSystem32\(folders, 'tasklist\.exe'\), \[/);
  expect(code('main/shell/os-log.ts')).toMatch(
    /inSystem32\(folders, 'WindowsPowerShell', 'v1\.0', 'powershell\.exe'\)/,
  );
  expect(filesWith(/\.fork\(/)).toEqual(['main/index.ts']);
  expect(count(/\.fork\(/g)).toBe(1);
  expect(code('main/index.ts')).toMatch(/\butilityProcess\.fork\(/);
});

describe('B37 nothing relies on variables that the fuses switch off', () => {
  const dead = /NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|NODE_USE_ENV_PROXY|ELECTRON_RUN_AS_NODE/;

  test('B37 not the code', () => {
    expect(filesWith(dead)).toEqual([]);
  });

  test('B37 not what administrators are told', () => {
    const told = ['README.md', ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })]
      .filter((name) => name.endsWith('.md') && name !== 'security.md')
      .map((name) => (name === 'README.md' ? name : `docs/${name}`));
    expect(told.filter((name) => dead.test(readFileSync(root + name, 'utf8')))).toEqual([]);
  });

  test('B37 B44 main has no other way to the network than its session: proxy and trust store are the system’s', () => {
    expect(
      filesWith(
        /(?<![.\w])fetch\(|node:https|node:tls|node:http2|\bhttps?\.(?:get|request)\(|\bnet\.(?:fetch|request)\(/,
      ),
      // The check of TLS (issue 7 line 3): it looks at certificates, and test/shell/source-rules.test.ts sees that it sends nothing.
    ).toEqual(['main/shell/raw-network.ts']);
    expect(filesWith(/\.fetch\(/)).toEqual(['main/shell/http.ts']);
    expect(code('main/index.ts')).toContain('createHttp(network)');
    expect(code('main/index.ts')).toMatch(
      /network = electronSession\.fromPartition\(httpPartition, partitionOptions\)/,
    );
  });
});

test('B38 no log-in page in the app: the only window loads our own two pages', () => {
  expect(filesWith(/\.loadURL\(|\.loadFile\(/)).toEqual(['main/shell/window.ts']);
  expect(count(/\.loadURL\(/g)).toBe(1);
  const loads = [...code('main/shell/window.ts').matchAll(/\bload\(([^):]+)\)/g)].map(([, page]) => page);
  expect(loads.length).toBeGreaterThan(2);
  expect(loads.filter((page) => page !== 'startPage' && page !== 'clearedPage')).toEqual([]);
  expect([startPage, clearedPage].map((page) => new URL(page).protocol)).toEqual(['app:', 'app:']);
  expect(filesWith(/\bWebContentsView\b|\bBrowserView\b|<webview|<iframe/)).toEqual([]);
  expect(count(/new BrowserWindow\(/g)).toBe(1);
});

test('B39 nothing listens but in one place, and there on loopback alone', () => {
  expect(filesWith(/\.listen\(/)).toEqual(['main/oidc/listen.ts']);
  const calls = [...code('main/oidc/listen.ts').matchAll(/\.listen\(([^)]*)\)/g)].map(([, given]) => given ?? '');
  expect(calls.length).toBeGreaterThan(0);
  for (const given of calls) expect(given).toMatch(/\bhost\b/);
  const addresses = [...code('main/oidc/listen.ts').matchAll(/'([\d.:]*[.:][\d.:]*\d?)'/g)].map(
    ([, address]) => address,
  );
  expect(addresses).toContain('127.0.0.1');
  expect(addresses.filter((address) => address !== '127.0.0.1' && address !== '::1')).toEqual([]);
});

describe('B42 plain http', () => {
  test('B42 the switch of openid-client is in one file, and what Electron says decides', () => {
    expect(filesWith(/\ballowInsecureRequests\b/)).toEqual(['main/oidc/provider.ts']);
    const deciding = ['main/diagnostics/probe.ts', 'main/shell/session-maker.ts'];
    expect(filesWith(/\ballowLoopbackHttp:/).toSorted()).toEqual([deciding[0], 'main/oidc/provider.ts', deciding[1]]);
    for (const file of deciding) expect(code(file)).toMatch(/\ballowLoopbackHttp: !(?:ports\.)?packaged\b/);
    expect(code('main/shell/diagnostics-parts.ts')).toMatch(/\bpackaged: app\.isPackaged\b/);
    expect(code('main/index.ts')).toMatch(/\bpackaged = app\.isPackaged\b/);
  });

  test.each([
    ['a packaged app, this computer', 'http://127.0.0.1:9/x', false],
    ['an unpackaged app, another computer', 'http://idp.example/x', true],
    ['an unpackaged app, a name that only begins so', 'http://127.0.0.1.idp.example/x', true],
  ])('B42 %s: refused without a request', async (_who, issuer, allowLoopbackHttp) => {
    const http = vi.fn<Http>();
    const settings = { issuer, clientId: 'client', allowLoopbackHttp };
    const directory = createProviderDirectory(settings, { http, clock: { wallMs: () => 0 } });
    await expect(directory.current()).rejects.toMatchObject({ code: 'PROVIDER_INSECURE_ENDPOINT' });
    expect(http).not.toHaveBeenCalled();
  });
});

test('B46 B47 the guards are on before there is anything to guard', () => {
  const start = code('main/index.ts');
  const ready = start.lastIndexOf('app.whenReady()');
  for (const guard of [
    'answerClientCertificates(app, () => clientCertificateIssuer, log)',
    "app.on('session-created', (created) => guardSession(created, log))",
    "app.on('web-contents-created', (_event, contents) => guardContents(contents, log))",
  ]) {
    expect(start.indexOf(guard), guard).toBeGreaterThan(-1);
    expect(start.indexOf(guard), guard).toBeLessThan(ready);
  }
});

test('B48 the keychain is not within reach of the page', () => {
  const secret = /secret|token|password|keychain|vault|credential|keytar/i;
  const names = [...Object.keys(commands), ...Object.keys(events), bridgeName];
  const channels = [...Object.values(commands), ...Object.values(events)].map(({ channel }) => channel);
  expect(names.length).toBeGreaterThan(10);
  expect([...names, ...channels].filter((name) => secret.test(name))).toEqual([]);
  const reaching = filesWith(/from '[^']*(?:vault|keychain|keytar)[^']*'/);
  expect(reaching).toContain('main/index.ts');
  expect(reaching.filter((name) => /^(?:main\/ipc|preload|renderer)\//.test(name))).toEqual([]);
});

test('B53 safeStorage is not used: its key lives in a folder that users delete', () => {
  expect(filesWith(/\bsafeStorage\b/)).toEqual([]);
});

test('B58 invariant 1: the crash reporter is never started, so there is no dump to leak', () => {
  expect(filesWith(/\bcrashReporter\b/)).toEqual([]);
});
