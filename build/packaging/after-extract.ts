import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext } from 'electron-builder';

/**
 * electron-builder calls this once Electron lies in the folder of the package: its sample app goes (B34). electron-builder takes it
 * away only from an Electron that it downloaded itself, and later would be too late: the list of hashes that integrity goes by
 * would name it.
 */
export default function afterExtract({ appOutDir, packager, electronPlatformName }: Readonly<AfterPackContext>): void {
  const contents =
    electronPlatformName === 'darwin' ? [`${packager.appInfo.productFilename}.app`, 'Electron.app'] : [''];
  for (const content of contents) {
    const inside = content === '' ? 'resources' : path.join(content, 'Contents', 'Resources');
    rmSync(path.join(appOutDir, inside, 'default_app.asar'), { force: true });
  }
  rmSync(path.join(appOutDir, 'version'), { force: true });
}
