import { describe, expect, test } from 'vitest';
import { lint, type Planted } from './planted-project.ts';

/**
 * Each row is one file planted beside a copy of the rules. A floor or a ban that no row breaks is not guarded: add a row
 * for each new one.
 */

const take = (from: string, names = '{ a }') => `import ${names} from '${from}';`;
const takeType = (from: string) => `import type { A } from '${from}';`;

type Row = readonly [what: string, file: string, code: string];

const floors: readonly Row[] = [
  ['assurance takes the other pure floor', 'main/assurance/x.ts', take('../identity/person.ts')],
  ['assurance takes the ports', 'main/assurance/x.ts', take('../ports.ts')],
  ['assurance takes even a type of the ports', 'main/assurance/x.ts', takeType('../ports.ts')],
  ['assurance takes Node', 'main/assurance/x.ts', take('node:crypto')],
  ['assurance takes Node without the prefix', 'main/assurance/x.ts', take('crypto')],
  ['assurance takes a package', 'main/assurance/x.ts', take('valibot')],
  ['assurance takes a value of the contract', 'main/assurance/x.ts', take('../../preload/contract.ts')],
  ['identity takes the other pure floor', 'main/identity/x.ts', take('../assurance/acr.ts')],
  ['identity takes the ports', 'main/identity/x.ts', take('../ports.ts')],
  ['identity takes a package', 'main/identity/x.ts', take('valibot')],
  ['identity takes a value of the view', 'main/identity/x.ts', take('../../preload/session-view.ts')],
  ['ports take a protocol floor', 'main/ports.ts', take('./oidc/provider.ts')],
  ['ports take Node', 'main/ports.ts', takeType('node:http')],
  ['oidc takes a floor beside it', 'main/oidc/x.ts', take('../vault/vault.ts')],
  ['oidc takes a service', 'main/oidc/x.ts', take('../session/machine.ts')],
  ['oidc takes a type of a service', 'main/oidc/x.ts', takeType('../session/machine.ts')],
  ['oidc takes the shell', 'main/oidc/x.ts', take('../shell/clock.ts')],
  ['oidc takes a package of another floor', 'main/oidc/x.ts', take('valibot')],
  ['vault takes a floor beside it', 'main/vault/x.ts', take('../audit/audit-log.ts')],
  ['vault takes a service', 'main/vault/x.ts', take('../actions/gate.ts')],
  ['vault takes openid-client', 'main/vault/x.ts', take('openid-client')],
  ['vault loads keytar in the main process', 'main/vault/x.ts', take('keytar')],
  ['policy takes a floor beside it', 'main/policy/x.ts', take('../oidc/provider.ts')],
  ['policy takes a service', 'main/policy/x.ts', take('../diagnostics/checks.ts')],
  ['audit takes a floor beside it', 'main/audit/x.ts', take('../policy/schema.ts')],
  ['audit takes a service', 'main/audit/x.ts', take('../session/machine.ts')],
  ['session takes actions', 'main/session/x.ts', take('../actions/gate.ts')],
  ['the check of what was filled in takes session', 'main/policy/action-input.ts', take('../session/machine.ts')],
  ['the check of what was filled in takes the actions', 'main/policy/action-input.ts', take('../actions/gate.ts')],
  ['session takes diagnostics', 'main/session/x.ts', take('../diagnostics/checks.ts')],
  ['session takes the shell', 'main/session/x.ts', take('../shell/clock.ts')],
  ['session takes ipc', 'main/session/x.ts', take('../ipc/register.ts')],
  ['session takes a value of the contract', 'main/session/x.ts', take('../../preload/contract.ts')],
  ['session takes openid-client', 'main/session/x.ts', take('openid-client')],
  ['actions take diagnostics', 'main/actions/x.ts', take('../diagnostics/checks.ts')],
  ['actions take the shell', 'main/actions/x.ts', take('../shell/opener.ts')],
  ['diagnostics take session', 'main/diagnostics/x.ts', take('../session/machine.ts')],
  ['diagnostics take actions', 'main/diagnostics/x.ts', take('../actions/gate.ts')],
  ['diagnostics take the shell', 'main/diagnostics/x.ts', take('../shell/opener.ts')],
  ['a service takes index.ts', 'main/session/x.ts', take('../index.ts')],
  ['the shell takes a value of the contract', 'main/shell/x.ts', take('../../preload/contract.ts')],
  ['the shell takes index.ts', 'main/shell/x.ts', take('../index.ts')],
  ['the shell takes the renderer', 'main/shell/x.ts', take('../../renderer/app.tsx')],
  ['ipc takes a test', 'main/ipc/x.ts', take('../../test/simulator/index.ts')],
  ['index.ts takes a test', 'main/index.ts', take('../test/simulator/index.ts')],
  ['index.ts takes the renderer', 'main/index.ts', take('../renderer/app.tsx')],
  ['index.ts takes a value of the contract', 'main/index.ts', take('../preload/contract.ts')],
  ['a folder of main that is on no floor', 'main/helpers/x.ts', take('../ports.ts')],
  ['a lower floor is left by a sub-folder', 'main/policy/sources/x.ts', take('../../session/machine.ts')],
  ['a lower floor is left by export-from', 'main/oidc/x.ts', `export * from '../session/machine.ts';`],
  ['a lower floor is left by export of one name', 'main/oidc/x.ts', `export { a } from '../session/machine.ts';`],
  ['a lower floor is left by import()', 'main/oidc/x.ts', `export const b = () => import('../session/machine.ts');`],
  ['a lower floor is left by an inline type', 'main/oidc/x.ts', `export type A = import('../session/machine.ts').A;`],
  ['a lower floor is left by a computed import()', 'main/oidc/x.ts', 'export const c = (p: string) => import(p);'],
];

