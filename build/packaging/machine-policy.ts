/**
 * Where an installer writes what stood on its command line: machine policy, in the place that Group Policy has for it. A
 * section of policy is a key below it, as `main/policy` reads them.
 */
export const policyKey = String.raw`SOFTWARE\Policies\CIS2 Desktop`;
/** What the installer was told last, so that an upgrade without properties keeps it. */
export const installerKey = String.raw`SOFTWARE\CIS2 Desktop\Installer`;
/** Under `%ProgramData%`: the file of actions lies in it. */
export const policyFolder = 'CIS2 Desktop';

/** The source under which audit heads go to the Application log, which an ordinary user may write to once it is registered. */
export const eventSource = 'CIS2 Desktop';
export const eventSourceKey = String.raw`SYSTEM\CurrentControlSet\Services\EventLog\Application\CIS2 Desktop`;
/** Windows' own: it has a message "%1" for each of the ids 1 to 1000. */
export const eventMessageFile = String.raw`%SystemRoot%\System32\EventCreate.exe`;
/** Error, warning, information. */
export const eventTypes = 7;

/** System and administrators may do everything, users may read; nothing is inherited; administrators own it. */
export const policyFolderSddl = 'O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)';

export interface InstallerProperty {
  /** On the command line of `msiexec` (`ISSUER=...`) and of the NSIS installer (`/ISSUER=...`). */
  readonly property: 'ISSUER' | 'CLIENTID' | 'PROFILE';
  /** The policy key that it writes: its section is a key of the registry, its name a value there. */
  readonly section: 'provider' | 'session';
  readonly name: string;
  /** Values of the same section that have to stand beside it for the policy to be whole. */
  readonly also: Readonly<Record<string, string>>;
}

export const installerProperties: readonly InstallerProperty[] = [
  // An issuer of one's own is a gateway; CIS2 itself (topology "direct") is for Group Policy to name.
  { property: 'ISSUER', section: 'provider', name: 'issuer', also: { topology: 'gateway' } },
  { property: 'CLIENTID', section: 'provider', name: 'clientId', also: {} },
  { property: 'PROFILE', section: 'session', name: 'profile', also: {} },
];
