import { writeFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import path from 'node:path';
import type { App, Dialog, Session } from 'electron';
import type { PolicyView } from '../../preload/policy-view.ts';
import { createDiagnostics, type Diagnostics } from '../diagnostics/diagnostics.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import { windowsFoldersOf } from '../policy/windows-folders.ts';
import type { Clock, Files, Http, KeychainHost, Random } from '../ports.ts';
import { createJournal } from '../vault/journal.ts';
import { createComputer } from './computer.ts';
import { logName } from './log.ts';
import { createRawNetwork } from './raw-network.ts';

export interface DiagnosticsOfApp {
  readonly app: Pick<App, 'getVersion' | 'isPackaged' | 'getApplicationNameForProtocol'>;
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  /** The session of main's own calls: its proxy is the one that they take. */
  readonly network: Pick<Session, 'resolveProxy'>;
  readonly http: Http;
  readonly keychain: Pick<KeychainHost, 'get' | 'set' | 'delete'>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'base64url'>;
  readonly files: Pick<Files, 'readText' | 'replaceDurably' | 'remove' | 'list'>;
  readonly userData: string;
  readonly readPolicy: () => {
    readonly loaded: LoadedPolicy;
    readonly view: PolicyView;
  };
}

/** The checks and the bundle with Electron and this computer behind them. */
export function diagnosticsOf(parts: DiagnosticsOfApp): Diagnostics {
  const { app, dialog, network, http, keychain, clock, random, files, userData, readPolicy } = parts;
  const { platform, versions } = process;
  const raw = createRawNetwork();
  const folders = () => windowsFoldersOf(platform);
  const computer = createComputer({ app, platform, folder: userData, folders });
  return createDiagnostics({
    portsNow() {
      const { loaded, view } = readPolicy();
      return {
        policy: loaded,
        policySource: view.entries.find(({ key }) => key === 'provider.issuer')?.source ?? null,
        refusedKeys: view.refused.map(({ key }) => key),
        packaged: app.isPackaged,
        version: app.getVersion(),
        clock,
        random,
        http,
        resolveProxy: (url) => network.resolveProxy(url),
        raw,
        computer,
        keychain,
      };
    },
    async bundleSources() {
      const { loaded, view } = readPolicy();
      return {
        policy: loaded.ok ? loaded.policy : undefined,
        policyView: view,
        system: {
          app: app.getVersion(),
          electron: versions.electron ?? '',
          chromium: versions['chrome'] ?? '',
          node: versions.node,
          platform,
          architecture: arch(),
          release: release(),
          profile: loaded.ok ? loaded.policy.session.profile : 'shared',
          packaged: app.isPackaged,
        },
        logTexts: await readLogs(path.join(userData, 'log'), files),
        journal: await createJournal(path.join(userData, 'vault', 'journal.json'), files).read(),
      };
    },
    async saveAs(suggestedName, bytes) {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: suggestedName,
        filters: [{ name: 'ZIP', extensions: ['zip'] }],
      });
      if (canceled || filePath === '') return undefined;
      await writeFile(filePath, bytes, { mode: 0o600 });
      return path.basename(filePath);
    },
  });
}

/** Oldest first: `cis2-desktop.1.log` is the youngest of those that were rotated away. */
async function readLogs(folder: string, files: Pick<Files, 'readText' | 'list'>): Promise<readonly string[]> {
  const numbers = (await files.list(folder)).flatMap((name) => {
    if (!name.startsWith(logName)) return [];
    const [, number = '0'] = /^(?:\.(\d))?\.log$/.exec(name.slice(logName.length)) ?? [null, null];
    return number === null ? [] : [{ name, age: Number(number) }];
  });
  numbers.sort((a, b) => b.age - a.age);
  return Promise.all(numbers.map(async ({ name }) => (await files.readText(path.join(folder, name))) ?? ''));
}
