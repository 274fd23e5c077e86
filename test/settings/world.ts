import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createSettingsFile } from '../../main/settings/settings-file.ts';
import { createSettings, type Ground, type SettingsOptions } from '../../main/settings/settings.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { recordedLog } from '../unit-support/system.ts';

export const free: Ground = { held: {}, longestIdleMinutes: 15 };

/** A settings file on a real disk; `start` is another run of the app on the same computer. */
export function world(over: Partial<Pick<typeof diskFiles, 'replaceDurably' | 'readText' | 'size'>> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const place = path.join(folder, 'data', 'settings.json');
  const log = recordedLog();
  const file = () => createSettingsFile(place, { files: { ...diskFiles, ...over }, log });
  return {
    place,
    log,
    file,
    text: () => readFileSync(place, 'utf8'),
    said: () => log.lines.map(({ code, fields }) => [code, fields.reason ?? fields.detail].filter(Boolean).join(' ')),
    start: (options: Partial<SettingsOptions> = {}) =>
      createSettings({ file: file(), profile: () => 'personal', systemLanguages: ['en-GB'], ground: free, ...options }),
  };
}
