/** `WebContents`: one page of Chromium, set up before its first script runs. */
import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  HandlerDetails,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron';
import type { CdpSession } from '../chromium/connection.ts';
import type { FromPreload } from '../injected/messages.ts';
import { loud } from '../loud.ts';
import { bareAddress, fromWire } from '../wire/addresses.ts';
import { nextId, openContents } from './contents-registry.ts';
import { makeEvent } from './event.ts';
import { FrameTree, type WebFrameMain } from './frames.ts';
import { IpcMain, ipcMain, type InvokeHandler } from './ipc.ts';
import { lifecycle } from './lifecycle.ts';
import { nativeTheme } from './native-theme.ts';
import { Navigations } from './navigation.ts';
import { PageLoad, type LoadFailure } from './page-load.ts';
import { PageRequests, type DocumentRequest } from './page-requests.ts';
import { setUpPage } from './page-set-up.ts';
import { PreloadChannel } from './preload-channel.ts';
import { RendererProcess } from './renderer-process.ts';
import { sessionOf, type Session } from './session.ts';
import type { PageTarget } from './targets.ts';

/** What the window does for its contents. */
export interface ContentsOwner {
  title(): string;
  titleChanged(title: string): void;
  painted(): void;
  gone(): void;
  close(): void;
  openChild(options: BrowserWindowConstructorOptions, address: string): unknown;
  /** The size of the page, or `undefined` when the window's own size rules. */
  viewport(): { width: number; height: number } | undefined;
}

type OpenHandler = (details: HandlerDetails) => WindowOpenHandlerResponse;

/** All that exists only once Chromium has made the page. */
interface Page {
  readonly cdp: CdpSession;
  readonly frames: FrameTree;
  readonly channel: PreloadChannel;
  readonly load: PageLoad;
  readonly process: RendererProcess;
}

const noReferrer = { url: '', policy: 'strict-origin-when-cross-origin' } as const;

export class WebContents extends EventEmitter {
  readonly id: number = nextId();
  readonly ipc: IpcMain = loud('webContents.ipc', new IpcMain());
  readonly session: Session;
  targetId: string | undefined;
  private readonly self: WebContents;
  private readonly owner: ContentsOwner;
  private readonly preferences: WebPreferences;
  private readonly page: Promise<Page>;
  private settled: Page | undefined;
  private openHandler: OpenHandler | undefined;
  private destroyed = false;
  private crashed = false;
  private loading = false;
  /** Settles when a renderer that was told to die is dead: what is asked of the page meanwhile waits for that. */
  private dying: Promise<void> = Promise.resolve();
  private devToolsOpen = false;

  constructor(owner: ContentsOwner, preferences: WebPreferences, makePage: (session: Session) => Promise<PageTarget>) {
    super();
    this.setMaxListeners(0);
    this.owner = owner;
    this.preferences = preferences;
    this.session = (preferences.session as Session | undefined) ?? sessionOf(preferences.partition ?? '');
    this.self = loud('webContents', this);
    this.page = makePage(this.session).then((target) => this.attach(target));
    // Whoever awaits the page hears of its failure; a window that closed before it had one is no failure.
    this.page.catch((error: unknown) => {
      if (!this.destroyed && !lifecycle.chromium?.connection.root.closed)
        console.error('Electron stand-in: no page:', error);
    });
    openContents.set(this.id, this.self);
    return this.self;
  }

  private async attach({ targetId, session: cdp }: PageTarget): Promise<Page> {
    this.targetId = targetId;
    cdp.once('close', () => this.onGone());
    const navigations = new Navigations(cdp);
    const frames = new FrameTree(targetId, cdp, {
      navigated: (frame) => this.onNavigated(frame, navigations),
      navigatedInPage: (frame) => {
        navigations.committed();
        this.emit(
          'did-navigate-in-page',
          makeEvent(),
          frame.url,
          frame.parent === null,
          frame.processId,
          frame.routingId,
        );
      },
    });
    const page: Page = {
      cdp,
      frames,
      load: new PageLoad(cdp, targetId, navigations),
      process: new RendererProcess(cdp),
      channel: new PreloadChannel(cdp, targetId, {
        handlerOf: (channel) => this.handlerOf(channel, frames.main),
        invokeEvent: (address) => this.ipcEvent(frames.main, address),
        sent: (channel, args, address) => this.onSent(frames.main, channel, args, address),
        other: (message) => this.onPreloadMessage(message),
      }),
    };
    this.settled = page;
    new PageRequests(cdp, targetId, {
      webContentsId: this.id,
      session: this.session,
      mayNavigate: (request) => this.mayNavigate(request, frames, navigations),
    });
    this.hearPage(cdp, targetId);
    await setUpPage(cdp, this.preferences.preload, this.owner.viewport());
    const showTheme = () => cdp.post('Emulation.setEmulatedMedia', { features: nativeTheme.mediaFeatures() });
    nativeTheme.on('updated', showTheme);
    cdp.once('close', () => nativeTheme.off('updated', showTheme));
    await page.process.refresh().catch(() => undefined);
    return page;
  }

