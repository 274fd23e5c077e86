/** The environment that the app is started in: nothing of the tester's own account, nothing by accident. */
import path from 'node:path';
import { host } from './host.ts';
import type { Scratch } from './scratch.ts';

/** What the system needs, or what chooses the host, and what is therefore handed on. */
const handedOn = [
  'CIS2_CHROMIUM',
  'CIS2_STAND_IN_HEADED',
  'CIS2_STAND_IN_TRACE',
  'NODE_EXTRA_CA_CERTS',
  'SystemRoot',
  'windir',
  'ComSpec',
  'PATHEXT',
  'ProgramData',
  'ProgramFiles',
];
const forWindows = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'];

export function appEnvironment(scratch: Scratch, binFolder: string): Record<string, string> {
  const needsDisplay = host === 'electron' || process.env['CIS2_STAND_IN_HEADED'] === '1';
  const kept = [...handedOn, ...(needsDisplay ? forWindows : [])].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const home = scratch.folder('home');
  const temp = scratch.folder('tmp');
  return {
    ...Object.fromEntries(kept),
    PATH: [binFolder, process.env['PATH'] ?? ''].join(path.delimiter),
    LANG: 'en_GB.UTF-8',
    HOME: home,
    USERPROFILE: home,
    APPDATA: scratch.folder('config'),
    LOCALAPPDATA: scratch.folder('data'),
    XDG_CONFIG_HOME: scratch.folder('config'),
    XDG_DATA_HOME: scratch.folder('data'),
    XDG_CACHE_HOME: scratch.folder('cache'),
    XDG_STATE_HOME: scratch.folder('state'),
    XDG_RUNTIME_DIR: scratch.folder('run'),
    TMPDIR: temp,
    TEMP: temp,
    TMP: temp,
  };
}
