import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { installerProperties, installerKey, policyKey } from '../../build/packaging/machine-policy.ts';
import type { LogFields } from '../../main/ports.ts';
import { logLine } from '../../main/shell/log-line.ts';
import { filesWith } from '../security/sources.ts';
import { root } from './support/builder.ts';

/** Issue 7 lines 2 and 8: what docs/admin tells administrators to type is what the packages offer. */

const folder = path.join(root, 'docs', 'admin');
/** Another part generates policy.md, and holds it by tests of its own. */
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'policy.md');
const textOf = (page: string) => readFileSync(path.join(folder, page), 'utf8');
const all = pages.map(textOf).join('\n');
/** But for JSON, which is shown and not typed, and takes no remark. */
const blocksOf = (text: string) =>
  [...text.matchAll(/^```(?!json)(\w+)\n([\s\S]*?)^```$/gm)].map(([, , content = '']) => content);
const config = (createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }).load(
  readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'),
) as Record<string, unknown> & Record<'msi' | 'nsis' | 'linux', Record<string, string>>;

test('issue 7 line 8: there is a page for each thing that an administrator asks, and the index has them all', () => {
  const expected = [
    'README.md',
    'diagnostics.md',
    'install.md',
    'kiosk.md',
    'logs.md',
    'network.md',
    'remote-desktop.md',
    'upgrade.md',
  ];
  expect(pages.sort()).toEqual(expected);
  const index = textOf('README.md');
  for (const page of [...expected.slice(1), 'policy.md']) expect(index).toContain(`](${page})`);
});

test('issue 7 line 8: every command line that nobody has run says so', () => {
  const blocks = pages.flatMap((page) => blocksOf(textOf(page)));
  expect(blocks.length).toBeGreaterThan(5);
  for (const block of blocks) expect(block.split('\n')[0]).toMatch(/not run yet/);
});

/** The files that electron-builder names, with VERSION, NEWER and OLDER in the place of a version. */
const packageNames = [
  'win-x64.msi',
  'win-x64-setup.exe',
  'mac-universal.pkg',
  'mac-universal.dmg',
  'linux-amd64.deb',
  'linux-x86_64.rpm',
  'linux-x86_64.AppImage',
];

test('issue 7 line 2: the packages that the pages name are those that are made, each of them', () => {
  const named = new Set(
    [...all.matchAll(/cis2-desktop-(?:VERSION|NEWER|OLDER)-([\w-]+\.\w+)/g)].map(([, name]) => name),
  );
  expect(named).toEqual(new Set(packageNames));
  expect(config['artifactName']).toBe('cis2-desktop-${version}-${os}-${arch}.${ext}');
  expect(config['msi']['artifactName']).toBe('cis2-desktop-${version}-win-${arch}.msi');
  expect(config['nsis']['artifactName']).toBe('cis2-desktop-${version}-win-${arch}-setup.exe');
});

test('issue 7 line 2: the properties on the command lines are those that the installers know', () => {
  const named = (line: string, pattern: RegExp) => [...line.matchAll(pattern)].map(([, name = '']) => name).sort();
  const known = installerProperties.map(({ property }) => property).sort();
  const commands = blocksOf(all).flatMap((block) => block.split('\n'));
  const msi = commands.filter((line) => line.startsWith('msiexec /i'));
  expect(msi.length).toBeGreaterThan(0);
  for (const line of msi) {
    expect(named(line, / ([A-Z]+)=/g)).toEqual(known);
    expect(line).toMatch(/ \/qn \/norestart /);
  }
  const setup = commands.filter((line) => line.includes('-setup.exe'));
  expect(setup).toHaveLength(1);
  expect(named(setup[0] ?? '', / \/([A-Z]+)=/g)).toEqual(known);
  expect(setup[0]).toMatch(/-setup\.exe \/S /);
  expect(
    commands.filter((line) => line.startsWith('msiexec /x')).every((line) => line.endsWith('/qn /norestart')),
  ).toBe(true);
});

test('issue 7 line 2: the table of properties says which policy key each of them is', () => {
  const install = textOf('install.md');
  for (const { property, section, name } of installerProperties)
    expect(install).toMatch(new RegExp(`\\| \`${property}\` +\\| \`${section}\\.${name}\` +\\|`));
  expect(install).toContain(policyKey);
  expect(install).toContain(installerKey);
});

test('issue 7 line 2: codes and names that never change stand on the pages as they are', () => {
  expect(all).toContain(`{${config['msi']['upgradeCode']?.toUpperCase() ?? ''}}`);
  expect(all).toContain('uk.cis2desktop.app');
  expect(config['appId']).toBe('uk.cis2desktop.app');
  expect(config['linux']['executableName']).toBe('cis2-desktop');
  expect(all).toContain(String.raw`%ProgramFiles%\CIS2 Desktop\CIS2 Desktop.exe`);
});

test('R5: the page on networks names every host that log-in needs, and R9 the two ports that are never taken', () => {
  const network = textOf('network.md');
  for (const host of [
    'am.nhsidentity.spineservices.nhs.uk',
    'trustedurl.national.ncrs.nhs.uk',
    'manage-care-identities.care-identity-service2.nhs.uk',
    'gas.national.ncrs.nhs.uk',
  ])
    expect(network).toContain(`\`${host}\``);
  expect(network).toMatch(/43485 and 55000/);
});

test('issue 7 line 8: links between the pages lead somewhere', () => {
  for (const page of pages) {
    for (const [, link = ''] of textOf(page).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      if (link === 'policy.md') continue;
      expect(() => readFileSync(path.join(folder, link))).not.toThrow();
    }
  }
});

test('issue 7 line 6: each code that the page on logs names is one that the app logs', () => {
  const page = textOf('logs.md');
  const rows = [...page.matchAll(/^\| (`[A-Z_`, ]+`)[^|]*\|\s*(error|warn|)\s*\|/gm)];
  const codes = rows.flatMap(([, names = '']) => [...names.matchAll(/[A-Z_]{4,}/g)].map(([code]) => code));
  expect(codes.length).toBeGreaterThan(10);
  for (const code of codes) expect(filesWith(new RegExp(`\\b${code}\\b`)), code).not.toEqual([]);
  const fields = Object.keys(JSON.parse(logLine(0, 'warn', 'X', everyField)) as object);
  for (const field of fields) expect(page, field).toContain(`\`${field}\``);
});

const everyField: Required<LogFields> = {
  correlationId: 'x',
  detail: 'x',
  purpose: 'login',
  host: 'x',
  status: 200,
  durationMs: 1,
  port: 1024,
  actionId: 'x',
  reason: 'x',
};
