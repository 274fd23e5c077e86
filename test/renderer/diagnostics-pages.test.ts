import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkIds,
  factNames,
  findingCodes,
  type CheckResult,
  type DiagnosticsView,
  type FactName,
} from '../../preload/diagnostics.ts';
import { cyDiagnostics } from '../../renderer/i18n/cy-diagnostics.ts';
import { enDiagnostics } from '../../renderer/i18n/en-diagnostics.ts';
import type { FactTexts } from '../../renderer/i18n/en-findings.ts';
import { now } from './fixtures.ts';
import { axeViolations } from './support/axe.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const result = (id: CheckResult['id'], verdict: CheckResult['verdict'], finding: string, change = {}): CheckResult => ({
  id,
  verdict,
  finding,
  facts: [],
  fixer: verdict === 'pass' || verdict === 'notRun' ? null : 'localIt',
  durationMs: 12,
  ...change,
});
const results: CheckResult[] = [
  result('policy', 'pass', 'POLICY_READ'),
  result('clock', 'warn', 'CLOCK_DRIFTS_AHEAD', {
    facts: [
      { name: 'seconds', value: '22' },
      { name: 'host', value: 'gateway.example' },
    ],
  }),
  result('discovery', 'fail', 'DISCOVERY_UNREACHABLE', {
    facts: [
      { name: 'host', value: 'gateway.example' },
      { name: 'layer', value: 'name' },
      { name: 'error', value: 'net::ERR_NAME_NOT_RESOLVED' },
    ],
  }),
  result('smartcard', 'notRun', 'SMARTCARD_NOT_HERE'),
];
const finished: DiagnosticsView = { kind: 'finished', results, atMs: now };

/** A logged-out person's window in which main answers what the test says. */
async function openWith(
  answers: Record<string, unknown>,
  page: 'diagnostics' | 'supportBundle' = 'diagnostics',
  language: 'en' | 'cy' = 'en',
) {
  const opened = await renderer.open(viewNamed('loggedOut'), {
    settings: { language: { value: language, heldBy: null } },
  });
  await opened.page.evaluate((given) => Object.assign(window.fakeBridge.answers, given), answers);
  await opened.page.evaluate((name) => window.fakeBridge.showPage(name), page);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

const send = (opened: OpenWindow, view: DiagnosticsView) =>
  opened.page.evaluate((payload) => window.fakeBridge.send('diagnostics', payload), view);

async function expectNoFaults(window: OpenWindow) {
  expect(await axeViolations(window.page)).toEqual([]);
  expect(window.faults).toEqual([]);
}

describe('screen 24', () => {
  it('begins the checks for whoever opens it, shows how far they are, and speaks of each quarter alone', async () => {
    const window = await openWith({ readDiagnostics: { kind: 'notRun' } });
    const { page } = window;
    await expect.poll(window.calls).toContainEqual(expect.objectContaining({ name: 'runDiagnostics' }));
    const spoken = page.getByRole('status').filter({ hasText: 'checks done' });
    await send(window, { kind: 'running', results: results.slice(0, 3), total: 16 });
    await expect.poll(() => page.getByRole('progressbar').getAttribute('value')).toBe('3');
    expect(await page.getByText('3 of 16 checks done').isVisible()).toBe(true);
    expect(await spoken.textContent()).toBe('0 of 16 checks done');
    await send(window, { kind: 'running', results, total: 16 });
    await expect.poll(() => spoken.textContent()).toBe('4 of 16 checks done');
    await expectNoFaults(window);
    await send(window, finished);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await page.getByText('Finished. Problems: 1. Warnings: 1.').first().waitFor();
    await window.close();
  });

  it('R5 groups by verdict in words, names host, layer, code and who can fix it', async () => {
    const window = await openWith({ readDiagnostics: finished });
    const { page } = window;
    await page.getByRole('heading', { name: 'Problems (1)' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
      expect.arrayContaining(['Problems (1)', 'Warnings (1)', 'Good (1)', 'Not checked here (1)']),
    );
    const failed = page.getByRole('region', { name: 'Problems (1)' });
    const text = (await failed.textContent()) ?? '';
    for (const part of [
      'gateway.example cannot be reached. Its name could not be found (DNS).',
      'This is not your card or your passcode.',
      'net::ERR_NAME_NOT_RESOLVED',
      'Your local IT service desk can fix this.',
      'DISCOVERY_UNREACHABLE',
      'Problem',
    ]) {
      expect(text).toContain(part);
    }
    expect((await window.calls()).map(({ name }) => name)).not.toContain('runDiagnostics');
    await expectNoFaults(window);
    await window.close();
  });

  it('copies, runs again and leads to the bundle by its buttons', async () => {
    const window = await openWith({ readDiagnostics: finished, previewBundle: { files: [] } });
    const { page } = window;
    await page.getByRole('button', { name: 'Copy results' }).click();
    await page.getByText('Details copied.').waitFor();
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(async () => (await window.calls()).map(({ name }) => name)).toContain('runDiagnostics');
    expect((await window.calls()).map(({ name }) => name)).toContain('copyDiagnostics');
    await page.getByRole('button', { name: 'Support bundle…' }).click();
    await page.getByRole('heading', { level: 1, name: 'Support bundle' }).waitFor();
    await window.close();
  });

  it('R6 explains the numbers that the browser may show', async () => {
    const window = await openWith({ readDiagnostics: finished });
    await window.page.getByText('Error numbers that the browser may show').click();
    const shown = (await window.page.locator('.app-error-numbers').textContent()) ?? '';
    for (const code of ['400_645', '1002', '1000']) expect(shown).toContain(code);
    await expectNoFaults(window);
    await window.close();
  });

  it('shows a code of a later version as it is', async () => {
    const odd: DiagnosticsView = { kind: 'finished', results: [result('disk', 'warn', 'DISK_ON_FIRE')], atMs: now };
    const window = await openWith({ readDiagnostics: odd });
    await window.page.getByText('DISK_ON_FIRE', { exact: true }).waitFor();
    await window.close();
  });

  it('speaks Welsh, and fits 320 px as it fits 200 % text', async () => {
    const window = await openWith({ readDiagnostics: finished }, 'diagnostics', 'cy');
    const { page } = window;
    await page.getByText('Gall eich desg gymorth TG leol drwsio hyn.').first().waitFor();
    const overflow = () =>
      page.locator('main').evaluate((main) => main.scrollWidth - document.documentElement.clientWidth);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow(), '320 px').toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflow(), '200 %').toBeLessThanOrEqual(0);
    await window.close();
  });
});

