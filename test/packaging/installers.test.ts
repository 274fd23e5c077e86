import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  eventMessageFile,
  eventSourceKey,
  eventTypes,
  installerKey,
  installerProperties,
  policyFolder,
  policyKey,
} from '../../build/packaging/machine-policy.ts';
import { conditions } from '../../build/packaging/msi-parts.ts';
import { findProgram } from '../../build/scripts/machine.ts';
import { captureFpm, root, scratch, type FpmCall } from './support/builder.ts';
import { parseXml } from './support/wix.ts';

/** Issue 7 line 2: the installers beside the MSI, as far as their definitions can be read here. */

const requireHere = createRequire(import.meta.url);
const yaml = requireHere('js-yaml') as { load(text: string): unknown };
const config = yaml.load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as Record<
  string,
  Record<string, unknown>
>;
const targetsOf = (platform: string) =>
  ((config[platform] ?? {})['target'] as { target: string; arch: string[] }[]).map(({ target }) => target);

test('issue 7 line 2: each system has its installers; a misspelt name of one would pass electron-builder’s schema', () => {
  expect(targetsOf('win')).toEqual(['msi', 'nsis']);
  expect(targetsOf('mac')).toEqual(['dmg', 'pkg']);
  expect(targetsOf('linux')).toEqual(['deb', 'rpm', 'AppImage']);
});

test('issue 7 line 2: what may never change is what it was', () => {
  expect(config).toMatchObject({
    appId: 'uk.cis2desktop.app',
    productName: 'CIS2 Desktop',
    msi: { upgradeCode: '6f0c6c1e-6f0e-4f6c-9d3b-0f6f5d8a1c52' },
    nsis: { guid: '0d9f6b0a-6c8a-5a1e-9a3e-9d1d7c1b7f42' },
  });
});

test('issue 7 line 2: nothing is published, updated or weakened by a key of its own', () => {
  const text = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  expect(config['publish']).toBeNull();
  expect(text).not.toMatch(
    /disableAsarIntegrity|disableSanityCheckAsar|electronFuses|electronUpdaterCompatibility|no-sandbox/,
  );
  expect(config['nsis']).toMatchObject({ perMachine: true, runAfterFinish: false, differentialPackage: false });
});

