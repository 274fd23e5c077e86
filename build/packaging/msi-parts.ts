import {
  eventMessageFile,
  eventSourceKey,
  eventTypes,
  installerKey,
  installerProperties,
  policyFolder,
  policyFolderSddl,
  policyKey,
} from './machine-policy.ts';

/**
 * WiX, in the dialect of 4.0.0.5512 that electron-builder 26 brings: elements as in WiX 3, conditions as text. Components have
 * fixed codes, because one with registry values gets none by itself; a code is never given to another component.
 */
const codes = {
  ISSUER: '1E3A0E1B-0C0E-4B0E-8E57-5B0C6C2E9A01',
  CLIENTID: '1E3A0E1B-0C0E-4B0E-8E57-5B0C6C2E9A02',
  PROFILE: '1E3A0E1B-0C0E-4B0E-8E57-5B0C6C2E9A03',
  eventSource: '1E3A0E1B-0C0E-4B0E-8E57-5B0C6C2E9A04',
  policyFolder: '1E3A0E1B-0C0E-4B0E-8E57-5B0C6C2E9A05',
} as const;

/**
 * `Secure`: so that they reach the half of the installation that runs with rights. What was given last time is looked up under
 * another name, since Windows Installer would put what it finds over what stands on the command line.
 */
export function properties(): string {
  return installerProperties
    .map(
      ({ property }) => `<Property Id="${property}" Secure="yes"/>
    <Property Id="LAST${property}" Secure="yes">
      <RegistrySearch Id="Last${property}" Root="HKLM" Key="${installerKey}" Name="${property}" Type="raw" Win64="yes"/>
    </Property>`,
    )
    .join('\n    ');
}

/** Half a provider would be refused by the app, hours later and on another desk than the one that typed it. */
export const conditions = () =>
  [
    ['ISSUER and CLIENTID go together.', '(ISSUER AND CLIENTID) OR (NOT ISSUER AND NOT CLIENTID)'],
    ['PROFILE must be personal or shared.', 'NOT PROFILE OR PROFILE = "personal" OR PROFILE = "shared"'],
  ]
    .map(([message, rule]) => `<Condition Message="${message}"><![CDATA[Installed OR (${rule})]]></Condition>`)
    .join('\n    ');

/** An upgrade takes the old version off first, and its values with it. */
export function executeActions(): string {
  const actions = installerProperties.map(
    ({ property }) => `<CustomAction Id="Keep${property}" Property="${property}" Value="[LAST${property}]"/>`,
  );
  const sequence = installerProperties.map(
    ({ property }) => `<Custom Action="Keep${property}" After="AppSearch">LAST${property} AND NOT ${property}</Custom>`,
  );
  const inSequence = (name: string) => `<${name}>
      ${sequence.join('\n      ')}
    </${name}>`;
  return `    ${actions.join('\n    ')}
    ${inSequence('InstallUISequence')}
    ${inSequence('InstallExecuteSequence')}`;
}

export const directories = () => `<Directory Id="CommonAppDataFolder">
        <Directory Id="POLICYFOLDER" Name="${policyFolder}"/>
      </Directory>`;

export function components(): string {
  const ofProperties = installerProperties.map(
    ({ property, section, name, also }) => `<Component Id="Policy${property}" Guid="${codes[property]}">
        <Condition>${property}</Condition>
        <RegistryKey Root="HKLM" Key="${policyKey}\\${section}">
          <RegistryValue Name="${name}" Type="string" Value="[${property}]" KeyPath="yes"/>${Object.entries(also)
            .map(([other, value]) => `\n          <RegistryValue Name="${other}" Type="string" Value="${value}"/>`)
            .join('')}
        </RegistryKey>
        <RegistryValue Root="HKLM" Key="${installerKey}" Name="${property}" Type="string" Value="[${property}]"/>
      </Component>`,
  );
  const eventSource = `<Component Id="EventSource" Guid="${codes.eventSource}">
        <RegistryKey Root="HKLM" Key="${eventSourceKey}" ForceDeleteOnUninstall="yes">
          <RegistryValue Name="EventMessageFile" Type="expandable" Value="${eventMessageFile}" KeyPath="yes"/>
          <RegistryValue Name="TypesSupported" Type="integer" Value="${eventTypes}"/>
        </RegistryKey>
      </Component>`;
  // At removal Windows Installer takes the folder away only if it is empty: an administrator's files stay.
  const folder = `<Component Id="PolicyFolder" Directory="POLICYFOLDER" Guid="${codes.policyFolder}" KeyPath="yes">
        <CreateFolder>
          <PermissionEx Sddl="${policyFolderSddl}"/>
        </CreateFolder>
      </Component>`;
  return [...ofProperties, eventSource, folder].join('\n      ');
}