describe('screen 25', () => {
  const files = [
    { name: 'checks.json', text: '{ "state": "notRun" }' },
    { name: 'log.jsonl', text: '{"lines":0}\n' },
  ];
  it('shows every file, says what is never in it, and saves at a click', async () => {
    const window = await openWith(
      { previewBundle: { files }, saveBundle: { kind: 'saved', fileName: 'support.zip' } },
      'supportBundle',
    );
    const { page } = window;
    await page.getByText('Newest lines of the log (log.jsonl)').click();
    expect(await page.getByRole('region', { name: 'log.jsonl' }).textContent()).toBe('{"lines":0}\n');
    await page.getByText('What is never in it').waitFor();
    await page.getByText('The checks have not been run.').waitFor();
    await expectNoFaults(window);
    await page.getByRole('button', { name: 'Save the zip file…' }).click();
    await page.getByText('Saved as support.zip.').waitFor();
    await window.close();
  });

  it.each([
    [null, 'Nothing was saved.'],
    ['BUNDLE_NOT_WRITTEN', 'It could not be saved there.'],
  ] as const)('says when nothing was saved: %s', async (refusal, text) => {
    const window = await openWith({ previewBundle: { files }, saveBundle: { kind: 'cancelled' } }, 'supportBundle');
    await window.refuseCalls(refusal);
    await window.page.getByRole('button', { name: 'Save the zip file…' }).click();
    await window.page.getByText(text).waitFor();
    await window.close();
  });
});

describe('the words', () => {
  const facts = Object.fromEntries(factNames.map((name) => [name, `<${name}>`])) as Record<
    FactName,
    string
  > as FactTexts;
  it.each([
    ['English', enDiagnostics],
    ['Welsh', cyDiagnostics],
  ])('%s has a whole sentence for each finding, and something to do for each that is not good', (_language, words) => {
    expect(Object.keys(words.findings).sort()).toEqual([...findingCodes].sort());
    expect(Object.keys(words.checks).sort()).toEqual([...checkIds].sort());
    for (const code of findingCodes) {
      expect(words.findings[code].says(facts), code).toMatch(/^\p{Lu}|^</u);
      expect(words.findings[code].says(facts), code).not.toMatch(/undefined|NaN/);
    }
  });
  it('both name the same facts in each finding', () => {
    const named = (text: string) => [...new Set(text.match(/<\w+>/g) ?? [])].sort();
    const differ = findingCodes.filter(
      (code) =>
        String(named(enDiagnostics.findings[code].says(facts))) !==
        String(named(cyDiagnostics.findings[code].says(facts))),
    );
    expect(differ).toEqual([]);
  });
});