describe('the NSIS installer', () => {
  const script = readFileSync(path.join(root, 'build', 'resources', 'installer.nsh'), 'utf8');
  const macro = (name: string) =>
    new RegExp(`^!macro ${name}(?: [A-Z_ ]+)?$([\\s\\S]*?)^!macroend$`, 'm').exec(script)?.[1] ?? '';

  /** An installer of our part alone. @returns its file */
  const compile = (folder: string, steps: string): string => {
    const source = path.join(folder, 'harness.nsi');
    const file = path.join(folder, 'harness.exe');
    writeFileSync(
      source,
      `Unicode true
Target amd64-unicode
RequestExecutionLevel user
!include LogicLib.nsh
!include FileFunc.nsh
!define isUpdated '"" == "x"'
OutFile "${file}"
!include "${path.join(root, 'build', 'resources', 'installer.nsh')}"
${steps}
`,
    );
    const compiled = spawnSync('makensis', ['-WX', source], { encoding: 'utf8' });
    expect(compiled.stdout.split('\n').filter((line) => /error|warning/i.test(line))).toEqual([]);
    expect(compiled.status).toBe(0);
    return file;
  };

  test('issue 7 line 2: it uses the same keys, values and folder as the MSI', () => {
    const defined = Object.fromEntries(
      [...script.matchAll(/^!define (\w+) "([^"]+)"$/gm)].map(([, name, value]) => [name, value]),
    );
    expect(defined).toEqual({
      POLICY_KEY: policyKey,
      INSTALLER_KEY: installerKey,
      EVENT_SOURCE_KEY: eventSourceKey,
      POLICY_FOLDER: policyFolder,
    });
    expect(macro('customInstall')).toContain(`"EventMessageFile" "${eventMessageFile}"`);
    expect(macro('customInstall')).toContain(`"TypesSupported" ${eventTypes}`);
  });

  test.each(installerProperties)(
    'issue 7 line 2: /$property= writes $section\\$name, and only a real removal takes it away again',
    ({ property, section, name }) => {
      expect(macro('customInstall')).toContain(`!insertmacro writePolicyOf "${property}" "${section}" "${name}"`);
      const removal = macro('customUnInstall');
      expect(removal).toContain(`!insertmacro removePolicyOf "${property}" "${section}" "${name}"`);
      expect(removal.indexOf('${IfNot} ${isUpdated}')).toBeLessThan(removal.indexOf('removePolicyOf'));
    },
  );

  test('B33 the policy folder is closed to users by names that no language of Windows changes, or the installation ends', () => {
    const steps = macro('customInstall');
    expect(steps).toContain(
      '/inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX',
    );
    expect(steps).toContain('/setowner *S-1-5-32-544');
    expect(steps).toMatch(/Abort "The policy folder could not be closed to users\."/);
  });

  // electron-builder's own plugins are in no package of Debian's; our part needs none of them.
  test('issue 7 line 2: makensis, where it is installed, compiles our part', ({ skip }) => {
    skip(findProgram('makensis') === undefined, 'makensis is not installed here');
    using space = scratch();
    compile(
      space.folder,
      `Function .onInit
  !insertmacro customInit
FunctionEnd
Section
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "Uninstall"
  !insertmacro customUnInstall
SectionEnd`,
    );
  });

  test('issue 7 line 2: half a provider or a misspelt profile is refused by the MSI’s words, before anything is written', () => {
    const steps = macro('customInit');
    const words = [...conditions().matchAll(/Message="([^"]+)"/g)].map(([, message = '']) => message);
    expect(words).toHaveLength(2);
    for (const message of words) expect(steps).toContain(`!insertmacro refuse "${message}"`);
    expect(steps).not.toMatch(/WriteReg|CreateDirectory|writePolicyOf/);
    expect(macro('refuse')).toMatch(/ \/SD IDOK$/m);
    expect(macro('refuse')).toMatch(/SetErrorLevel \$\{REFUSED\}\n {2}Quit$/m);
  });

  const wine = findProgram('wine');
  // The real start of a real installer, and a section that leaves a file before it does what ours does.
  test('issue 7 line 2: run under Wine, where that is installed, it writes an issuer to the last character, and refuses what the MSI refuses', ({
    skip,
  }) => {
    skip(findProgram('makensis') === undefined || wine === undefined, 'makensis and Wine are not both installed here');
    using space = scratch();
    const installer = compile(
      space.folder,
      `Function .onInit
  !insertmacro customInit
FunctionEnd
Section
  FileOpen $0 "$EXEDIR\\installed.txt" w
  FileClose $0
  !insertmacro customInstall
SectionEnd`,
    );
    const installed = path.join(space.folder, 'installed.txt');
    const onWindows = (...line: readonly string[]) =>
      spawnSync(wine ?? '', line, {
        cwd: space.folder,
        env: { ...process.env, WINEPREFIX: path.join(space.folder, 'wine'), WINEDEBUG: '-all' },
        timeout: 100_000,
      });
    const run = (...given: readonly string[]) => {
      rmSync(installed, { force: true });
      const { status } = onWindows(installer, '/S', ...given);
      // Of an exit code Unix keeps one byte.
      return { isRefused: status === 1603 % 256, isWritten: existsSync(installed) };
    };
    const [issuer, client] = ['/ISSUER=https://gateway.example.test/realms/cis2', '/CLIENTID=synthetic'];
    const refused = { isRefused: true, isWritten: false };
    const taken = { isRefused: false, isWritten: true };
    const policy = (): Readonly<Record<string, string>> => {
      const told = onWindows('reg', 'query', `HKLM\\${policyKey}`, '/s', '/reg:64').stdout.toString();
      return Object.fromEntries(
        [...told.matchAll(/^ +(\w+) +REG_SZ +(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]),
      );
    };
    expect(run(issuer)).toEqual(refused);
    expect(run(issuer, '/CLIENTID=')).toEqual(refused);
    expect(run(client, '/PROFILE=shared')).toEqual(refused);
    expect(run(issuer, client, '/PROFILE=Shared')).toEqual(refused);
    expect(policy()).toEqual({});
    expect(run('/PROFILE=personal', issuer, client)).toEqual(taken);
    const written = { topology: 'gateway', clientId: 'synthetic', profile: 'personal' };
    expect(policy()).toEqual({ ...written, issuer: 'https://gateway.example.test/realms/cis2' });
    // What was given last time makes the other half.
    expect(run('/ISSUER=https://other.example.test/a/b')).toEqual(taken);
    expect(policy()).toEqual({ ...written, issuer: 'https://other.example.test/a/b' });
    // By a script, since on its way from Unix a quote would be escaped.
    writeFileSync(path.join(space.folder, 'quoted.bat'), 'harness.exe /S /CLIENTID="one more" /PROFILE="shared"\r\n');
    onWindows('cmd', '/c', 'quoted.bat');
    expect(policy()).toMatchObject({ clientId: 'one more', profile: 'shared' });
  }, 240_000);

  test('issue 7 line 2: each part looks at the 64-bit registry before they touch it', () => {
    for (const name of ['customInit', 'customInstall', 'customUnInstall']) {
      const steps = macro(name);
      expect(steps.indexOf('SetRegView 64')).toBeGreaterThan(-1);
      expect(steps.indexOf('SetRegView 64')).toBeLessThan(steps.search(/PolicyOf|willBe|WriteReg|DeleteReg/));
    }
  });
});

describe('macOS', () => {
  test('issue 7 line 2: the hardened runtime gives up one thing, that V8 compiles while it runs', () => {
    const { elements } = parseXml(
      readFileSync(path.join(root, 'build', 'resources', 'entitlements.mac.plist'), 'utf8'),
    );
    expect(elements('key').map((key) => key.textContent)).toEqual(['com.apple.security.cs.allow-jit']);
    expect(elements('true')).toHaveLength(1);
    expect(config['mac']).toMatchObject({
      hardenedRuntime: true,
      entitlements: 'build/resources/entitlements.mac.plist',
      entitlementsInherit: 'build/resources/entitlements.mac.plist',
      notarize: true,
      minimumSystemVersion: '13.0',
    });
  });

  test('issue 7 line 2: one package for both kinds of Mac, with both native files in each half', () => {
    expect(config['mac']?.['target']).toEqual([
      { target: 'dmg', arch: ['universal'] },
      { target: 'pkg', arch: ['universal'] },
    ]);
    expect(((config['mac'] ?? {})['files'] as { from: string }[]).map(({ from }) => from)).toEqual([
      'node_modules/keytar/prebuilds/darwin-x64',
      'node_modules/keytar/prebuilds/darwin-arm64',
    ]);
  });

  test('issue 7 line 2: Info.plist allows plain http for the loopback receiver alone', () => {
    expect(config['mac']?.['extendInfo']).toEqual({
      CFBundleLocalizations: ['en-GB', 'cy'],
      NSAppTransportSecurity: { NSAllowsArbitraryLoads: false, NSAllowsLocalNetworking: true },
    });
  });

  test('B33 the PKG installs for the whole computer, in one place, and never updates a stray copy', () => {
    expect(config['pkg']).toMatchObject({
      isRelocatable: false,
      installLocation: '/Applications',
      allowAnywhere: false,
      allowCurrentUserHome: false,
      allowRootDirectory: true,
      isVersionChecked: true,
    });
  });
});

describe.each(['deb', 'rpm'] as const)('the %s', (target) => {
  let call: FpmCall;
  beforeAll(async () => {
    call = await captureFpm(target);
  }, 60_000);

  const dependencies = () =>
    call.args.flatMap((argument, index) =>
      argument === '-d' || argument === '--depends' ? [call.args[index + 1]] : [],
    );

  test('issue 7 line 2: it asks for the libraries of Electron and for that of the keychain', () => {
    expect(dependencies()).toContain(target === 'deb' ? 'libsecret-1-0' : 'libsecret');
    expect(dependencies()).toContain(target === 'deb' ? 'libgtk-3-0' : 'gtk3');
    if (target === 'rpm') expect(call.args.join(' ')).toContain('--rpm-rpmbuild-define _build_id_links none');
  });

  test('issue 7 line 2: the desktop file names our program and not an NHS product', () => {
    const entries = Object.fromEntries(
      call.desktopFile.split('\n').flatMap((line) => {
        const at = line.indexOf('=');
        return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
      }),
    ) as Record<string, string>;
    expect(call.desktopFile.split('\n')[0]).toBe('[Desktop Entry]');
    expect(entries).toMatchObject({
      Name: 'CIS2 Desktop',
      Exec: '"/opt/CIS2 Desktop/cis2-desktop" %U',
      Icon: 'cis2-desktop',
      Type: 'Application',
      Terminal: 'false',
      Categories: 'Office;',
      StartupWMClass: 'cis2-desktop',
    });
    expect(entries['Comment']).toContain('not an NHS England product');
    expect(entries).toHaveProperty('Comment[cy]');
  });

  test('issue 7 line 2: no script gives a program the rights of root, and none was left with a hole in it', () => {
    for (const script of [call.afterInstall, call.afterRemove]) {
      expect(script).not.toMatch(/\$\{|<%|4755|u\+s|setuid/);
      const parsed = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
      expect(parsed.stderr).toBe('');
    }
    expect(call.afterInstall).toContain("chmod 0755 '/opt/CIS2 Desktop/chrome-sandbox'");
    expect(call.afterInstall).toContain(
      "install -d -m 0755 -o root -g root '/etc/cis2-desktop' '/etc/cis2-desktop/policy.d'",
    );
  });

  // Each way in which dpkg and rpm call it; the commands are replaced, since it would reach for the real /etc.
  test.each([
    ['remove', true],
    ['purge', true],
    ['0', true],
    ['upgrade', false],
    ['1', false],
  ])('issue 7 line 2: after "%s" the link is gone: %s', (argument, isGone) => {
    using space = scratch();
    const log = path.join(space.folder, 'log');
    const noted = ['rm', 'rmdir', 'apparmor_parser'].map((name) => `${name}() { echo "${name} $*" >> '${log}'; }`);
    writeFileSync(log, '');
    const script = `${noted.join('\n')}\n${call.afterRemove}`;
    const ran = spawnSync('sh', ['-s', argument], { input: script, encoding: 'utf8' });
    expect(ran.status).toBe(0);
    expect(readFileSync(log, 'utf8').includes('rm -f /usr/bin/cis2-desktop')).toBe(isGone);
  });
});
