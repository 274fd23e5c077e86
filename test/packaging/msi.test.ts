import { parse } from 'valibot';
import { beforeAll, expect, test } from 'vitest';
import {
  eventSourceKey,
  installerKey,
  installerProperties,
  policyFolderSddl,
  policyKey,
} from '../../build/packaging/machine-policy.ts';
import { completeMsiProject } from '../../build/packaging/msi-project.ts';
import { policyFile } from '../../main/policy/schema.ts';
import { captureMsiProject } from './support/builder.ts';
import { around, attributes, parseXml } from './support/wix.ts';

/** Issue 7 line 2: the MSI's definition, as far as it can be read without WiX. */

let captured: string;
let xml: ReturnType<typeof parseXml>;
beforeAll(async () => {
  captured = await captureMsiProject();
  xml = parseXml(completeMsiProject(captured));
}, 60_000);

/** An attribute of a value, or of the key around it. */
const placed = (value: Element, name: 'Key' | 'Root') =>
  (value.hasAttribute(name) ? value : around(value, 'RegistryKey'))?.getAttribute(name);

const valuesBelow = (key: string) =>
  xml
    .elements('RegistryValue')
    .filter((value) => placed(value, 'Key') === key)
    .map((value) => [value.getAttribute('Name'), value.getAttribute('Type'), value.getAttribute('Value')]);

test('B33 the MSI is per machine, into the 64-bit Program Files, and offers no other way', () => {
  expect(attributes(xml.one('Property', 'ALLUSERS'))).toMatchObject({ Value: '1' });
  expect(xml.elements('Property').map((property) => property.getAttribute('Id'))).not.toContain('MSIINSTALLPERUSER');
  const folder = xml.one('Directory', 'APPLICATIONFOLDER');
  expect(folder.getAttribute('Name')).toBe('CIS2 Desktop');
  expect(around(folder, 'Directory')?.getAttribute('Id')).toBe('ProgramFiles64Folder');
});

test('issue 7 line 2: the upgrade code never changes, and a newer version is not replaced by an older', () => {
  const [product] = xml.elements('Product');
  expect(product?.getAttribute('UpgradeCode')).toBe('6F0C6C1E-6F0E-4F6C-9D3B-0F6F5D8A1C52');
  expect(product?.getAttribute('Manufacturer')).toBe('CIS2 Desktop contributors');
  expect(xml.elements('MajorUpgrade')[0]?.getAttribute('DowngradeErrorMessage')).toMatch(/newer version/);
});

test('issue 7 line 2: nothing is started after the installation, and the Start menu has one entry', () => {
  expect(xml.elements('CustomAction').map((action) => action.getAttribute('FileKey'))).not.toContain('mainExecutable');
  const shortcuts = xml.elements('Shortcut').map((shortcut) => shortcut.getAttribute('Directory'));
  expect(shortcuts).toEqual(['ProgramMenuFolder']);
  expect(attributes(xml.elements('ShortcutProperty')[0] as Element)).toEqual({
    Key: 'System.AppUserModel.ID',
    Value: 'uk.cis2desktop.app',
  });
});

test.each(installerProperties)(
  'issue 7 line 2: $property on the command line becomes machine policy ($section\\$name), and only then',
  ({ property, section, name, also }) => {
    expect(xml.one('Property', property).getAttribute('Secure')).toBe('yes');
    const component = xml.one('Component', `Policy${property}`);
    expect(xml.elements('Condition', component)[0]?.textContent).toBe(property);
    expect(valuesBelow(`${policyKey}\\${section}`)).toEqual(
      expect.arrayContaining([
        [name, 'string', `[${property}]`],
        ...Object.entries(also).map(([other, value]) => [other, 'string', value]),
      ]),
    );
    for (const value of xml.elements('RegistryValue', component)) expect(placed(value, 'Root')).toBe('HKLM');
  },
);

