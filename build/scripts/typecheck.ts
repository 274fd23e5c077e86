import { pathToFileURL } from 'node:url';
import { toolPath } from './project.ts';
import { runNode, wentWell } from './run.ts';

/** One project a folder; `preload/contract.ts` once more without the types of Node and of the DOM. */
const projects = ['main', 'preload', 'preload/tsconfig.contract.json', 'renderer', 'test', 'build'];
const atOnce = 2;

/** Type-checks every project and reports all of their errors, not just the first project's. */
export async function typecheck(): Promise<boolean> {
  const tsc = toolPath('typescript', 'tsc');
  const waiting = [...projects];
  const good: boolean[] = [];
  async function work(): Promise<void> {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const passed = wentWell(await runNode(tsc, ['-p', project]));
      console.log(`  ${passed ? 'ok' : 'FAILED'}  tsc -p ${project}`);
      good.push(passed);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return good.every(Boolean);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = (await typecheck()) ? 0 : 1;
