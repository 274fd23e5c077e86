/** The app on one computer, started more than once: its data and its keychain stay. Linux only, for the sake of the keychain. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { developmentPolicy, type DevelopmentPolicyOverrides } from '../../simulator/development-policy.ts';
import { launchApp, startSecretService, type LaunchedApp, type SecretService } from '../launch-app.ts';
import { test as base } from './fixtures.ts';

export interface Computer {
  readonly keyring: SecretService;
  readonly userDataDir: string;
}

interface Fixtures extends Computer {
  /** Starts the app; `overrides` in place of the test's own changes to the development policy. */
  start: (overrides?: DevelopmentPolicyOverrides) => Promise<LaunchedApp>;
}

export const test = base.extend<Fixtures>({
  keyring: async ({ topology: _topology }, use) => {
    test.skip(process.platform !== 'linux', 'gnome-keyring is a Linux keychain; others are not reached by tests yet');
    const keyring = await startSecretService();
    await use(keyring);
    await keyring.close();
  },
  userDataDir: async ({ topology: _topology }, use) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-computer-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  },
  start: async ({ simulator, policy, keyring, userDataDir }, use) => {
    const started: LaunchedApp[] = [];
    await use(async (overrides) => {
      const app = await launchApp({
        policy: developmentPolicy(simulator, overrides ?? policy),
        secretService: keyring,
        userDataDir,
      });
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
  },
});
export { expect } from './fixtures.ts';

/** What the app knows of its session on disk (`main/vault/journal.ts`). */
export function journal(userDataDir: string): Record<string, unknown> {
  const text = readFileSync(path.join(userDataDir, 'vault', 'journal.json'), 'utf8');
  return JSON.parse(text) as Record<string, unknown>;
}
