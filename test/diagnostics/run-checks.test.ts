import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkIds } from '../../preload/diagnostics.ts';
import type { CheckResult, DiagnosticsView } from '../../preload/diagnostics.ts';
import { pass, type Check } from '../../main/diagnostics/check.ts';
import { checks } from '../../main/diagnostics/checks.ts';
import { createDiagnostics, type DiagnosticsParts } from '../../main/diagnostics/diagnostics.ts';
import { createProbe } from '../../main/diagnostics/probe.ts';
import { exitCodeOf, jsonReport, textReport } from '../../main/diagnostics/report.ts';
import { checkLimitMs, runChecks } from '../../main/diagnostics/run-checks.ts';
import { steppedClock } from '../unit-support/system.ts';
import { portsFor } from './check-ports.ts';

/** Issue 7 line 3: in parallel, each at most 10 s, told as they come, and none takes the others along. */

const settled = () => new Promise((resolve) => setImmediate(resolve));

function checkOf(run: Check['run'], id: Check['id'] = 'disk'): Check {
  return { id, run };
}

function running(list: readonly Check[]) {
  const clock = steppedClock(0);
  const ports = portsFor(undefined, { clock });
  const results: CheckResult[] = [];
  const done = runChecks(list, { ...ports, probe: createProbe(ports) }, (result) => results.push(result));
  return { clock, results, done };
}

test('every check of the contract is run, once', () => {
  expect(checks.map(({ id }) => id).sort()).toEqual([...checkIds].sort());
});

test('a check that never ends is told after 10 s, while the others have been told long before', async () => {
  const { clock, results, done } = running([
    checkOf(() => new Promise(() => undefined), 'keychain'),
    checkOf(() => Promise.resolve(pass('DISK_GOOD'))),
  ]);
  await settled();
  expect(results.map(({ finding }) => finding)).toEqual(['DISK_GOOD']);
  clock.advance(checkLimitMs - 1);
  await settled();
  expect(results).toHaveLength(1);
  clock.advance(1);
  await done;
  expect(results[1]).toMatchObject({ id: 'keychain', verdict: 'fail', finding: 'TIMED_OUT', durationMs: 10_000 });
  expect(clock.pending()).toBe(0);
});

test('what a check says after its time is not heard', async () => {
  let late: (finding: ReturnType<typeof pass>) => void = () => undefined;
  const { clock, results, done } = running([checkOf(() => new Promise((resolve) => (late = resolve)))]);
  await settled();
  clock.advance(checkLimitMs);
  await done;
  late(pass('DISK_GOOD'));
  await settled();
  expect(results.map(({ finding }) => finding)).toEqual(['TIMED_OUT']);
});

test('a check that throws, at once or later, is told as broken, without the words of the error', async () => {
  const { results, done } = running([
    checkOf(() => {
      throw new TypeError('secret words');
    }, 'browser'),
    checkOf(() => Promise.reject(new Error('secret words')), 'dns'),
  ]);
  await done;
  expect(results.map(({ finding }) => finding)).toEqual(['CHECK_BROKE', 'CHECK_BROKE']);
  expect(JSON.stringify(results)).not.toContain('secret words');
});

function diagnosticsOf(parts: Partial<DiagnosticsParts> = {}) {
  const diagnostics = createDiagnostics({
    portsNow: () => portsFor(undefined),
    bundleSources: () =>
      Promise.resolve({
        policyView: { entries: [], refused: [], managed: false },
        policy: undefined,
        logTexts: [],
        journal: { kind: 'none' },
        system: {
          app: '1.2.3',
          electron: '45.4.1',
          chromium: '150.0.0.0',
          node: '24.0.0',
          platform: 'linux',
          architecture: 'x64',
          release: '6.1.0',
          profile: 'shared',
          packaged: false,
        },
      }),
    saveAs: () => Promise.resolve(undefined),
    ...parts,
  });
  const views: DiagnosticsView[] = [];
  const finished = new Promise<void>((resolve) => {
    diagnostics.subscribe((view) => {
      views.push(view);
      if (view.kind === 'finished') resolve();
    });
  });
  return { diagnostics, views, finished };
}

