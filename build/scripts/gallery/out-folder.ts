import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Picture } from './album.ts';
import { looks } from './looks.ts';

const reportName = 'gallery.json';
const pageName = /^(?:index|screen-\d\d)\.html$/;

/**
 * Makes the folder, and takes out what an earlier run has left there. Nothing else is touched.
 *
 * @throws when there is something in it, and not of ours
 */
export function prepareOutFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  if (there.length > 0 && !existsSync(path.join(folder, reportName))) {
    throw new Error(`${folder} is not empty, and holds no gallery. Choose another folder with --out.`);
  }
  const ours = new Set(looks.flatMap(({ name }) => [name, `${name}.html`]));
  for (const name of there) {
    if (ours.has(name) || pageName.test(name)) rmSync(path.join(folder, name), { recursive: true });
  }
  // First of all: a run that is stopped half-way leaves a folder that the next one knows for its own.
  writeReport(folder, { pictures: [], seconds: 0 });
  for (const { name } of looks) mkdirSync(path.join(folder, name), { recursive: true });
}

export interface Report {
  readonly pictures: readonly Picture[];
  readonly seconds: number;
}

export function writeReport(folder: string, report: Report): void {
  writeFileSync(path.join(folder, reportName), `${JSON.stringify(report, null, 2)}\n`);
}
