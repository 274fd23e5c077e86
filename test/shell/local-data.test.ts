import { expect, test } from 'vitest';
import { localDataFolder } from '../../main/shell/local-data.ts';

const roaming = String.raw`C:\Users\nurse\AppData\Roaming\CIS2 Desktop`;
const localAppData = String.raw`C:\Users\nurse\AppData\Local`;

test.each<[string, Parameters<typeof localDataFolder>[1], string]>([
  [
    'B50 on Windows the folder that does not roam',
    { platform: 'win32', localAppData, isGiven: false },
    String.raw`C:\Users\nurse\AppData\Local\CIS2 Desktop`,
  ],
  ['a given folder is used as it is', { platform: 'win32', localAppData, isGiven: true }, roaming],
  ['Windows without the variable', { platform: 'win32', localAppData: undefined, isGiven: false }, roaming],
  ['macOS', { platform: 'darwin', localAppData: undefined, isGiven: false }, roaming],
  ['Linux', { platform: 'linux', localAppData, isGiven: false }, roaming],
])('%s', (_name, machine, folder) => {
  expect(localDataFolder(roaming, machine, 'CIS2 Desktop')).toBe(folder);
});
