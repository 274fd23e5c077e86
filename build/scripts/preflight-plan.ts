import type { HostKind } from './electron-host.ts';

/** What a command needs of the machine, and what to do about what is missing. Pure: `preflight.ts` looks and acts. */

export type Purpose = 'test' | 'demo' | 'start' | 'gallery' | 'simulator';

interface NeedText {
  /** How the need is called in a message. */
  readonly title: string;
  readonly packages: readonly string[];
  /** Names of the same packages since Debian 13 and Ubuntu 24.04, which renamed libraries for 64-bit time. */
  readonly packagesT64?: readonly string[];
}

const needTexts = {
  chromium: { title: 'Chromium', packages: ['chromium'] },
  fonts: { title: 'the Liberation fonts', packages: ['fonts-liberation'] },
  xvfb: { title: 'Xvfb (a screen in memory)', packages: ['xvfb'] },
  xauth: { title: 'xauth', packages: ['xauth'] },
  dbus: { title: 'dbus-daemon', packages: ['dbus'] },
  gnomeKeyring: { title: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  gdbus: { title: 'gdbus', packages: ['libglib2.0-bin'] },
  libsecret: { title: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
  electronLibraries: {
    title: "Electron's system libraries",
    packages: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2'],
    packagesT64: ['libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2t64'],
  },
} as const satisfies Record<string, NeedText>;

export type Need = keyof typeof needTexts;

export interface Facts {
  readonly platform: NodeJS.Platform;
  readonly purpose: Purpose;
  readonly host: HostKind;
  readonly distribution: 'debian' | 'ubuntu' | 'other';
  /** Whether the release uses the package names of 64-bit time. */
  readonly t64: boolean;
  readonly root: boolean;
  readonly display: boolean;
  readonly present: ReadonlySet<Need>;
  /** Set when `CIS2_CHROMIUM` names something that does not start. */
  readonly brokenChromium: string | undefined;
}

export type Plan =
  | { readonly kind: 'ready' }
  /** Install `packages` with apt-get; `byHand` tells what apt-get cannot bring. */
  | { readonly kind: 'install'; readonly packages: readonly string[]; readonly byHand: readonly string[] }
  | { readonly kind: 'stop'; readonly lines: readonly string[] };

const keychain: readonly Need[] = ['dbus', 'gnomeKeyring', 'gdbus', 'libsecret'];
const screen: readonly Need[] = ['xvfb', 'xauth'];

/** The needs of a purpose, in the order in which they are told. */
export function needsOf({ platform, purpose, host, display }: Omit<Facts, 'present'>): readonly Need[] {
  if (platform !== 'linux' || purpose === 'simulator') return [];
  const electron: readonly Need[] =
    host === 'electron' ? ['electronLibraries', ...(display || purpose === 'test' ? [] : screen)] : [];
  switch (purpose) {
    case 'test':
      return ['chromium', 'fonts', ...screen, ...keychain, ...electron];
    case 'demo':
      return ['chromium', 'fonts', ...keychain, ...electron];
    case 'gallery':
      // The renderer alone, in a browser: no Electron and no keychain.
      return ['chromium', 'fonts'];
    case 'start':
      // A person's own session has a keychain or has not: the app copes with either, so none is installed here.
      return [...(host === 'stand-in' ? (['chromium'] as const) : []), 'fonts', 'libsecret', ...electron];
  }
}

/**
 * What some tests use where it is there, and say so where it is not: real proxies and a trust store (issue 7 line 5). Nobody is
 * stopped by the lack of it.
 */
export const wishes = [
  { program: 'squid', package: 'squid' },
  { program: 'certutil', package: 'libnss3-tools' },
  { program: 'openssl', package: 'openssl' },
] as const;

export function planFor(facts: Facts): Plan {
  if (facts.purpose === 'simulator') return { kind: 'ready' };
  if (facts.platform !== 'linux') {
    return facts.host === 'electron' || facts.purpose === 'gallery'
      ? { kind: 'ready' }
      : stop(
          "Electron's executable is missing and could not be downloaded; the stand-in for it runs on Linux only.",
          'Allow the download (or set ELECTRON_MIRROR to a mirror of it), delete node_modules/.cache and try again.',
        );
  }
  if (facts.brokenChromium !== undefined) {
    return stop(
      `CIS2_CHROMIUM names ${facts.brokenChromium}, and that does not start.`,
      'Set it to the executable of Chromium or Chrome, or unset it.',
    );
  }

  const missing = needsOf(facts).filter((need) => !facts.present.has(need));
  if (missing.length === 0) return { kind: 'ready' };
  return facts.distribution === 'other' ? otherLinux(missing) : withApt(facts, missing);
}

function withApt(facts: Facts, missing: readonly Need[]): Plan {
  // Ubuntu's package of that name only fetches a snap, which does not work in a container and not at all as root.
  const needsSnap = (need: Need) => need === 'chromium' && facts.distribution === 'ubuntu';
  const byApt = missing.filter((need) => !needsSnap(need));
  const packages = packagesOf(byApt, facts.t64);
  const chromiumLines = missing.some(needsSnap) ? ubuntuChromium : [];
  if (packages.length === 0) return stop(lackLine(missing), ...chromiumLines);
  if (facts.root) return { kind: 'install', packages, byHand: chromiumLines };
  return stop(
    lackLine(missing),
    'Run this one command, then try again:',
    `  ${aptCommand(packages, 'sudo ')}`,
    ...chromiumLines,
  );
}

const ubuntuChromium = [
  'Chromium has to be installed by hand on Ubuntu, where apt has it only as a snap. One of these will do:',
  '  - Google Chrome from its .deb package',
  '  - Chromium: sudo snap install chromium',
  '  - any other Chromium: CIS2_CHROMIUM=/path/to/its/executable',
];

function otherLinux(missing: readonly Need[]): Plan {
  return stop(
    lackLine(missing),
    `Install them with this system's package manager (Debian calls the packages ${packagesOf(missing, false).join(', ')}), then try again.`,
  );
}

/** The one line that installs packages on Debian and Ubuntu. */
export function aptCommand(packages: readonly string[], prefix = ''): string {
  return `${prefix}apt-get update && ${prefix}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

function packagesOf(needs: readonly Need[], t64: boolean): readonly string[] {
  return needs.flatMap((need) => {
    const text: NeedText = needTexts[need];
    return (t64 ? text.packagesT64 : undefined) ?? text.packages;
  });
}

function lackLine(missing: readonly Need[]): string {
  return `This machine lacks ${missing.map((need) => needTexts[need].title).join(', ')}.`;
}

function stop(...lines: readonly string[]): Plan {
  return { kind: 'stop', lines };
}
