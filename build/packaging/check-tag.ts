import { readFileSync } from 'node:fs';
import path from 'node:path';

/** For the release workflow, before anything is installed: `node build/packaging/check-tag.ts v1.2.3`. */
const [, , tag = ''] = process.argv;
const root = path.resolve(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json is of version ${version}.`);
if (!readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8').includes(`\n## [${version}] - `))
  throw new Error(`CHANGELOG.md has no notes of version ${version}.`);
console.log(`${tag} is this version, and its notes are there.`);
