import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever it was cloned to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const requireHere = createRequire(import.meta.url);

/**
 * The script behind a tool of `node_modules`. It is run with this very Node: a launcher in `.bin` would be a `.cmd` file
 * on Windows, and would take any `node` in the PATH elsewhere.
 */
export function toolPath(packageName: string, tool: string = packageName): string {
  const file = packageJson(packageName);
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin?: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin?.[tool];
  if (script === undefined) throw new Error(`The package ${packageName} has no tool named ${tool}.`);
  return path.join(path.dirname(file), script);
}

/** The `package.json` of an installed package, also of one whose `exports` hide it. */
export function packageJson(packageName: string): string {
  for (const folder of requireHere.resolve.paths(packageName) ?? []) {
    const file = path.join(folder, packageName, 'package.json');
    try {
      readFileSync(file);
      return file;
    } catch {
      continue;
    }
  }
  throw new Error(`The package ${packageName} is not installed. Run: npm ci`);
}
