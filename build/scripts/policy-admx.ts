import { policyKeys, type PolicyKey } from '../../main/policy/keys.ts';
import { registryKey } from '../../main/policy/sources/windows.ts';
import { escapeXml } from './policy-xml.ts';

const schema = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const attributes = `xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" revision="1.0" schemaVersion="1.0" xmlns="${schema}"`;
const top = 'CIS2Desktop';
const supported = 'SUPPORTED_CIS2Desktop';

const categories: Readonly<Record<string, string>> = {
  provider: 'Log-in service',
  assurance: 'Assurance',
  session: 'Session',
  roles: 'Roles',
  audit: 'Audit record',
  face: 'Appearance',
  support: 'Support',
  browser: 'Browser',
  network: 'Network',
};

/** What group policy can hold: all but the catalogue of actions. */
const held = policyKeys.filter(({ shape }) => shape.kind !== 'catalogue');

const idOf = ({ key }: PolicyKey) => key.replaceAll('.', '_');
const sectionOf = ({ key }: PolicyKey) => (key.includes('.') ? (key.split('.')[0] ?? top) : top);
const valueNameOf = ({ key }: PolicyKey) => key.split('.').at(-1) ?? key;
const keyPathOf = ({ key }: PolicyKey) => [registryKey, ...key.split('.').slice(0, -1)].join('\\');

export function admx(): string {
  const inner = Object.keys(categories).map(
    (name) => `    <category name="${name}" displayName="$(string.category_${name})">
      <parentCategory ref="${top}" />
    </category>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by "npm run policy:generate" from main/policy; do not edit. -->
<policyDefinitions ${attributes}>
  <policyNamespaces>
    <target prefix="cis2desktop" namespace="CIS2Desktop.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="${supported}" displayName="$(string.${supported})" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="${top}" displayName="$(string.${top})" />
${inner.join('\n')}
  </categories>
  <policies>
${held.map(policyOf).join('\n')}
  </policies>
</policyDefinitions>
`;
}

/** The one file for all languages of the console so far: British English. */
export function adml(): string {
  const strings = [
    [top, 'CIS2 Desktop'],
    [supported, 'CIS2 Desktop 0.1 or later'],
    ...Object.entries(categories).map(([name, words]) => [`category_${name}`, words]),
    ...held.flatMap((key) => [
      [idOf(key), key.title],
      [`${idOf(key)}_explain`, explain(key)],
      ...optionsOf(key).map((option) => [optionId(key, option), option]),
    ]),
  ].map(([id = '', text = '']) => `      <string id="${id}">${escapeXml(text)}</string>`);
  const presentations = held.filter(({ shape }) => shape.kind !== 'switch').map(presentationOf);
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by "npm run policy:generate" from main/policy; do not edit. -->
<policyDefinitionResources ${attributes}>
  <displayName>CIS2 Desktop</displayName>
  <description>Policies of CIS2 Desktop</description>
  <resources>
    <stringTable>
${strings.join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function policyOf(key: PolicyKey): string {
  const id = idOf(key);
  const isSwitch = key.shape.kind === 'switch';
  const form = isSwitch ? `valueName="${valueNameOf(key)}"` : `presentation="$(presentation.${id})"`;
  const values = isSwitch
    ? `      <enabledValue><decimal value="1" /></enabledValue>
      <disabledValue><decimal value="0" /></disabledValue>`
    : `      <elements>
${elementOf(key)}
      </elements>`;
  return `    <policy name="${id}" class="${key.user ? 'Both' : 'Machine'}" displayName="$(string.${id})" explainText="$(string.${id}_explain)" key="${keyPathOf(key)}" ${form}>
      <parentCategory ref="${sectionOf(key)}" />
      <supportedOn ref="${supported}" />
${values}
    </policy>`;
}

function elementOf(key: PolicyKey): string {
  const { shape } = key;
  const common = `id="${idOf(key)}" valueName="${valueNameOf(key)}" required="true"`;
  switch (shape.kind) {
    case 'text':
      return `        <text ${common} maxLength="${shape.maxLength ?? 1000}" />`;
    case 'number':
      return `        <decimal ${common} minValue="${shape.min ?? 0}" maxValue="${shape.max ?? 4_294_967_295}" />`;
    case 'choice':
      return [
        `        <enum ${common}>`,
        ...shape.options.map(
          (option) => `          <item displayName="$(string.${optionId(key, option)})">
            <value><string>${escapeXml(option)}</string></value>
          </item>`,
        ),
        '        </enum>',
      ].join('\n');
    case 'list':
      return `        <multiText ${common} />`;
    case 'switch':
    case 'catalogue':
      throw new Error(`${key.key} has no element in group policy`);
  }
}

function presentationOf(key: PolicyKey): string {
  const id = idOf(key);
  const label = escapeXml(key.title);
  return `      <presentation id="${id}">
        ${controlOf(key, id, label)}
      </presentation>`;
}

function controlOf({ key, shape, default: own }: PolicyKey, id: string, label: string): string {
  switch (shape.kind) {
    case 'text':
      return `<textBox refId="${id}"><label>${label}</label></textBox>`;
    case 'number':
      return `<decimalTextBox refId="${id}" defaultValue="${typeof own === 'number' ? own : (shape.min ?? 0)}">${label}</decimalTextBox>`;
    case 'choice': {
      const first = Math.max(0, shape.options.indexOf(String(own)));
      return `<dropdownList refId="${id}" noSort="true" defaultItem="${first}">${label}</dropdownList>`;
    }
    case 'list':
      return `<multiTextBox refId="${id}">${label}</multiTextBox>`;
    case 'switch':
    case 'catalogue':
      throw new Error(`${key} has no form in group policy`);
  }
}

function optionsOf({ shape }: PolicyKey): readonly string[] {
  return shape.kind === 'choice' ? shape.options : [];
}

/** An id holds letters, digits and underscores; `[::1]` holds none. */
function optionId(key: PolicyKey, option: string): string {
  return `${idOf(key)}_option${optionsOf(key).indexOf(option)}`;
}

function explain({ description, kind, applies, user }: PolicyKey): string {
  const when = {
    now: 'A change counts at once.',
    logOut: 'A change counts once nobody is logged in.',
    restart: 'A change counts when the app is started again.',
  }[applies];
  const forUsers = user && user !== 'own' ? ' As a user policy it may only be stricter than the default.' : '';
  return `${description} Kind: ${kind}. ${when}${forUsers}`;
}
