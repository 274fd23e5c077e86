import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchApp, startSecretService } from '../../e2e/launch-app.ts';
import { expect, sampleFolder, test } from './sample.ts';

test('starts the app with nothing of the tester in its environment', async ({ app: { electronApp, userDataDir } }) => {
  const seen = await electronApp.evaluate(({ app }) => ({
    env: { ...process.env },
    userData: app.getPath('userData'),
    argv: process.argv.slice(1),
  }));
  expect(seen.userData).toBe(userDataDir);
  expect(seen.argv.at(-1)).toBe(sampleFolder);
  expect(seen.env['HOME']).not.toBe(process.env['HOME']);
  expect(seen.env['DBUS_SESSION_BUS_ADDRESS']).toBeUndefined();
  expect(seen.env['CIS2_DESKTOP_POLICY_FILE']).toBeUndefined();
});

test('hands over a policy as a file, or its path as it is', async () => {
  const given = { profile: 'shared' };
  const policyOf = async (policy: object | string) => {
    const app = await launchApp({ appFolder: sampleFolder, policy, env: { EXTRA: 'given' } });
    try {
      return await app.electronApp.evaluate(() => [process.env['CIS2_DESKTOP_POLICY_FILE'], process.env['EXTRA']]);
    } finally {
      await app.close();
    }
  };
  expect(await policyOf('/nowhere/policy.json')).toEqual(['/nowhere/policy.json', 'given']);
  const app = await launchApp({ appFolder: sampleFolder, policy: given });
  const file = (await app.electronApp.evaluate(() => process.env['CIS2_DESKTOP_POLICY_FILE'])) ?? '';
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(given);
  await app.close();
  expect(() => readFileSync(file)).toThrow();
});

test('opens addresses in one system browser with its own cookies until it gets a new profile', async ({ app }) => {
  const server = createServer((request, response) => {
    // Browsers also ask for an icon.
    if (request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    const visits = Number(/visits=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? 0) + 1;
    response
      .writeHead(200, { 'set-cookie': `visits=${visits}`, 'content-type': 'text/html' })
      .end(`<h1>Visit ${visits}</h1>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const visit = async () => {
    await app.electronApp.evaluate(({ shell }, url) => shell.openExternal(url), address);
    const page = await app.systemBrowser.nextPage();
    return page.getByRole('heading').innerText();
  };
  expect(await visit()).toBe('Visit 1');
  expect(await visit()).toBe('Visit 2');
  await app.systemBrowser.newProfile();
  expect(await visit()).toBe('Visit 1');
  expect(app.systemBrowser.opened()).toEqual([address, address, address]);
  expect(app.electronApp.windows()).toHaveLength(1);
  server.closeAllConnections();
  server.close();
});

test.describe('with a Secret Service', () => {
  test.skip(process.platform !== 'linux', 'only Linux has one');

  /** `false`: there, and its keyring is unlocked. */
  const isLocked = (app: Awaited<ReturnType<typeof launchApp>>) =>
    app.electronApp.evaluate(() => {
      const { execFileSync } = process.getBuiltinModule('node:child_process');
      const property = ['org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Locked'];
      const target = [
        '--dest',
        'org.freedesktop.secrets',
        '--object-path',
        '/org/freedesktop/secrets/collection/login',
      ];
      const output = execFileSync('gdbus', ['call', '--session', ...target, '--method', ...property], {
        encoding: 'utf8',
      });
      return output.includes('true');
    });

  test('gives the app one of its own, unlocked', async () => {
    const app = await launchApp({ appFolder: sampleFolder, secretService: 'private' });
    expect(await isLocked(app)).toBe(false);
    await app.close();
  });

  test('keeps one that the test started for more than one run', async () => {
    const secretService = await startSecretService();
    for (const lock of [false, true]) {
      const app = await launchApp({ appFolder: sampleFolder, secretService });
      if (lock) await secretService.lock();
      expect(await isLocked(app)).toBe(lock);
      await app.close();
    }
    await secretService.close();
  });
});
