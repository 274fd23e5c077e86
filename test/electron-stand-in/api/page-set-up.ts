/** Makes a fresh page ready: its two worlds, its interception and its size. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CdpSession } from '../chromium/connection.ts';
import { sendBinding } from '../injected/messages.ts';
import { pageWorldScript, preloadWorldName, preloadWorldScript } from '../injected/scripts.ts';
import { nativeTheme } from './native-theme.ts';

/** All of it is sent before the page may run its first script. */
export async function setUpPage(
  cdp: CdpSession,
  preload: string | undefined,
  viewport: { width: number; height: number } | undefined,
): Promise<void> {
  const secret = randomBytes(16).toString('hex');
  const versions = Object.fromEntries(Object.entries(process.versions).map(([name, version]) => [name, version ?? '']));
  const source = preload === undefined ? '' : readFileSync(preload, 'utf8');
  const preloadProcess = { platform: process.platform, arch: process.arch, versions };
  const commands: [method: string, params?: Readonly<Record<string, unknown>>][] = [
    ['Page.enable'],
    ['Runtime.enable'],
    ['Log.enable'],
    ['Page.setLifecycleEventsEnabled', { enabled: true }],
    ['Runtime.addBinding', { name: sendBinding, executionContextName: preloadWorldName }],
    ['Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(secret) }],
    [
      'Page.addScriptToEvaluateOnNewDocument',
      { source: preloadWorldScript(secret, preloadProcess, source), worldName: preloadWorldName },
    ],
    ['Fetch.enable', { patterns: [{ urlPattern: '*' }] }],
    ['Emulation.setEmulatedMedia', { features: nativeTheme.mediaFeatures() }],
  ];
  if (viewport !== undefined) {
    commands.push(['Emulation.setDeviceMetricsOverride', { ...viewport, deviceScaleFactor: 0, mobile: false }]);
  }
  commands.push(['Runtime.runIfWaitingForDebugger']);
  await Promise.all(commands.map(([method, params]) => cdp.send(method, params)));
}