  private hearPage(cdp: CdpSession, mainFrameId: string): void {
    cdp.hear('Page.domContentEventFired', () => this.emit('dom-ready', makeEvent()));
    cdp.hear('Page.loadEventFired', () => {
      this.loading = false;
      if (!['', bareAddress].includes(this.getURL()) && !this.getURL().startsWith('chrome-error:'))
        this.emit('did-finish-load', makeEvent());
      this.emit('did-stop-loading', makeEvent());
    });
    cdp.hear<{ frameId: string; name: string }>('Page.lifecycleEvent', ({ frameId, name }) => {
      if (frameId === mainFrameId && name === 'firstPaint') this.owner.painted();
    });
    cdp.hear('Inspector.targetCrashed', () => this.onCrashed());
    cdp.hear<{ type: string; args: readonly { value?: unknown; description?: string }[] }>(
      'Runtime.consoleAPICalled',
      ({ type, args }) => {
        const message = args.map((arg) => arg.description ?? textOf(arg.value)).join(' ');
        this.onConsole(type, message);
      },
    );
    cdp.hear<{ entry: { level: string; text: string } }>('Log.entryAdded', ({ entry }) =>
      this.onConsole(entry.level, entry.text),
    );
  }

  private onConsole(type: string, message: string): void {
    const level = type === 'warning' || type === 'error' || type === 'debug' ? type : 'info';
    this.emit('console-message', makeEvent({ level, message, lineNumber: 0, sourceId: '', frame: this.mainFrame }));
  }

  private onNavigated(frame: WebFrameMain, navigations: Navigations): void {
    const isMainFrame = frame.parent === null;
    if (isMainFrame) {
      navigations.committed();
      this.crashed = false;
      this.settled?.process.refresh().catch(() => undefined);
      this.emit('did-navigate', makeEvent(), frame.url, 200, 'OK');
    }
    this.emit('did-frame-navigate', makeEvent(), frame.url, 200, 'OK', isMainFrame, frame.processId, frame.routingId);
  }

  private onCrashed(): void {
    this.crashed = true;
    this.settled?.process.gone();
    this.settled?.load.fail('ERR_FAILED');
    this.emit('render-process-gone', makeEvent(), { reason: 'crashed', exitCode: 5 });
  }

  /** For the stand-in itself: the end as the app sees it, at once; Chromium closes the page in its own time. */
  end(): void {
    this.page.then(() => runningRoot().post('Target.closeTarget', { targetId: this.targetId })).catch(() => undefined);
    this.onGone();
  }