test.each(installerProperties)(
  'issue 7 line 2: an upgrade without $property keeps what was given before',
  ({ property }) => {
    const [search] = xml.elements('RegistrySearch', xml.one('Property', `LAST${property}`));
    expect(search === undefined ? undefined : attributes(search)).toMatchObject({
      Root: 'HKLM',
      Key: installerKey,
      Name: property,
      Win64: 'yes',
    });
    expect(valuesBelow(installerKey)).toContainEqual([property, 'string', `[${property}]`]);
    expect(attributes(xml.one('CustomAction', `Keep${property}`))).toMatchObject({
      Property: property,
      Value: `[LAST${property}]`,
    });
    const uses = xml.elements('Custom').filter((use) => use.getAttribute('Action') === `Keep${property}`);
    expect(uses.map((use) => [use.parentNode?.nodeName, use.getAttribute('After'), use.textContent])).toEqual([
      ['InstallUISequence', 'AppSearch', `LAST${property} AND NOT ${property}`],
      ['InstallExecuteSequence', 'AppSearch', `LAST${property} AND NOT ${property}`],
    ]);
  },
);

test('issue 7 line 2: what the properties write is a policy that the app takes', () => {
  const given = { ISSUER: 'https://gateway.example.test/realms/cis2', CLIENTID: 'synthetic', PROFILE: 'personal' };
  const sections = installerProperties.map(({ property, section, name, also }) => ({
    [section]: { [name]: given[property], ...also },
  }));
  const provider = Object.assign({}, ...sections.map(({ provider: part }) => part)) as object;
  const session = Object.assign({}, ...sections.map(({ session: part }) => part)) as object;
  expect(parse(policyFile, { provider, session })).toMatchObject({
    provider: { topology: 'gateway', issuer: given.ISSUER, clientId: 'synthetic' },
    session: { profile: 'personal' },
  });
});

test('issue 7 line 2: half a provider or a misspelt profile stops the installation, and never a removal', () => {
  const rules = xml
    .elements('Condition')
    .filter((condition) => condition.hasAttribute('Message'))
    .map((condition) => condition.textContent ?? '');
  expect(rules).toHaveLength(3);
  for (const rule of rules) expect(rule).toMatch(/^Installed OR /);
});

test('issue 5 line 7: the event source is registered, so that an ordinary user may write under it', () => {
  expect(valuesBelow(eventSourceKey)).toEqual([
    ['EventMessageFile', 'expandable', String.raw`%SystemRoot%\System32\EventCreate.exe`],
    ['TypesSupported', 'integer', '7'],
  ]);
});

test('B33 the policy folder can be written by administrators and the system alone, and inherits nothing', () => {
  const folder = xml.one('Directory', 'POLICYFOLDER');
  expect(folder.getAttribute('Name')).toBe('CIS2 Desktop');
  expect(around(folder, 'Directory')?.getAttribute('Id')).toBe('CommonAppDataFolder');
  const [permission] = xml.elements('PermissionEx', xml.one('Component', 'PolicyFolder'));
  expect(permission?.getAttribute('Sddl')).toBe(policyFolderSddl);
  const entries = [...policyFolderSddl.matchAll(/\(A;OICI;([^;]+);;;(\w+)\)/g)].map(([, rights, who]) => [who, rights]);
  expect(entries).toEqual([
    ['SY', 'FA'],
    ['BA', 'FA'],
    ['BU', '0x1200a9'], // read and execute
  ]);
  expect(policyFolderSddl).toMatch(/^O:BAG:BAD:PAI\(/);
});

test('issue 7 line 2: every component of ours has a code of its own and belongs to the one feature', () => {
  const ours = xml.elements('Component').filter((component) => component.hasAttribute('Guid'));
  expect(ours.map((component) => component.getAttribute('Id'))).toEqual([
    'PolicyISSUER',
    'PolicyCLIENTID',
    'PolicyPROFILE',
    'EventSource',
    'PolicyFolder',
  ]);
  expect(new Set(ours.map((component) => component.getAttribute('Guid'))).size).toBe(ours.length);
  for (const component of ours) {
    expect(component.getAttribute('Guid')).toMatch(/^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(around(component, 'ComponentGroup')?.getAttribute('Id')).toBe('ProductComponents');
  }
  expect(xml.elements('ComponentGroupRef').map((ref) => ref.getAttribute('Id'))).toEqual(['ProductComponents']);
});

test.each(['<Directory Id="TARGETDIR"', '<!-- Start menu link -->', '</ComponentGroup>', 'MSIINSTALLPERUSER'])(
  'a template of electron-builder without %s ends the build',
  (place) => {
    expect(() => completeMsiProject(captured.replace(place, ''))).toThrow(/WiX project has changed/);
  },
);
