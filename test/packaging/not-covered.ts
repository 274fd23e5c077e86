import type { Proof } from './support/proofs.ts';

/** What the packaging suite cannot show on a machine without Electron's executable, Windows, macOS and the installers' tools. */
export interface NotCovered {
  readonly serves: string;
  readonly what: string;
  readonly why: string;
  readonly shown: Shown;
}

export type Shown =
  /** By steps of the release workflow, each of which ends the release where it is not so. */
  | { readonly by: 'release'; readonly proofs: readonly [Proof, ...Proof[]] }
  /** By a test of another suite. */
  | { readonly by: 'test'; readonly file: string }
  /** Nothing shows it yet. */
  | { readonly by: 'nothing'; readonly wouldBe: string };

const noElectron = 'Electron’s executable cannot be fetched here';
const noWindows = 'there is no Windows here';
const noMac = 'there is no macOS here';

const release = (...proofs: [Proof, ...Proof[]]): Shown => ({ by: 'release', proofs });
const nothing = (wouldBe: string): Shown => ({ by: 'nothing', wouldBe });

type Confirms = Proof['confirms'];
const inStep =
  (step: string, script: string) =>
  (...confirms: Confirms): Proof => ({ step, script, confirms });

const debStep = 'Install, start and remove the deb';
const rpmStep = 'Install, start and remove the rpm, in a container';
const appImageStep = 'Start the AppImage';
const msiStep = 'Refuse, upgrade, start, repair and remove the MSI';
const setupStep = 'Refuse, install, start and remove setup.exe';
const macStep = 'Signatures, notarisation, the archive’s hash; DMG and PKG';

const deb = inStep(debStep, 'check-linux-package.sh');
const rpm = inStep(rpmStep, 'check-linux-package.sh');
const appImage = inStep(appImageStep, 'check-appimage.sh');
const signatures = inStep('The signatures of Windows', 'check-windows-signatures.ps1');
const msi = inStep(msiStep, 'check-windows-msi.ps1');
const setup = inStep(setupStep, 'check-windows-setup.ps1');
const mac = inStep(macStep, 'check-mac.sh');

const fusesHold = (step: string): Proof =>
  inStep(step, 'check-start.ts')(
    'the fuses hold: ELECTRON_RUN_AS_NODE changes nothing',
    'the fuses hold: NODE_OPTIONS changes nothing',
    'the fuses hold: --inspect opens no debugger, and the app refuses it',
  );
const changedArchive = (step: string): Proof =>
  inStep(step, 'check-changed-archive.ts')(
    'a copy of the app starts',
    'one byte of the archive changed, it does not start',
  );

const linuxPackage: Confirms = [
  'the link leads to the app',
  'only root can write to the policy folder',
  'the installed app starts, checks and ends, with its sandbox',
  'the app, its link and its AppArmor profile are gone',
  'the policy of an administrator stayed',
];

