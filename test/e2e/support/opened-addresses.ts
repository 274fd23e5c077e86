/** Stands where the system's own opener would be, and writes down each address that the app asks to open. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { Scratch } from './scratch.ts';

export interface OpenedAddresses {
  /** The folder with the fake `xdg-open`, to be first in the PATH. */
  readonly binFolder: string;
  readonly all: () => string[];
  /** Windows and macOS open addresses without a program on the PATH: there Electron's own function is replaced. */
  attach(electronApp: ElectronApplication): Promise<void>;
}

export function spoolOpenedAddresses(scratch: Scratch): OpenedAddresses {
  const binFolder = scratch.folder('bin');
  const spool = scratch.file('opened-addresses');
  writeFileSync(path.join(binFolder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${spool}'\n`, { mode: 0o755 });
  return {
    binFolder,
    all: () => (existsSync(spool) ? readFileSync(spool, 'utf8').split('\n').filter(Boolean) : []),
    async attach(electronApp) {
      if (process.platform === 'linux') return;
      electronApp.on('console', (message) => {
        const [, address] = /^cis2-test-opened (.*)$/.exec(message.text()) ?? [];
        if (address !== undefined) appendFileSync(spool, `${address}\n`);
      });
      await electronApp.evaluate(({ shell }) => {
        shell.openExternal = (address: string) => {
          console.log(`cis2-test-opened ${address}`);
          return Promise.resolve();
        };
      });
    },
  };
}
