import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { press, screen } from './support/clinician.ts';
import { appEnvironment } from './support/environment.ts';
import { expect, nobodysIssuer, test } from './support/fixtures.ts';
import { electronExecutable, repositoryRoot } from './support/host.ts';
import { makeScratch } from './support/scratch.ts';

/** Issue 7 lines 3 and 4, R5, R7, R23: the whole way, with nobody logged in and no rights of an administrator. */

async function openChecks({ page }: Pick<LaunchedApp, 'page'>): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Check connection' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check connection' })).toBeVisible();
  // Ten seconds are what one check may take, and they run at once.
  await expect(page.getByText(/^Finished\./).first()).toBeVisible({ timeout: 20_000 });
}

const verdictOf = (page: LaunchedApp['page'], id: string) => page.locator(`[data-check="${id}"]`);

test('issue 7 line 3: a logged-out person checks the connection and sees it pass', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  await openChecks(app);
  await expect(app.page.getByRole('heading', { name: /^Problems/ })).toHaveCount(0);
  for (const id of ['policy', 'proxy', 'tcp', 'discovery', 'signingKeys', 'loopbackPorts', 'disk']) {
    await expect(verdictOf(app.page, id)).toHaveClass(/app-check--pass/);
  }
  await press(app.page, 'Go back');
  await screen(app.page, 'loggedOut');
});

test.describe('with the provider closed', () => {
  test.use({ policy: { provider: { issuer: nobodysIssuer } } });

  test('R5 the host that fails is named, and who can fix it; results can be copied', async ({ app }) => {
    await screen(app.page, 'loggedOut');
    await openChecks(app);
    const failed = verdictOf(app.page, 'discovery');
    await expect(failed).toHaveAttribute('data-finding', 'DISCOVERY_UNREACHABLE');
    await expect(failed).toContainText('127.0.0.1 cannot be reached.');
    await expect(failed).toContainText('Your local IT service desk can fix this.');
    await press(app.page, 'Copy results');
    await expect(app.page.getByText('Details copied.')).toBeVisible();
    const copied = await app.electronApp.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toMatch(/fail\s+discovery\s+DISCOVERY_UNREACHABLE/);
  });
});

test('R7 with no policy at all the checks run and say so', async () => {
  const app = await launchApp();
  try {
    await screen(app.page, 'setupProblem');
    await openChecks(app);
    await expect(verdictOf(app.page, 'policy')).toHaveAttribute('data-finding', 'POLICY_MISSING');
  } finally {
    await app.close();
  }
});

test('issue 7 line 4: the bundle is previewed file by file, and saved as it was previewed', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  await openChecks(app);
  const file = path.join(app.folder, 'support.zip');
  await app.electronApp.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await press(app.page, 'Support bundle…');
  await app.page.getByText('(checks.json)').click();
  const shown = app.page.getByRole('region', { name: 'checks.json' });
  await expect(shown).toContainText('DISCOVERY_GOOD');
  const text = await shown.textContent();
  await press(app.page, 'Save the zip file…');
  await expect(app.page.getByText('Saved as support.zip.')).toBeVisible();
  const saved = execFileSync('unzip', ['-p', file, 'checks.json'], { encoding: 'utf8' });
  expect(saved).toBe(text);
});

/** The app as built, from a command line, to its end. */
async function diagnose(env: Readonly<Record<string, string>>, userData: string, ...switches: readonly string[]) {
  const args = ['--no-sandbox', `--user-data-dir=${userData}`, repositoryRoot, '--diagnose', ...switches];
  const child = spawn(electronExecutable(), args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, stdout };
}

interface Report {
  readonly exitCode: number;
  readonly results: readonly { readonly check: string; readonly verdict: string; readonly finding: string }[];
}
const findingsOf = (report: string) =>
  Object.fromEntries((JSON.parse(report) as Report).results.map(({ check, finding }) => [check, finding]));

test('issue 7 line 3: --diagnose --json prints beside a running app, without a window and without waking it', async ({
  app,
}) => {
  await screen(app.page, 'loggedOut');
  const scratch = makeScratch();
  try {
    const policy = path.join(app.folder, 'policy.json');
    const env = { ...appEnvironment(scratch, scratch.folder('bin')), CIS2_DESKTOP_POLICY_FILE: policy };
    const { exitCode, stdout } = await diagnose(env, app.userDataDir, '--json');
    const findings = findingsOf(stdout);
    expect(findings).toMatchObject({ policy: 'POLICY_READ', discovery: 'DISCOVERY_GOOD', disk: 'DISK_GOOD' });
    // No keychain is offered to a test, which is a warning and nothing worse.
    expect([findings['keychain'], exitCode, (JSON.parse(stdout) as Report).exitCode]).toEqual([
      'KEYCHAIN_UNAVAILABLE',
      1,
      1,
    ]);
    await screen(app.page, 'loggedOut');
  } finally {
    scratch.remove();
  }
});

test('R7 --diagnose without a policy ends with 2, and --output takes the report where there is no console', async () => {
  const scratch = makeScratch();
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-diagnose-'));
  try {
    const env = appEnvironment(scratch, scratch.folder('bin'));
    const file = path.join(folder, 'report.json');
    const { exitCode, stdout } = await diagnose(env, scratch.folder('data'), '--json', `--output=${file}`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(findingsOf(readFileSync(file, 'utf8'))).toMatchObject({
      policy: 'POLICY_MISSING',
      discovery: 'NO_PROVIDER',
    });
    const text = await diagnose(env, scratch.folder('data'));
    expect(text.stdout).toMatch(/^CIS2 Desktop \S+, .*\nfail {4}policy {14}POLICY_MISSING {2}\[localIt\]\n/);
    const nowhere = await diagnose(env, scratch.folder('data'), `--output=${folder}`);
    expect(nowhere.exitCode).toBe(3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    scratch.remove();
  }
});