export const notCovered: readonly NotCovered[] = [
  {
    serves: 'B30',
    what: 'that Electron obeys the fuses for run-as-node, Node’s options and the inspector',
    why: noElectron,
    shown: release(
      fusesHold(debStep),
      fusesHold(rpmStep),
      fusesHold(appImageStep),
      fusesHold(msiStep),
      fusesHold(setupStep),
      fusesHold(macStep),
    ),
  },
  {
    serves: 'B30',
    what: 'that Electron obeys the other six fuses, but for that of the archive’s check',
    why: noElectron,
    shown: nothing('a package that is made to break each of them'),
  },
  {
    serves: 'B30',
    what: 'the wire of a real Electron',
    why: `${noElectron}; the stub has one of the same form`,
    shown: release(inStep('The fuses of what was packed', 'check-fuses.ts')('these are the fuses that may be shipped')),
  },
  {
    serves: 'B32',
    what: 'that Electron refuses an archive that was changed',
    why: noElectron,
    shown: release(changedArchive('Change a byte of the archive on Windows'), changedArchive(macStep)),
  },
  {
    serves: 'B32',
    what: 'the hash in Info.plist',
    why: `${noMac}, and no stub for it; its comparison is tried on a hand-made app`,
    shown: release(
      inStep(macStep, 'check-asar-integrity.ts')('ElectronAsarIntegrity has the hash of every archive, and no other'),
    ),
  },
  {
    serves: 'B33',
    what: 'the access rights of the installed folder and of the policy folder',
    why: `${noWindows}, and no installer is made here`,
    shown: release(
      msi(
        'only administrators and the system write to the policy folder',
        'only administrators and the system write to the folder of the app',
        'an ordinary user cannot write to the folder of the app',
        'an ordinary user cannot write to the policy folder',
      ),
      setup(
        'only administrators and the system write to the policy folder',
        'only administrators and the system write to the folder of the app',
      ),
      deb('only root can write to the app, and nothing in it gets the rights of root'),
      rpm('only root can write to the app, and nothing in it gets the rights of root'),
      mac('only root can write to the installed app'),
    ),
  },
  {
    serves: 'B35',
    what: 'the signatures of keytar.node and of every other binary, on Windows and macOS',
    why: 'no certificate, and neither Windows nor macOS',
    shown: release(
      signatures('there is one native file', 'the installers and every program and library are signed'),
      mac('the app and the code in it are signed', 'both native files are signed'),
    ),
  },
  {
    serves: 'B35',
    what: 'a signature on Linux: binaries, deb, rpm and AppImage have none',
    why: 'not built: Linux checks none of a binary, and a package’s own needs a repository that is signed; the attestation names their hashes',
    shown: nothing('a signed repository for apt and dnf'),
  },
  {
    serves: 'issue 7 line 2',
    what: 'the attestation of SHA256SUMS and of the packages',
    why: 'it is made by the service on which the workflow runs',
    shown: nothing('`gh attestation verify` on the packages of the first run'),
  },
  {
    serves: 'issue 7 line 2',
    what: 'an MSI: that WiX compiles the definition, that it installs, repairs, upgrades and is removed',
    why: `WiX cannot be fetched here and ${noWindows}; its definition is read as XML`,
    shown: release(
      msi(
        'the MSI refuses half a provider',
        'the MSI refuses a misspelt profile',
        'a refused MSI has written nothing',
        'the MSI installs over an older version, without properties',
        'one product is left after the upgrade, the newer',
        'the settings outlive an upgrade',
        'a file of an administrator outlives the upgrade',
        'the installed app starts, checks and ends',
        'the settings outlive a repair',
        'an older version is not put over a newer',
        'a repair brings back what was lost',
        'the app is gone',
        'the policy that the MSI wrote is gone',
        'the event source is gone',
      ),
    ),
  },
  {
    serves: 'issue 7 line 2',
    what: 'an upgrade of one released version by another; the older MSI of the workflow is the newer one with a lower number',
    why: 'there is one version yet',
    shown: nothing('the second release'),
  },
  {
    serves: 'issue 7 line 2',
    what: 'the NSIS installer as a whole; our own part of it is compiled where makensis is installed, and run where Wine is',
    why: `electron-builder’s plugins for it cannot be fetched here, and ${noWindows}`,
    shown: release(
      setup(
        'setup.exe refuses half a provider',
        'setup.exe refuses a misspelt profile',
        'a refused setup.exe has written nothing',
        'setup.exe installs silently',
        'the settings are machine policy',
        'the installed app starts, checks and ends',
        'setup.exe installs over itself, without properties',
        'the settings outlive an upgrade',
        'the uninstaller is signed',
        'the app is gone',
        'the policy that setup.exe wrote is gone',
        'the event source is gone',
      ),
    ),
  },
  {
    serves: 'issue 7 line 2',
    what: 'DMG, PKG, the universal binary, notarisation',
    why: noMac,
    shown: release(
      mac(
        'Gatekeeper takes the app',
        'the app is notarised',
        'the PKG is signed',
        'both kinds of Mac are in the program',
        'the app in the DMG is signed',
        'the app in the DMG starts, checks and ends',
        'the installed app starts, checks and ends',
        'the installed app is gone',
        'the receipt is gone',
      ),
    ),
  },
  {
    serves: 'issue 7 line 2',
    what: 'the half of the universal binary for Intel, started; a notarisation of the PKG itself, not built',
    why: 'the runner has Apple silicon, and electron-builder notarises the app in the PKG',
    shown: nothing('a Mac with Intel; a PKG opened by hand'),
  },
  {
    serves: 'issue 7 line 2',
    what: 'deb, rpm and AppImage as files, and their installation',
    why: 'fpm and the AppImage runtime cannot be fetched here; what fpm is handed is captured',
    shown: release(
      deb(...linuxPackage),
      rpm(...linuxPackage),
      appImage('the AppImage starts, checks and ends, with its sandbox'),
    ),
  },
  {
    serves: 'issue 7 line 2',
    what: 'versions of Chromium and Node in the SBOM',
    why: noElectron,
    shown: nothing('any package on a real Electron'),
  },
  {
    serves: 'issue 7 line 2',
    what: 'the release workflow itself, and its scripts for PowerShell and macOS',
    why: 'no runner of it here, and no PowerShell: they are read as text',
    shown: nothing('its first run'),
  },
  {
    serves: 'issue 7 line 1',
    what: 'reg.exe and plutil as they answer, the ADMX in an editor of group policy, a profile by a management tool',
    why: `${noWindows} and ${noMac}; samples written after their documentation are read`,
    shown: nothing('a pilot of one computer each'),
  },
  {
    serves: 'issue 7 line 1',
    what: 'that Windows’ kernel says where Windows is, and with which codes Windows refuses to write the file of actions',
    why: `${noWindows}; both answers are doubles, after the documentation of Windows and of libuv`,
    shown: nothing(
      'a pilot: policy read from a Windows on another drive than C:, and actions.json with each access list of docs/admin/policy.md',
    ),
  },
  {
    serves: 'issue 7 line 3',
    what: 'smartcard software, browser policies and the keychain of Windows and macOS as the checks find them',
    why: `${noWindows} and ${noMac}; samples written after the makers’ documentation are read`,
    shown: nothing('cis2-desktop --diagnose on such a computer'),
  },
  {
    serves: 'issue 7 line 5',
    what: 'Electron’s own requests through a proxy, a PAC file and a private authority',
    why: `${noElectron}, and the stand-in’s requests know no proxy; Chromium itself is led through squid in test/network`,
    shown: nothing('cis2-desktop --diagnose behind such a proxy'),
  },
  {
    serves: 'issue 7 line 5',
    what: 'RDS and Citrix sessions, and the browsers of Windows and macOS as policy chooses them',
    why: `${noWindows} and ${noMac}; a program of a test is started in their place`,
    shown: nothing('a pilot of one computer each'),
  },
  {
    serves: 'issue 7 line 7',
    what: 'a compile cache',
    why: 'there is none, on purpose: code in a folder that its user can write would run without the archive’s check (docs/security.md)',
    shown: { by: 'test', file: 'test/shell/source-rules.test.ts' },
  },
  {
    serves: 'issue 7 line 7',
    what: 'that the last lines of the log are written as Electron’s main process ends',
    why: `${noElectron}; seen in a process of Node`,
    shown: nothing('QUIT as the last line of cis2-desktop.log after a log-out and a quit'),
  },
  {
    serves: 'issue 7 line 7',
    what: 'how long a start takes and how much memory it has',
    why: `${noElectron}; --timings was read in the stand-in`,
    shown: nothing('cis2-desktop --timings on a real Electron'),
  },
  {
    serves: 'issue 7 line 8',
    what: 'the commands on the pages for administrators, Assigned Access, RDS and Citrix',
    why: 'none of those systems is here; names, flags and properties are compared with what the packages offer',
    shown: nothing('a pilot of one computer each'),
  },
  {
    serves: 'issue 5 line 7',
    what: 'that Windows lets an ordinary user write under the event source',
    why: noWindows,
    shown: release(
      msi('an ordinary user writes under the event source', 'what the ordinary user wrote stands in the log'),
    ),
  },
];
