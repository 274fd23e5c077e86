import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { preflight } from '../preflight.ts';
import { albumPages, fileOf, type Picture } from './album.ts';
import { lookInWords } from './looks.ts';
import { readOptions, usage, type Options } from './options.ts';
import { prepareOutFolder, writeReport } from './out-folder.ts';
import { problemsOf } from './problems.ts';

/** `npm run gallery`: every screen in every theme and language, as pictures with an index, each looked over for its layout. */

/** Five hundred roles make a page that nobody needs in full. */
const highestPx = 4000;

const { out, looks, entries } = optionsOrEnd();
Object.assign(process.env, await preflight('gallery', { kind: 'stand-in', version: '', reason: '' }));
try {
  prepareOutFolder(out);
} catch (error) {
  endWith(error instanceof Error ? error.message : String(error));
}

// Only now: it looks at the environment when it is loaded.
const { openStudio } = await import('./studio.ts');
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const pictures: Picture[] = [];
const studio = await openStudio();
try {
  for (const look of looks) {
    const before = pictures.length;
    await studio.visit(look, entries, async (entry, page, faults) => {
      const file = fileOf(entry, look);
      const problems = [...faults, ...(await problemsOf(page, look, entry))];
      const isCut = await take(page, path.join(out, file));
      pictures.push({ screen: entry.screen, name: entry.name, look: look.name, file, isCut, problems });
    });
    console.log(`${look.language}, ${lookInWords(look)}: ${pictures.length - before} pictures, ${seconds()} s`);
  }
} finally {
  await studio.close();
}

for (const [name, text] of albumPages(pictures)) writeFileSync(path.join(out, name), text);
writeReport(out, { pictures, seconds: seconds() });
const bad = pictures.filter(({ problems }) => problems.length > 0);
for (const { file, problems } of bad) for (const problem of problems) console.error(`${file}: ${problem}`);
console.log(
  `${pictures.length} pictures in ${seconds()} s, ${bad.length} with problems: ${path.join(out, 'index.html')}`,
);
process.exitCode = bad.length === 0 ? 0 : 1;

/** The whole page, down to a limit. Answers whether there was more. */
async function take(page: Page, file: string): Promise<boolean> {
  const { width, height } = await page.evaluate(() => {
    window.scrollTo(0, 0);
    return { width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight };
  });
  const isCut = height > highestPx;
  const clip = isCut ? { clip: { x: 0, y: 0, width, height: highestPx } } : {};
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled', ...clip });
  return isCut;
}

function optionsOrEnd(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error), usage);
  }
}

function endWith(...lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}