const sides: readonly Row[] = [
  ['the contract takes the bridge', 'preload/contract.ts', take('./bridge.ts')],
  ['the contract takes Electron', 'preload/contract.ts', takeType('electron')],
  ['the contract takes Node', 'preload/contract.ts', take('node:path')],
  ['the contract takes main', 'preload/contract.ts', takeType('../main/ports.ts')],
  ['the view takes another package', 'preload/session-view.ts', take('react')],
  ['the failures take another package', 'preload/failures.ts', take('jose')],
  ['the incidents take another package', 'preload/incident.ts', take('jose')],
  ['the bridge takes main', 'preload/bridge.ts', take('../main/ipc/register.ts')],
  ['the bridge takes Node', 'preload/bridge.ts', take('node:fs')],
  ['the renderer takes Electron', 'renderer/x.ts', take('electron')],
  ['the renderer takes a type of Electron', 'renderer/x.ts', takeType('electron')],
  ['the renderer takes Node', 'renderer/x.ts', take('node:fs')],
  ['the renderer takes Node without the prefix', 'renderer/x.ts', take('fs')],
  ['the renderer takes main', 'renderer/screens/x.ts', take('../../main/assurance/acr.ts')],
  ['the renderer takes a type of main', 'renderer/x.ts', takeType('../main/ports.ts')],
  ['the renderer takes the bridge', 'renderer/x.ts', take('../preload/bridge.ts')],
  ['the renderer takes a test', 'renderer/x.ts', take('../test/simulator/index.ts')],
];

