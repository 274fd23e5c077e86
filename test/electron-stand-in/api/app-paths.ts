/** `app.getPath`, by the rules of Linux. */
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

export class AppPaths {
  private readonly chosen = new Map<string, string>();

  set(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.chosen.set(name, folder);
  }

  get(name: string, appName: string): string {
    const found = this.chosen.get(name) ?? this.usual(name, appName);
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    if (name === 'userData' || name === 'sessionData' || name === 'logs') mkdirSync(found, { recursive: true });
    return found;
  }

  private usual(name: string, appName: string): string | undefined {
    const home = homedir();
    const config = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
    const userData = this.chosen.get('userData') ?? path.join(config, appName);
    const known: Readonly<Record<string, string>> = {
      home,
      appData: config,
      userData,
      sessionData: userData,
      logs: path.join(userData, 'logs'),
      crashDumps: path.join(userData, 'Crashpad'),
      temp: tmpdir(),
      exe: process.execPath,
      module: process.execPath,
      desktop: path.join(home, 'Desktop'),
      documents: path.join(home, 'Documents'),
      downloads: path.join(home, 'Downloads'),
    };
    return known[name];
  }
}
