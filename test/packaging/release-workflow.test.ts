import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/builder.ts';

/** Issue 7 line 2: the workflow that builds, signs and checks. It has not been run; here it is read. */

interface Step {
  readonly with?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly needs?: string;
        readonly environment?: string;
        readonly permissions?: unknown;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const file = path.join(root, '.github', 'workflows', 'release.yml');
const text = readFileSync(file, 'utf8');
const workflow = (createRequire(import.meta.url)('js-yaml') as { load(content: string): unknown }).load(
  text,
) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

test('issue 7 line 2: every foreign step of the release is pinned to a commit, with its version beside', () => {
  const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, use = '']) => use);
  expect(used.length).toBeGreaterThan(0);
  for (const use of used) expect(use).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('issue 7 line 2: the release runs the whole suite first, publishes nothing but an attestation', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(workflow.jobs['package']).toMatchObject({ needs: 'test', environment: 'release' });
  expect(workflow.jobs['test']?.steps.map(({ run }) => run)).toContain('npm test');
  const withMore = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions !== undefined);
  expect(withMore.map(([name, { permissions }]) => [name, permissions])).toEqual([
    ['attest', { 'id-token': 'write', attestations: 'write' }],
  ]);
  expect(text).not.toMatch(/GH_TOKEN|GITHUB_TOKEN|--publish (?!never)/);
});

test('issue 7 line 2: each system is packaged as a release, which fails unsigned or with changes in the tree', () => {
  const packaged = steps.flatMap(({ run }) => run?.match(/npm run package -- .+$/gm) ?? []);
  expect(packaged.sort()).toEqual(['linux', 'mac', 'win'].map((system) => `npm run package -- --${system} --release`));
});

test('issue 7 line 2: what was uploaded is attested, SHA256SUMS with it, by a job that runs no script of the project', () => {
  const attest = workflow.jobs['attest'];
  expect(attest?.needs).toBe('package');
  expect(attest?.steps.map(({ uses, run }) => uses?.split('@')[0] ?? run?.split(' ')[0])).toEqual([
    'actions/download-artifact',
    'for',
    'actions/attest-build-provenance',
  ]);
  expect(attest?.steps[1]?.run).toContain('sha256sum --check --strict SHA256SUMS');
  expect(attest?.steps[2]?.with).toEqual({ 'subject-path': 'packages/*/*' });
  const uploaded = workflow.jobs['package']?.steps.find(({ uses }) => uses?.includes('upload-artifact'))?.with;
  expect(uploaded?.['path']).toContain('/SHA256SUMS');
});

test('issue 7 line 2: the scripts for a shell can be read by one, and those for PowerShell hold no quote that it takes for its own', () => {
  const folder = path.join(root, 'build', 'packaging');
  const named = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));
  expect(named('.sh')).toHaveLength(5);
  for (const name of named('.sh')) {
    const read = spawnSync('bash', ['-n', path.join(folder, name)], { encoding: 'utf8' });
    expect([name, read.status, read.stderr]).toEqual([name, 0, '']);
  }
  expect(named('.ps1')).toHaveLength(4);
  for (const name of named('.ps1'))
    expect(readFileSync(path.join(folder, name), 'utf8'), name).toMatch(/^\p{ASCII}*$/u);
});

test('issue 7 line 2: secrets reach only the steps that sign, and by their environment', () => {
  for (const step of steps) {
    expect(step.run ?? '').not.toContain('secrets.');
    if (JSON.stringify(step.env ?? {}).includes('secrets.')) expect(step.run).toContain('npm run package');
  }
});

test('issue 7 line 2: the scripts that the release names are there', () => {
  const named = [...text.matchAll(/build\/packaging\/[\w.-]+/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(2);
  for (const name of named) expect(existsSync(path.join(root, name)), name).toBe(true);
});

test('issue 7 line 2: a tag of another version than that of package.json stops the release', () => {
  const script = path.join(root, 'build', 'packaging', 'check-tag.ts');
  const ran = spawnSync(process.execPath, [script, 'v999.0.0'], { encoding: 'utf8' });
  expect(ran.status).toBe(1);
  expect(ran.stderr).toContain('The tag is v999.0.0');
});
