import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { developmentPolicy } from '../simulator/development-policy.ts';
import { startSimulator, type Simulator } from '../simulator/index.ts';
import { launchApp, startSecretService, type LaunchedApp, type SecretService } from './launch-app.ts';
import { atHome, press, screen } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { expect, test as base } from './support/fixtures.ts';

/** The keychain as the window shows it, with a real Secret Service; its situations one by one are in test/vault. */
const test = base.extend<{ keyring: SecretService; userDataDir: string; start: () => Promise<LaunchedApp> }>({
  keyring: async ({ topology: _topology }, use) => {
    test.skip(process.platform !== 'linux', 'gnome-keyring is a Linux keychain; others are not reached by tests yet');
    const keyring = await startSecretService();
    await use(keyring);
    await keyring.close();
  },
  userDataDir: async ({ topology: _topology }, use) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-keychain-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ simulator, keyring, userDataDir }, use) => {
    const started: LaunchedApp[] = [];
    await use(async () => {
      const app = await launchApp({ policy: developmentPolicy(simulator), secretService: keyring, userDataDir });
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
  },
});

const journal = (userDataDir: string) =>
  JSON.parse(readFileSync(path.join(userDataDir, 'vault', 'journal.json'), 'utf8')) as Record<string, unknown>;

const refreshTokens = (simulator: Simulator) => {
  const tokens: string[] = [];
  simulator.setFaults({
    tokenResponse: (fields) => {
      tokens.push(String(fields['refresh_token']));
      return fields;
    },
  });
  return tokens;
};

test('B48 B50 the refresh token is in the keychain while logged in, and gone after the log-out', async ({
  start,
  simulator,
  keyring,
  userDataDir,
}) => {
  const [app, tokens] = [await start(), refreshTokens(simulator)];
  await atHome(app);
  expect(journal(userDataDir)).toMatchObject({ state: 'live', entryGone: false });
  expect(await keychainEntry(keyring)).toContain(tokens[0] ?? 'none');
  await press(app.page, 'Log out');
  await screen(app.page, 'ended');
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  await expect.poll(() => journal(userDataDir)).toMatchObject({ state: 'dead', entryGone: true });
  await expect(app.page.getByText('We could not confirm')).toHaveCount(0);
});

test('a record found at start is deleted: nobody is logged in', async ({ start, keyring, userDataDir }) => {
  const before = await start();
  await atHome(before);
  await before.close();
  expect(await keychainEntry(keyring)).not.toBeNull();
  const after = await start();
  await screen(after.page, 'loggedOut');
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  expect(journal(userDataDir)).toMatchObject({ state: 'dead' });
});

test('B27 B52 a locked keychain keeps nobody out, and is said', async ({ start, keyring }) => {
  const app = await start();
  await keyring.lock();
  await atHome(app);
  await expect(app.page.getByText('The password store of this computer is locked')).toBeVisible();
  expect(app.stderr()).toContain('RECORD_IN_MEMORY_ONLY');
});

test('HAZ-07 locked while logged in: the log-out says that the deletion could not be confirmed', async ({
  start,
  keyring,
  userDataDir,
}) => {
  const app = await start();
  await atHome(app);
  await keyring.lock();
  await press(app.page, 'Log out');
  await screen(app.page, 'ended');
  await expect(app.page.getByText('We could not confirm that your saved session is deleted')).toBeVisible();
  expect(journal(userDataDir), 'whatever the keychain holds, it makes no session').toMatchObject({ state: 'dead' });
});

test('without any keychain the session is in memory, and that is said', async ({ simulator }) => {
  const app = await launchApp({ policy: developmentPolicy(simulator), secretService: 'none' });
  try {
    await atHome(app);
    await expect(app.page.getByText('The password store of this computer cannot be used')).toBeVisible();
    await press(app.page, 'Log out');
    await screen(app.page, 'ended');
  } finally {
    await app.close();
  }
});

test('B51 a shared terminal writes nothing to the keychain', async ({ keyring }) => {
  const simulator = await startSimulator({ topology: 'gateway' });
  const policy = developmentPolicy(simulator, { session: { profile: 'shared' } });
  const app = await launchApp({ policy, secretService: keyring });
  try {
    await atHome(app);
    expect(await keychainEntry(keyring)).toBeNull();
    await expect(app.page.getByText('password store')).toHaveCount(0);
  } finally {
    await app.close();
    await simulator.close();
  }
});