const electron: readonly Row[] = [
  ['a value of Electron on a protocol floor', 'main/vault/x.ts', take('electron', '{ safeStorage }')],
  ['a value of Electron in a service', 'main/session/x.ts', take('electron', '{ app }')],
  ['a value of Electron by another door', 'main/session/x.ts', take('electron/main', '{ app }')],
  ['a value of Electron by import()', 'main/session/x.ts', `export const e = () => import('electron');`],
  ['a value of Electron in the keychain host', 'main/vault/keychain-host.ts', take('electron', '{ app }')],
  ['a value of Electron in a test', 'test/e2e/x.ts', take('electron', '{ app }')],
  ['ipcMain in the shell', 'main/shell/x.ts', take('electron', '{ app, ipcMain }')],
  ['ipcMain under another name', 'main/shell/x.ts', take('electron', '{ ipcMain as bus }')],
  ['ipcMain through electron/main', 'main/shell/x.ts', take('electron/main', '{ ipcMain }')],
  ['ipcMain in index.ts', 'main/index.ts', take('electron', '{ ipcMain }')],
  ['ipcMain in the bridge', 'preload/bridge.ts', take('electron', '{ ipcMain }')],
  ['all of Electron at once', 'main/shell/x.ts', take('electron', '* as all')],
  ['all of Electron as default', 'main/index.ts', take('electron', 'all')],
  ['ipcRenderer in ipc', 'main/ipc/x.ts', take('electron', '{ ipcRenderer }')],
  ['ipcRenderer beside the bridge', 'preload/x.ts', take('electron', '{ ipcRenderer }')],
  ['fork() in main', 'main/shell/x.ts', take('node:child_process', '{ fork }')],
  ['all of child_process in main', 'main/vault/x.ts', take('node:child_process', '* as processes')],
  ['createRequire in main', 'main/shell/x.ts', take('node:module', '{ createRequire }')],
];

const bans: readonly (readonly [...Row, rule: string])[] = [
  [
    'openExternal outside the opener',
    'main/shell/window.ts',
    `void shell.openExternal('u');`,
    'eslint(no-restricted-properties)',
  ],
  [
    'openExternal taken apart',
    'main/shell/window.ts',
    'export const { openExternal } = shell;',
    'eslint(no-restricted-properties)',
  ],
  [
    'openExternal by a text',
    'main/shell/window.ts',
    `void shell['openExternal']('u');`,
    'eslint(no-restricted-properties)',
  ],
  ['openPath in the opener', 'main/shell/opener.ts', `void shell.openPath('p');`, 'eslint(no-restricted-properties)'],
  ['openPath elsewhere', 'main/shell/window.ts', `void shell.openPath('p');`, 'eslint(no-restricted-properties)'],
  ['sendSync', 'preload/bridge.ts', `ipcRenderer.sendSync('c');`, 'eslint(no-restricted-properties)'],
  ['console in the app', 'main/session/x.ts', `console.log('a token');`, 'eslint(no-console)'],
  ['console in the renderer', 'renderer/x.ts', `console.log('a token');`, 'eslint(no-console)'],
  [
    'require()',
    'main/session/x.ts',
    `export const fs: unknown = require('node:fs');`,
    'typescript(no-require-imports)',
  ],
  ['any', 'main/session/x.ts', 'export let anything: any;', 'typescript(no-explicit-any)'],
  ['a silenced compiler', 'main/session/x.ts', '// @ts-ignore', 'typescript(ban-ts-comment)'],
  ['a promise left alone', 'main/session/x.ts', 'Promise.resolve();', 'typescript(no-floating-promises)'],
  [
    'a promise as a condition',
    'main/session/x.ts',
    'if (Promise.resolve()) void 0;',
    'typescript(no-misused-promises)',
  ],
  [
    'an unsafe call',
    'main/session/x.ts',
    `(JSON.parse('0') as unknown as ReturnType<typeof JSON.parse>)();`,
    'typescript(no-unsafe-call)',
  ],
  [
    'a switch with a gap',
    'main/session/x.ts',
    `export const gap = (k: 'a' | 'b') => { switch (k) { case 'a': return 1; } };`,
    'typescript(switch-exhaustiveness-check)',
  ],
  [
    'a type imported as a value',
    'main/session/x.ts',
    `import { Log } from '../ports.ts'; export type MyLog = Log;`,
    'typescript(consistent-type-imports)',
  ],
  [
    'HTML from a string',
    'renderer/x.tsx',
    `export const bad = <p dangerouslySetInnerHTML={{ __html: '' }} />;`,
    'react(no-danger)',
  ],
  ['a picture without words', 'renderer/x.tsx', `export const img = <img src="a.svg" />;`, 'jsx-a11y(alt-text)'],
  [
    'one test alone',
    'test/unit/x.test.ts',
    `import { test } from 'vitest'; test.only('one', () => undefined);`,
    'vitest(no-focused-tests)',
  ],
];

