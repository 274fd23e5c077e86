import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { uncache } from '@electron/asar';
import type { AfterPackContext } from 'electron-builder';
import { wrongWith, type Target } from './archive-rules.ts';
import { flipFuses, readFuses, shippedFuses, testVariantFuses } from './fuses.ts';
import { archiveOf, packedApp, packedFiles, strangersIn, type PackedApp } from './packed-app.ts';
import { fusesVariable, testVariantNotice } from './variants.ts';

/**
 * electron-builder calls this with each unpacked package, before it is signed: what is packed is compared with the list, and
 * the fuses are turned and read back. Anything unexpected ends the build.
 */
export default async function afterPack(context: Readonly<AfterPackContext>): Promise<void> {
  // The two halves of a universal macOS app; the whole comes by here as well.
  if (context.appOutDir.endsWith('-temp')) return;
  const app = appOf(context);
  checkContent(app);
  await turnFuses(app, context.appOutDir);
}

function appOf({ appOutDir, packager, electronPlatformName, arch }: AfterPackContext): PackedApp {
  const { productFilename, name } = packager.appInfo;
  return packedApp(appOutDir, targetOf(electronPlatformName, arch), productFilename, name);
}

/** electron-builder's numbers of architectures. */
const architectures: Readonly<Record<number, string>> = { 1: 'x64', 3: 'arm64' };
const universal = 4;

function targetOf(platform: string, arch: number): Target {
  if (platform !== 'linux' && platform !== 'win32' && platform !== 'darwin')
    throw new Error(`Nobody packs for ${platform}.`);
  // One package for both kinds of Mac; electron-builder can make one for either alone, with both native files in it.
  if (platform === 'darwin' || arch === universal) return { platform, architectures: ['x64', 'arm64'] };
  const architecture = architectures[arch];
  if (architecture === undefined) throw new Error(`Nobody packs for the architecture ${arch} of ${platform}.`);
  return { platform, architectures: [architecture] };
}

export function checkContent(app: PackedApp): void {
  uncache(archiveOf(app));
  const trouble = [...wrongWith(packedFiles(app), app.target), ...strangersIn(app)];
  if (trouble.length > 0) throw new Error(`This is not what may be packed:\n  ${trouble.join('\n  ')}`);
}

async function turnFuses(app: PackedApp, folder: string): Promise<void> {
  const isTestVariant = process.env[fusesVariable] === 'test-variant';
  const fuses = isTestVariant ? testVariantFuses : shippedFuses;
  await flipFuses(app.fuseFile, fuses);
  const read = await readFuses(app.fuseFile);
  if (JSON.stringify(read) !== JSON.stringify(fuses)) throw new Error(`The fuses in ${app.fuseFile} did not turn.`);
  const notice = path.join(folder, testVariantNotice);
  if (isTestVariant)
    writeFileSync(notice, 'Its fuses let a debugger in. It is for tests, and must never be shipped.\n');
  else if (existsSync(notice)) rmSync(notice);
}
