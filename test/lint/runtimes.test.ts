import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

/** Each folder's compiler settings, over one planted line: what a folder cannot run, it cannot see. */
const root = path.resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'cis2-runtimes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function compile(project: string, line: string): Promise<string> {
  const name = project.replaceAll(/\W/g, '-');
  const [file, config] = [path.join(folder, `${name}.ts`), path.join(folder, `${name}.json`)];
  writeFileSync(file, `export const planted = ${line};\n`);
  const typeRoots = [path.join(root, 'node_modules', '@types'), path.join(root, 'node_modules')];
  writeFileSync(
    config,
    JSON.stringify({
      extends: path.join(root, project),
      compilerOptions: { typeRoots, isolatedDeclarations: false },
      include: [],
      files: [file],
    }),
  );
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', config], { cwd: root });
    return 'compiles';
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    return /error (TS\d+): .*/.exec(output)?.[0] ?? output;
  }
}

test.each([
  ['main/tsconfig.json', 'document.title', /document/],
  ['main/tsconfig.json', 'process.pid', /^compiles$/],
  ['renderer/tsconfig.json', 'process.pid', /process/],
  ['renderer/tsconfig.json', 'Buffer.alloc(1)', /Buffer/],
  ['renderer/tsconfig.json', 'document.title', /^compiles$/],
  ['preload/tsconfig.contract.json', 'document.title', /document/],
  ['preload/tsconfig.contract.json', 'process.pid', /process/],
  ['preload/tsconfig.contract.json', '"neutral".length', /^compiles$/],
])('%s and `%s`', async (project, line, expected) => {
  expect(await compile(project, line)).toMatch(expected);
});