  private onGone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.settled?.load.fail('ERR_FAILED');
    this.settled?.process.gone();
    openContents.delete(this.id);
    this.emit('destroyed', makeEvent());
    this.owner.gone();
  }

  /** Electron asks only about what the page wants, never about what the main process loads. */
  private mayNavigate(request: DocumentRequest, frames: FrameTree, navigations: Navigations): boolean {
    const frame = frames.find(request.frameId);
    const isMainFrame = frame === frames.main;
    const details = { url: request.address, isSameDocument: false, isMainFrame, frame, initiator: frames.main };
    const event = makeEvent(details);
    if (request.isRedirect) {
      if (isMainFrame) this.emit('will-redirect', event, request.address, false, true);
      return !event.defaultPrevented;
    }
    if (!navigations.takePageRequest(request.wireAddress, isMainFrame)) return true;
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, request.address);
    return !event.defaultPrevented;
  }

  private handlerOf(channel: string, frame: WebFrameMain): InvokeHandler | undefined {
    return frame.ipc.handlerOf(channel) ?? this.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
  }

  private ipcEvent(frame: WebFrameMain, address: string): object {
    // The preload's world said where it is: exact at the time of the call.
    frame.url = fromWire(address);
    const { processId, routingId: frameId } = frame;
    return makeEvent({ type: 'frame', sender: this.self, senderFrame: frame, processId, frameId });
  }

  private onSent(frame: WebFrameMain, channel: string, args: readonly unknown[], address: string): void {
    const reply = (to: string, ...values: unknown[]) => this.send(to, ...values);
    const event = Object.assign(this.ipcEvent(frame, address), { ports: [], reply });
    this.emit('ipc-message', event, channel, ...args);
    for (const receiver of [frame.ipc, this.ipc, ipcMain]) receiver.emit(channel, event, ...args);
  }

  private onPreloadMessage(message: FromPreload): void {
    if (message.type === 'title') this.owner.titleChanged(message.title);
    else if (message.type === 'open')
      this.askToOpen(fromWire(message.to), message.name, message.features, message.disposition);
    else if (message.type === 'preload-error') {
      const path = this.preferences.preload ?? '';
      console.error(`Unable to load preload script: ${path}\n${message.message}`);
      this.emit('preload-error', makeEvent(), path, new Error(message.message));
    }
  }

  /** For the stand-in itself: a popup that came past the page's own world. */
  popupWanted(address: string): void {
    this.askToOpen(address, '', '', 'foreground-tab');
  }

  private askToOpen(
    url: string,
    frameName: string,
    features: string,
    disposition: HandlerDetails['disposition'],
  ): void {
    const referrer = { ...noReferrer, url: this.getURL() };
    const answer = this.openHandler?.({ url, frameName, features, disposition, referrer }) ?? { action: 'allow' };
    if (answer.action !== 'allow') return;
    const options = answer.overrideBrowserWindowOptions ?? {};
    const webPreferences = { ...this.preferences, ...options.webPreferences };
    this.emit('did-create-window', this.owner.openChild({ ...options, webPreferences }, url), { url, frameName });
  }

  get mainFrame(): WebFrameMain | null {
    return this.settled?.frames.main ?? null;
  }

  send(channel: string, ...args: unknown[]): void {
    if (!this.destroyed) this.settled?.channel.send(channel, args);
  }

  async loadURL(address: string): Promise<void> {
    this.startLoading();
    const page = await this.alivePage();
    try {
      await page.load.load(address);
    } catch (error) {
      const { errno, code } = error as LoadFailure;
      this.emit('did-fail-load', makeEvent(), errno, code, address, true, 1, 1);
      throw error;
    }
    await page.process.refresh(); // who asks for the process next means that of the page now loaded
  }

  reload(): void {
    this.startLoading();
    this.post('Page.reload');
  }
  reloadIgnoringCache(): void {
    this.startLoading();
    this.post('Page.reload', { ignoreCache: true });
  }
  private startLoading(): void {
    this.loading = true;
    this.emit('did-start-loading', makeEvent());
  }
  stop(): void {
    this.post('Page.stopLoading');
  }
  focus(): void {
    this.post('Page.bringToFront');
  }
  /** Really ends the renderer's process. `reload()` may follow at once, as Electron's documentation has it. */
  forcefullyCrashRenderer(): void {
    this.dying = Promise.all([this.page, this.dying]).then(([{ cdp }]) => {
      const dead = new Promise<void>((resolve) => {
        cdp.once('Inspector.targetCrashed', () => resolve());
        cdp.once('close', () => resolve());
      });
      // The answer to this command is the crash itself; only a renderer that is dead already refuses.
      const refused = cdp.send('Page.crash').then(
        () => dead,
        () => undefined,
      );
      return Promise.race([dead, refused]);
    });
    this.dying.catch(() => undefined);
  }
  private async alivePage(): Promise<Page> {
    const page = await this.page;
    await this.dying;
    return page;
  }
  /** For the stand-in itself: a command that may come before the page or after its end. */
  post(method: string, params: Readonly<Record<string, unknown>> = {}): void {
    this.alivePage()
      .then(({ cdp }) => cdp.post(method, params))
      .catch(() => undefined);
  }

  async executeJavaScript(expression: string, userGesture = false): Promise<unknown> {
    const { cdp } = await this.alivePage();
    const options = { expression, userGesture, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await cdp.send<Evaluation>('Runtime.evaluate', options);
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async capturePage(): Promise<{ toPNG(): Buffer; isEmpty(): boolean }> {
    const { cdp } = await this.alivePage();
    const { data } = await cdp.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    return { toPNG: () => Buffer.from(data, 'base64'), isEmpty: () => data === '' };
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  openDevTools(): void {
    if (this.preferences.devTools === false || this.devToolsOpen) return;
    this.devToolsOpen = true;
    this.emit('devtools-opened', makeEvent());
  }
  closeDevTools(): void {
    if (!this.devToolsOpen) return;
    this.devToolsOpen = false;
    this.emit('devtools-closed', makeEvent());
  }
  isDevToolsOpened(): boolean {
    return this.devToolsOpen;
  }
  setWebRTCIPHandlingPolicy(): void {}
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  getURL(): string {
    return this.settled?.frames.main.url ?? '';
  }
  getTitle(): string {
    return this.owner.title();
  }
  getType(): 'window' {
    return 'window';
  }
  getOSProcessId(): number {
    return this.settled?.process.pid ?? 0;
  }
  isLoading(): boolean {
    return this.loading;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  close(): void {
    this.owner.close();
  }
}

interface Evaluation {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

function runningRoot(): CdpSession {
  if (lifecycle.chromium === undefined) throw new Error('Electron stand-in: Chromium does not run');
  return lifecycle.chromium.connection.root;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
