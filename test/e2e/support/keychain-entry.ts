import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SecretService } from '../launch-app.ts';

const script = `
import keytar from 'keytar';
process.stdout.write(JSON.stringify(await keytar.getPassword('CIS2 Desktop', 'session (development)')));
`;

/** What the keychain holds for the app, read by a process of its own: keytar keeps to the first bus that it meets. */
export async function keychainEntry({ env }: Pick<SecretService, 'env'>): Promise<string | null> {
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as string | null;
}