const legal: readonly Row[] = [
  ['a pure floor and the types of the contract', 'main/assurance/y.ts', takeType('../../preload/session-view.ts')],
  ['a pure floor and itself', 'main/assurance/y.ts', take('./level.ts')],
  ['ports and the pure floors', 'main/ports.ts', takeType('./assurance/level.ts')],
  ['oidc, the ports and openid-client', 'main/oidc/y.ts', take('../ports.ts') + take('openid-client')],
  ['oidc and Node', 'main/oidc/y.ts', take('node:http')],
  ['a sub-folder and its own folder', 'main/policy/sources/y.ts', take('../schema.ts') + take('../../ports.ts')],
  ['policy and valibot', 'main/policy/y.ts', take('valibot', '* as v')],
  ['the keychain host and keytar', 'main/vault/keychain-host.ts', take('keytar', '* as keytar')],
  ['a protocol floor and types of Electron', 'main/vault/y.ts', takeType('electron')],
  ['session and the floors below', 'main/session/y.ts', take('../oidc/provider.ts') + take('../identity/person.ts')],
  ['session and types of the contract', 'main/session/y.ts', takeType('../../preload/contract.ts')],
  ['actions and session', 'main/actions/y.ts', take('../session/machine.ts')],
  ['the shell and all below', 'main/shell/y.ts', take('../actions/gate.ts') + take('electron', '{ app }')],
  ['ipc and the contract', 'main/ipc/y.ts', take('../../preload/contract.ts') + take('electron', '{ ipcMain }')],
  ['index.ts and everything', 'main/index.ts', take('./shell/window.ts') + take('./ipc/register.ts')],
  ['the bridge', 'preload/bridge.ts', take('./contract.ts') + take('electron', '{ contextBridge, ipcRenderer }')],
  ['the contract and valibot', 'preload/contract.ts', take('valibot', '* as v') + take('./failures.ts')],
  ['the renderer and the contract', 'renderer/screens/y.ts', take('../../preload/session-view.ts') + take('react')],
  ['the renderer and an address', 'renderer/y.ts', take('./icon.svg?url', 'icon')],
  ['the opener', 'main/shell/opener.ts', `void shell.openExternal('u');`],
  ['main and another function of child_process', 'main/shell/y.ts', take('node:child_process', '{ execFile }')],
  ['a test and the app', 'test/unit/y.ts', take('../../main/session/machine.ts') + takeType('electron')],
];

/** `x` and `y` are numbered, so that most rows stand side by side and oxlint runs only a few times. */
const planted = (rows: readonly Row[]): readonly Planted[] =>
  rows.map(([, file, code], row) => ({ file: file.replace(/\/[xy]\./, `/x${row}.`), code }));

function table(rows: readonly Row[], check: (findings: readonly string[], row: number) => void) {
  const findings = lint(planted(rows)).map((found) => found.map(({ rule }) => rule));
  test.each(rows.map(([what, file, code], row) => ({ what, file, code, row })))('$what: $file', ({ row }) => {
    check(findings[row] ?? [], row);
  });
}

const refused = (findings: readonly string[]) => {
  expect(findings).toContain('house(floors)');
};

describe('the floors of main refuse', () => {
  table(floors, refused);
});
describe('the sides of the bridge refuse', () => {
  table(sides, refused);
});
describe('Electron is kept in its place: refused', () => {
  table(electron, refused);
});
describe('a ban is reported', () => {
  table(
    bans.map(([what, file, code]) => [what, file, code] as const),
    (findings, row) => {
      expect(findings).toContain(bans[row]?.[3]);
    },
  );
});
describe('what the design allows is not reported', () => {
  table(legal, (findings) => {
    expect(findings.filter((rule) => ['house(floors)', 'eslint(no-restricted-properties)'].includes(rule))).toEqual([]);
  });
});
