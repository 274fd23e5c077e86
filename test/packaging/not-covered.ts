/** What the packaging suite cannot show on a machine without Electron's executable, Windows, macOS and the installers' tools. */
export interface NotCovered {
  readonly serves: string;
  readonly what: string;
  readonly why: string;
  /** What would show it. */
  readonly shownBy: string;
}

const noElectron = 'Electron’s executable cannot be fetched here';
const noWindows = 'there is no Windows here';
const noMac = 'there is no macOS here';

export const notCovered: readonly NotCovered[] = [
  {
    serves: 'B30',
    what: 'that Electron obeys the fuses',
    why: noElectron,
    shownBy: 'a package started with ELECTRON_RUN_AS_NODE and --inspect',
  },
  {
    serves: 'B30',
    what: 'the wire of a real Electron',
    why: `${noElectron}; the stub has one of the same form`,
    shownBy: 'build/packaging/check-fuses.ts in the release workflow',
  },
  {
    serves: 'B32',
    what: 'that Electron refuses an archive that was changed',
    why: noElectron,
    shownBy: 'a package on Windows and macOS with one byte of app.asar changed',
  },
  {
    serves: 'B32',
    what: 'the hash in Info.plist',
    why: `${noMac}, and no stub for it`,
    shownBy: 'the release workflow on macOS',
  },
  {
    serves: 'B33',
    what: 'the access rights of the installed folder and of the policy folder',
    why: noWindows,
    shownBy: 'build/packaging/check-windows.ps1',
  },
  {
    serves: 'B35',
    what: 'the signatures of keytar.node and of every other binary',
    why: 'no certificate, and neither Windows nor macOS',
    shownBy: 'the release workflow, which fails unsigned',
  },
  {
    serves: 'issue 7 line 2',
    what: 'an MSI: that WiX compiles the definition, that it installs, repairs, upgrades and is removed',
    why: `WiX cannot be fetched here and ${noWindows}; its definition is read as XML`,
    shownBy: 'build/packaging/check-windows.ps1',
  },
  {
    serves: 'issue 7 line 2',
    what: 'the NSIS installer as a whole; our own part of it is compiled where makensis is installed',
    why: `electron-builder’s plugins for it cannot be fetched here, and ${noWindows}`,
    shownBy: 'the release workflow on Windows',
  },
  {
    serves: 'issue 7 line 2',
    what: 'DMG, PKG, the universal binary, notarisation',
    why: noMac,
    shownBy: 'the release workflow on macOS',
  },
  {
    serves: 'issue 7 line 2',
    what: 'deb, rpm and AppImage as files, and their installation',
    why: 'fpm and the AppImage runtime cannot be fetched here; what fpm is handed is captured',
    shownBy: 'the release workflow on Linux',
  },
  {
    serves: 'issue 7 line 2',
    what: 'versions of Chromium and Node in the SBOM',
    why: noElectron,
    shownBy: 'any package on a real Electron',
  },
  {
    serves: 'issue 7 line 2',
    what: 'the release workflow itself',
    why: 'no runner of it here; it is read as text',
    shownBy: 'its first run',
  },
  {
    serves: 'issue 7 line 1',
    what: 'reg.exe and plutil as they answer, the ADMX in an editor of group policy, a profile by a management tool',
    why: `${noWindows} and ${noMac}; samples written after their documentation are read`,
    shownBy: 'a pilot of one computer each',
  },
  {
    serves: 'issue 7 line 1',
    what: 'that Windows’ kernel says where Windows is, and with which codes Windows refuses to write the file of actions',
    why: `${noWindows}; both answers are doubles, after the documentation of Windows and of libuv`,
    shownBy:
      'a pilot: policy read from a Windows on another drive than C:, and actions.json with each access list of docs/admin/policy.md',
  },
  {
    serves: 'issue 7 line 3',
    what: 'smartcard software, browser policies and the keychain of Windows and macOS as the checks find them',
    why: `${noWindows} and ${noMac}; samples written after the makers’ documentation are read`,
    shownBy: 'cis2-desktop --diagnose on such a computer',
  },
  {
    serves: 'issue 7 line 5',
    what: 'Electron’s own requests through a proxy, a PAC file and a private authority',
    why: `${noElectron}, and the stand-in’s requests know no proxy; Chromium itself is led through squid in test/network`,
    shownBy: 'cis2-desktop --diagnose behind such a proxy',
  },
  {
    serves: 'issue 7 line 5',
    what: 'RDS and Citrix sessions, and the browsers of Windows and macOS as policy chooses them',
    why: `${noWindows} and ${noMac}; a program of a test is started in their place`,
    shownBy: 'a pilot of one computer each',
  },
  {
    serves: 'issue 7 line 7',
    what: 'a compile cache',
    why: 'there is none, on purpose: code in a folder that its user can write would run without the archive’s check (docs/security.md)',
    shownBy: 'test/shell/source-rules.test.ts, which fails when somebody brings one',
  },
  {
    serves: 'issue 7 line 7',
    what: 'that the last lines of the log are written as Electron’s main process ends',
    why: `${noElectron}; seen in a process of Node`,
    shownBy: 'QUIT as the last line of cis2-desktop.log after a log-out and a quit',
  },
  {
    serves: 'issue 7 line 7',
    what: 'how long a start takes and how much memory it has',
    why: `${noElectron}; --timings was read in the stand-in`,
    shownBy: 'cis2-desktop --timings on a real Electron',
  },
  {
    serves: 'issue 7 line 8',
    what: 'the commands on the pages for administrators, Assigned Access, RDS and Citrix',
    why: 'none of those systems is here; names, flags and properties are compared with what the packages offer',
    shownBy: 'a pilot of one computer each',
  },
  {
    serves: 'issue 5 line 7',
    what: 'that Windows lets an ordinary user write under the event source',
    why: noWindows,
    shownBy: 'build/packaging/check-windows.ps1, and the app on Windows',
  },
];
