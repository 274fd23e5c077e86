/** `BrowserWindow`: its state is kept here, its page is Chromium's. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { titleMark } from '../injected/scripts.ts';
import { loud } from '../loud.ts';
import { app } from './app.ts';
import { nextId, openWindows } from './contents-registry.ts';
import { makeEvent } from './event.ts';
import { runningChromium } from './lifecycle.ts';
import { createPage, placeWindow } from './targets.ts';
import { WebContents } from './web-contents.ts';

type WindowMethods = Pick<
  ElectronWindow,
  | 'close'
  | 'destroy'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isFocused'
  | 'isVisible'
  | 'isDestroyed'
  | 'minimize'
  | 'restore'
  | 'isMinimized'
  | 'maximize'
  | 'isMaximized'
  | 'isFullScreen'
  | 'getTitle'
  | 'setTitle'
  | 'getBounds'
  | 'setBounds'
  | 'getSize'
  | 'setSize'
  | 'setContentProtection'
  | 'isContentProtected'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'
  | 'setAutoHideMenuBar'
  | 'moveTop'
  | 'flashFrame'
  | 'setBackgroundColor'
  | 'setMinimumSize'
  | 'setAlwaysOnTop'
  | 'setSkipTaskbar'
  | 'loadURL'
  | 'reload'
>;

const defaultSize = { width: 800, height: 600 };
let focused: BrowserWindow | undefined;

class StandInWindow extends EventEmitter implements WindowMethods {
  readonly id: number = nextId();
  readonly webContents: WebContents;
  private readonly self: BrowserWindow;
  private readonly headed: boolean;
  private bounds: Rectangle;
  private title: string;
  private visible: boolean;
  private minimized = false;
  private maximized = false;
  private destroyed = false;
  private protectedContent = false;
  private painted = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.setMaxListeners(0);
    const chromium = runningChromium('BrowserWindow');
    const preferences = {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      ...options.webPreferences,
    };
    if (
      !preferences.contextIsolation ||
      !preferences.sandbox ||
      preferences.nodeIntegration ||
      !preferences.webSecurity
    )
      throw new Error('Electron stand-in: only isolated, sandboxed windows without Node');
    this.headed = chromium.headed;
    this.visible = options.show !== false;
    this.title = options.title ?? app.getName();
    this.bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? defaultSize.width,
      height: options.height ?? defaultSize.height,
    };
    this.self = loud('BrowserWindow', this);
    const { x: left, y: top, width, height } = this.bounds;
    this.webContents = new WebContents(
      {
        title: () => this.getTitle(),
        titleChanged: (title) => this.onTitle(title),
        painted: () => this.onPainted(),
        gone: () => this.onGone(),
        close: () => this.close(),
        openChild: (childOptions, address) => openChild(childOptions, address),
        viewport: () => (this.headed ? undefined : { width: this.bounds.width, height: this.bounds.height }),
      },
      preferences,
      async (session) =>
        createPage(chromium, { browserContextId: await session.browserContextId(), left, top, width, height }),
    );
    openWindows.set(this.id, this.self);
    if (this.visible) focused = this.self;
    app.emit('web-contents-created', makeEvent(), this.webContents);
    app.emit('browser-window-created', makeEvent(), this.self);
    return this.self;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...openWindows.values()];
  }
  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return openWindows.get(id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused ?? null;
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }
  reload(): void {
    this.webContents.reload();
  }

  close(): void {
    if (this.destroyed) return;
    const event = makeEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (!this.destroyed) this.webContents.end();
  }

  private onGone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    openWindows.delete(this.id);
    if (focused === this.self) focused = undefined;
    this.emit('closed');
    app.windowClosed();
  }

  private onPainted(): void {
    if (this.painted) return;
    this.painted = true;
    this.emit('ready-to-show', makeEvent());
  }

  private onTitle(title: string): void {
    const event = makeEvent();
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.title = title;
  }

  show(): void {
    this.showInactive();
    this.focus();
  }
  showInactive(): void {
    if (this.visible) return;
    this.visible = true;
    this.emit('show');
  }
  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.emit('hide');
    this.blur();
  }
  focus(): void {
    this.webContents.focus();
    if (focused === this.self) return;
    focused?.blur();
    focused = this.self;
    this.emit('focus');
    app.emit('browser-window-focus', makeEvent(), this.self);
  }
  blur(): void {
    if (focused !== this.self) return;
    focused = undefined;
    this.emit('blur');
    app.emit('browser-window-blur', makeEvent(), this.self);
  }
  isFocused(): boolean {
    return focused === this.self;
  }
  isVisible(): boolean {
    return this.visible;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
    this.blur();
  }
  restore(): void {
    if (!this.minimized) return;
    this.minimized = false;
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  maximize(): void {
    this.maximized = true;
    this.emit('maximize');
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isFullScreen(): boolean {
    return false;
  }
  /** The mark stands in front whatever the app sets. */
  getTitle(): string {
    return `${titleMark}${this.title}`;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getBounds(): Rectangle {
    return { ...this.bounds };
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
    const { x: left, y: top, width, height } = this.bounds;
    const { targetId } = this.webContents;
    if (!this.headed)
      this.webContents.post('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 0,
        mobile: false,
      });
    else if (targetId !== undefined) {
      placeWindow(runningChromium('BrowserWindow'), targetId, { left, top, width, height }).catch(() => undefined);
    }
    this.emit('resize');
  }
  getSize(): number[] {
    return [this.bounds.width, this.bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setContentProtection(enable: boolean): void {
    this.protectedContent = enable;
  }
  isContentProtected(): boolean {
    return this.protectedContent;
  }
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  moveTop(): void {}
  flashFrame(): void {}
  setBackgroundColor(): void {}
  setMinimumSize(): void {}
  setAlwaysOnTop(): void {}
  setSkipTaskbar(): void {}
}

function openChild(options: BrowserWindowConstructorOptions, address: string): BrowserWindow {
  const child = new BrowserWindow(options);
  child.loadURL(address).catch(() => undefined);
  return child;
}

export type BrowserWindow = StandInWindow;
export const BrowserWindow: typeof StandInWindow = loud('BrowserWindow', StandInWindow);
