import { pathToFileURL } from 'node:url';
import { toolPath } from './project.ts';
import { runNode, wentWell } from './run.ts';

/** oxlint (type-aware, with the floors) and Prettier; both report even when the first finds something. */
export async function lint(): Promise<boolean> {
  const rules = wentWell(await runNode(toolPath('oxlint'), []));
  const format = wentWell(await runNode(toolPath('prettier'), ['--check', '--log-level', 'warn', '.']));
  if (!format) console.log('  To format: npm run format');
  return rules && format;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = (await lint()) ? 0 : 1;
