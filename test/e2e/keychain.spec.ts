import { developmentPolicy } from '../simulator/development-policy.ts';
import type { Simulator } from '../simulator/index.ts';
import { launchApp } from './launch-app.ts';
import { atHome, press, screen } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { expect, journal, test } from './support/restarts.ts';

/** The keychain as the window shows it, with a real Secret Service; its situations one by one are in test/vault. */

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

test('B26 HAZ-02 the journal says that it is over before the provider is told so', async ({
  start,
  simulator,
  userDataDir,
}) => {
  const app = await start();
  await atHome(app);
  const told: unknown[] = [];
  simulator.setFaults({
    respond: {
      revocation: () => {
        told.push(journal(userDataDir)['state']);
        return undefined;
      },
    },
  });
  await press(app.page, 'Log out');
  await expect.poll(() => told).toEqual(['dead']);
});

test('B51 a record that a personal desktop left is deleted by a start as a shared terminal: nobody is logged in', async ({
  start,
  keyring,
  userDataDir,
}) => {
  const before = await start();
  await atHome(before);
  await before.close();
  expect(await keychainEntry(keyring)).not.toBeNull();
  const after = await start({ session: { profile: 'shared' } });
  await screen(after.page, 'ended');
  await expect(after.page.getByRole('heading', { level: 1 })).toHaveText('Logged out because settings were changed');
  await expect(after.page.getByText('Owen')).toHaveCount(0);
  await expect.poll(() => keychainEntry(keyring)).toBeNull();
  expect(journal(userDataDir)).toMatchObject({ state: 'dead', session: 'over' });
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

test('B51 a shared terminal writes nothing to the keychain', async ({ start, keyring }) => {
  const app = await start({ session: { profile: 'shared' } });
  await atHome(app);
  expect(await keychainEntry(keyring)).toBeNull();
  await expect(app.page.getByText('password store')).toHaveCount(0);
});
