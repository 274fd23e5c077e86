import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A copy of the project's lint rules in an empty project, into which a test plants lines that are right or wrong. */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The whole of one file. */
export interface Planted {
  readonly file: string;
  readonly code: string;
}
export interface Finding {
  readonly rule: string;
  readonly message: string;
}

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly filename: string }[];
}

/** What oxlint says to each planted file, in their order. Two for one path are planted one after the other. */
export function lint(planted: readonly Planted[]): readonly (readonly Finding[])[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-lint-'));
  try {
    copyRules(folder);
    const findings = new Map<Planted, readonly Finding[]>();
    for (let rest = planted; rest.length > 0;) {
      const round = rest.filter((one, index) => rest.findIndex(({ file }) => file === one.file) === index);
      for (const one of round) plant(folder, one);
      const { diagnostics } = run(folder);
      for (const one of round) {
        findings.set(
          one,
          diagnostics
            .filter(({ filename }) => filename === one.file)
            .map(({ code, message }) => ({ rule: code, message })),
        );
      }
      rest = rest.filter((one) => !round.includes(one));
    }
    return planted.map((one) => findings.get(one) ?? []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyRules(folder: string): void {
  for (const part of ['.oxlintrc.json', 'tsconfig.json', 'build/scripts/lint', 'package.json']) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  for (const part of ['main', 'preload', 'renderer', 'test', 'build']) {
    cpSync(path.join(root, part, 'tsconfig.json'), path.join(folder, part, 'tsconfig.json'));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
}

function plant(folder: string, { file, code }: Planted): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), `${code}\n`);
}

function run(folder: string): Report {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  try {
    return JSON.parse(stdout) as Report;
  } catch (cause) {
    throw new Error(`oxlint gave no report:\n${stdout.slice(0, 1000)}\n${stderr.slice(0, 1000)}`, { cause });
  }
}