test('R7 with no policy and nobody logged in all checks are told one by one, and again in the order of the contract', async () => {
  const { diagnostics, views, finished } = diagnosticsOf();
  expect(diagnostics.report()).toBeUndefined();
  expect(diagnostics.run()).toBe(true);
  expect(diagnostics.run()).toBe(false);
  await finished;
  const counts = views.map((view) => (view.kind === 'notRun' ? -1 : view.results.length));
  expect(counts).toEqual([0, ...checkIds.map((_id, index) => index + 1), checkIds.length]);
  const last = diagnostics.view();
  expect(last.kind === 'finished' && last.results.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  expect(last.kind === 'finished' && last.results.find(({ id }) => id === 'policy')).toMatchObject({
    verdict: 'fail',
    finding: 'POLICY_MISSING',
    fixer: 'localIt',
  });
  expect(diagnostics.report()).toContain('POLICY_MISSING');
  expect(diagnostics.run()).toBe(true);
});

test('what is saved is what was previewed, and nothing that came after it', async () => {
  const written: Uint8Array[] = [];
  const { diagnostics, finished } = diagnosticsOf({
    saveAs: (name, bytes) => {
      expect(name).toMatch(/^cis2-desktop-support-\d{4}-\d\d-\d\d\.zip$/);
      written.push(bytes);
      return Promise.resolve('chosen.zip');
    },
  });
  expect(await diagnostics.saveBundle()).toEqual({ kind: 'notWritten' });
  const preview = await diagnostics.previewBundle();
  diagnostics.run();
  await finished;
  expect(await diagnostics.saveBundle()).toEqual({ kind: 'saved', fileName: 'chosen.zip' });
  const zip = Buffer.from(written[0] ?? []).toString('utf8');
  for (const { name, text } of preview.files) expect(zip).toContain(`${name}${text}`);
  expect(zip).not.toContain('POLICY_MISSING');
});

test('a person may change their mind, and a disk may be full', async () => {
  const { diagnostics } = diagnosticsOf();
  await diagnostics.previewBundle();
  expect(await diagnostics.saveBundle()).toEqual({ kind: 'cancelled' });
  const full = diagnosticsOf({ saveAs: () => Promise.reject(new Error('ENOSPC')) }).diagnostics;
  await full.previewBundle();
  expect(await full.saveBundle()).toEqual({ kind: 'notWritten' });
});

test('the report: exit code by the worst result, where what was not run counts for nothing', () => {
  const result = (verdict: CheckResult['verdict']): CheckResult => ({
    id: 'disk',
    verdict,
    finding: 'DISK_GOOD',
    facts: [{ name: 'megabytes', value: '5' }],
    fixer: verdict === 'fail' ? 'localIt' : null,
    durationMs: 3,
  });
  const codeOf = (...verdicts: readonly CheckResult['verdict'][]) => exitCodeOf(verdicts.map(result));
  expect([codeOf(), codeOf('pass', 'notRun'), codeOf('pass', 'warn'), codeOf('warn', 'fail', 'pass')]).toEqual([
    0, 0, 1, 2,
  ]);
  const head = { version: '1.2.3', atMs: 0 };
  expect(JSON.parse(jsonReport([result('fail')], head))).toEqual({
    format: 1,
    app: 'CIS2 Desktop',
    version: '1.2.3',
    at: '1970-01-01T00:00:00.000Z',
    exitCode: 2,
    results: [
      {
        check: 'disk',
        verdict: 'fail',
        finding: 'DISK_GOOD',
        fixer: 'localIt',
        facts: { megabytes: '5' },
        durationMs: 3,
      },
    ],
  });
  expect(textReport([result('fail')], head)).toBe(
    'CIS2 Desktop 1.2.3, 1970-01-01T00:00:00.000Z\nfail    disk                DISK_GOOD  [localIt]  megabytes="5"\n',
  );
});

test('issue 7 line 5, B46: --diagnose answers a server that asks for a certificate as the app itself does', () => {
  // Only real Electron asks for one (`select-client-certificate`), so what is looked at is the start's own text.
  const start = readFileSync(path.join(import.meta.dirname, '../../main/index.ts'), 'utf8');
  const [, ofDiagnose = ''] = /async function diagnoseAndExit\([^]*?\n\{?([^]*?)\n\}\n/.exec(start) ?? [];
  const taken = ofDiagnose.indexOf('clientCertificateIssuer = loaded.policy.network.clientCertificateIssuer');
  expect(taken).toBeGreaterThan(ofDiagnose.indexOf('await openPolicy('));
  expect(taken).toBeLessThan(ofDiagnose.indexOf('await diagnose('));
  expect(start).toContain('answerClientCertificates(app, () => clientCertificateIssuer, silentLog)');
});
