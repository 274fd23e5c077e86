import { existsSync } from 'node:fs';
import path from 'node:path';
import { confirm } from './confirm.ts';
import { readFuses, shippedFuses } from './fuses.ts';
import { packedApp } from './packed-app.ts';

/** For the release workflow, after signing: `node build/packaging/check-fuses.ts release/win` reads back what was packed there. */
const [, , folder = ''] = process.argv;
const candidates = [
  packedApp(
    path.join(folder, 'linux-unpacked'),
    { platform: 'linux', architectures: ['x64'] },
    'CIS2 Desktop',
    'cis2-desktop',
  ),
  packedApp(
    path.join(folder, 'win-unpacked'),
    { platform: 'win32', architectures: ['x64'] },
    'CIS2 Desktop',
    'cis2-desktop',
  ),
  packedApp(
    path.join(folder, 'mac-universal'),
    { platform: 'darwin', architectures: ['x64', 'arm64'] },
    'CIS2 Desktop',
    'cis2-desktop',
  ),
].filter(({ fuseFile }) => existsSync(fuseFile));
if (candidates.length === 0) throw new Error(`Nothing was packed in ${folder}.`);
for (const { fuseFile } of candidates) {
  const fuses = await readFuses(fuseFile);
  for (const [fuse, isOn] of fuses) console.log(`${isOn ? 'on ' : 'off'} ${fuse}`);
  confirm('these are the fuses that may be shipped', JSON.stringify(fuses) === JSON.stringify(shippedFuses));
}
