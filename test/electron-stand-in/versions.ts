/** The versions that the stand-in shows: that of the installed Electron package, and that of the Chromium behind it. */
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };

export const electronVersion: string = version;

let chrome = '0.0.0.0';

/** Known only once Chromium runs, which is before `ready`. */
export function chromeVersion(): string {
  return chrome;
}

export function setChromeVersion(found: string): void {
  chrome = found;
  define('chrome', found);
}

/** Shows the app an Electron, as far as `process` goes. */
export function dressProcess(type: 'browser' | 'utility'): void {
  define('electron', electronVersion);
  define('chrome', chrome);
  Object.defineProperty(process, 'type', { value: type });
}

function define(name: string, value: string): void {
  Object.defineProperty(process.versions, name, { value, enumerable: true, configurable: true });
}
