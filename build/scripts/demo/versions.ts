import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageJson, root } from '../project.ts';
import type { Stage } from './stage.ts';

/** What ran: enough to tell two reports apart. Taken while the app runs, since only it knows its Chromium. */
export async function readVersions(stage: Stage): Promise<Readonly<Record<string, string>>> {
  return {
    app: versionIn(path.join(root, 'package.json')),
    node: process.versions.node,
    electron: versionIn(packageJson('electron')),
    chromium: await chromiumVersion(stage),
    'openid-client': versionIn(packageJson('openid-client')),
    'oidc-provider': versionIn(packageJson('oidc-provider')),
  };
}

const unknown = 'unknown';
/** An app that has failed may not answer at all. */
const answerLimitMs = 5000;

async function chromiumVersion(stage: Stage): Promise<string> {
  try {
    const asked = stage.app.electronApp.evaluate(() => process.versions['chrome'] ?? 'unknown');
    return await Promise.race([asked, delay(answerLimitMs, unknown, { ref: false })]);
  } catch {
    return unknown;
  }
}

function versionIn(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
