/** `shell.openExternal` as Electron does it on Linux: the program called `xdg-open` on the PATH, not waited for. */
import { spawn } from 'node:child_process';

export const shell = {
  openExternal(address: string): Promise<void> {
    const { href } = new URL(address);
    return new Promise((resolve, reject) => {
      const child = spawn('xdg-open', [href], { stdio: 'ignore', detached: true });
      child.once('spawn', () => {
        child.unref();
        resolve();
      });
      child.once('error', () => reject(new Error('Failed to open path')));
    });
  },
};
