/** `app`: the life of the application from its first line to its last. */
import { EventEmitter } from 'node:events';
import type { App as ElectronApp } from 'electron';
import { launchChromium } from '../chromium/launch.ts';
import type { AppFiles, CommandLine } from '../command-line.ts';
import { loud } from '../loud.ts';
import { setChromeVersion } from '../versions.ts';
import { AppPaths } from './app-paths.ts';
import { openWindows } from './contents-registry.ts';
import { makeEvent } from './event.ts';
import { lifecycle } from './lifecycle.ts';
import { onSessionCreated } from './session.ts';
import { SingleInstanceLock } from './single-instance.ts';
import { watchTargets } from './targets.ts';
import { endUtilityProcesses } from './utility-process.ts';

type AppMethods = Pick<
  ElectronApp,
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'getApplicationNameForProtocol'
  | 'setAppUserModelId'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'focus'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
>;

class App extends EventEmitter implements AppMethods {
  readonly isPackaged: boolean = false;
  readonly commandLine: Pick<
    ElectronApp['commandLine'],
    'appendSwitch' | 'appendArgument' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
  >;
  applicationMenu: unknown = null;
  private readonly switches = new Map<string, string>();
  private readonly paths = new AppPaths();
  private readonly lock = new SingleInstanceLock(({ argv, workingDirectory, additionalData }) => {
    this.emit('second-instance', makeEvent(), argv, workingDirectory, additionalData);
  });
  private readonly readyPromise: Promise<void>;
  private readonly resolveReady: () => void;
  private files: AppFiles = { folder: process.cwd(), main: '', manifest: {} };
  private chosenName: string | undefined;
  private quitting = false;
  private exiting = false;

  constructor() {
    super();
    this.setMaxListeners(0);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.readyPromise = promise;
    this.resolveReady = resolve;
    const switches = this.switches;
    this.commandLine = loud('app.commandLine', {
      appendSwitch: (name, value = '') => void switches.set(name, value),
      appendArgument: () => undefined,
      hasSwitch: (name) => switches.has(name),
      getSwitchValue: (name) => switches.get(name) ?? '',
      removeSwitch: (name) => void switches.delete(name),
    });
    onSessionCreated((created) => this.emit('session-created', created));
  }

  /** For the stand-in itself: what the command line said. */
  take(commandLine: CommandLine): void {
    for (const [name, value] of commandLine.switches) this.switches.set(name, value);
    const userData = this.switches.get('user-data-dir');
    if (userData) this.paths.set('userData', userData);
  }

  /** For the stand-in itself: which app it runs. */
  runs(files: AppFiles): void {
    this.files = files;
  }

  /** For the stand-in itself: starts Chromium and tells the app that it is ready. */
  async start(): Promise<void> {
    if (this.exiting) return;
    this.emit('will-finish-launching');
    const chromium = launchChromium(this.switches);
    lifecycle.chromium = chromium;
    chromium.process.once('exit', () => this.exit(0));
    const { root } = chromium.connection;
    const { product } = await root.send<{ product: string }>('Browser.getVersion');
    setChromeVersion(product.split('/')[1] ?? '');
    await watchTargets(chromium);
    lifecycle.ready = true;
    this.resolveReady();
    this.emit('ready', makeEvent(), {});
  }

  isReady(): boolean {
    return lifecycle.ready;
  }
  whenReady(): Promise<void> {
    return this.readyPromise;
  }

  get name(): string {
    return this.getName();
  }
  set name(name: string) {
    this.chosenName = name;
  }
  getName(): string {
    return this.chosenName ?? this.files.manifest.productName ?? this.files.manifest.name ?? 'Electron';
  }
  setName(name: string): void {
    this.chosenName = name;
  }
  getVersion(): string {
    return this.files.manifest.version ?? '0.0.0';
  }
  getAppPath(): string {
    return this.files.folder;
  }
  getPath(name: string): string {
    return this.paths.get(name, this.getName());
  }
  setPath(name: string, folder: string): void {
    this.paths.set(name, folder);
  }
  getLocale(): string {
    return 'en-GB';
  }
  getSystemLocale(): string {
    return 'en-GB';
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }
  /** On a real Linux the desktop says which. */
  getApplicationNameForProtocol(_url: string): string {
    return 'Chromium (stand-in)';
  }
  setAppUserModelId(): void {}
  enableSandbox(): void {
    if (lifecycle.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  disableHardwareAcceleration(): void {}
  focus(): void {}

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    const message = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return this.lock.request(this.getPath('userData'), message);
  }
  hasSingleInstanceLock(): boolean {
    return this.lock.isHeld;
  }
  releaseSingleInstanceLock(): void {
    this.lock.release();
  }

  /** For the stand-in itself: a window has closed. */
  windowClosed(): void {
    if (openWindows.size > 0 || this.exiting) return;
    if (this.quitting) this.finish();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  quit(): void {
    if (this.quitting) return;
    const event = makeEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.quitting = true;
    for (const window of openWindows.values()) window.close();
    // A window that refused to close ends the quitting; the last one that closes finishes it.
    if (openWindows.size > 0) this.quitting = false;
    else if (this.quitting && !this.exiting) this.finish();
  }

  private finish(): void {
    const event = makeEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.quitting = false;
    else this.exit(0);
  }

  exit(exitCode = 0): void {
    if (this.exiting) return;
    this.exiting = true;
    for (const window of openWindows.values()) window.destroy();
    this.emit('quit', makeEvent(), exitCode);
    void this.end(exitCode);
  }

  private async end(exitCode: number): Promise<void> {
    this.lock.release();
    endUtilityProcesses();
    await Promise.all([this.lock.whenTold(), lifecycle.chromium?.close()]);
    process.exit(exitCode);
  }
}

export const app: App = new App();
