/** The command line as Electron reads it: its own switches, then the app, then what is for the app. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface CommandLine {
  /** Modules to load first (`-r`): Playwright's loader. */
  readonly requires: readonly string[];
  /** The port of Node's inspector, when `--inspect` asks for one. */
  readonly inspectPort: number | undefined;
  readonly switches: ReadonlyMap<string, string>;
  /** The app and what follows it: what `process.argv` shows after the executable. */
  readonly appArguments: readonly string[];
}

const defaultInspectPort = 9229;

export function readCommandLine(args: readonly string[]): CommandLine {
  const requires: string[] = [];
  const switches = new Map<string, string>();
  let inspectPort: number | undefined;
  let index = 0;
  for (; index < args.length; index++) {
    const arg = args[index] ?? '';
    const inspect = /^--inspect(?:=(?:.*:)?(\d+))?$/.exec(arg);
    if (arg === '-r' || arg === '--require') requires.push(args[++index] ?? '');
    else if (inspect !== null) inspectPort = Number(inspect[1] ?? defaultInspectPort);
    else if (!addSwitch(switches, arg)) break;
  }
  const appArguments = args.slice(index);
  for (const arg of appArguments.slice(1)) addSwitch(switches, arg);
  return { requires, inspectPort, switches, appArguments };
}

function addSwitch(switches: Map<string, string>, arg: string): boolean {
  const [, name, value = ''] = /^--([^=]+)=?(.*)$/s.exec(arg) ?? [];
  if (name === undefined) return false;
  switches.set(name, value);
  return true;
}

export interface AppManifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}
export interface AppFiles {
  readonly folder: string;
  readonly main: string;
  readonly manifest: AppManifest;
}

/** The app's folder, or its main file given directly, which belongs to the nearest package above it. */
export function findApp(given: string): AppFiles {
  const target = path.resolve(given);
  if (!existsSync(target)) throw new Error(`Unable to find Electron app at ${target}`);
  if (statSync(target).isDirectory()) {
    const manifest = readManifest(target) ?? {};
    return { folder: target, main: path.join(target, manifest.main ?? 'index.js'), manifest };
  }
  const folder = path.dirname(target);
  return { folder, main: target, manifest: nearestManifest(folder) };
}

function nearestManifest(folder: string): AppManifest {
  const above = path.dirname(folder);
  return readManifest(folder) ?? (above === folder ? {} : nearestManifest(above));
}

function readManifest(folder: string): AppManifest | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AppManifest) : undefined;
}
