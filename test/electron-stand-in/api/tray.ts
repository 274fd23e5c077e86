/** `Tray`, `nativeImage` and `Notification`: kept, so that a test can look at them and click; nothing is drawn. */
import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';
import { loud } from '../loud.ts';
import { makeEvent } from './event.ts';
import type { Menu } from './menu.ts';

interface Representation {
  readonly width: number;
  readonly height: number;
  readonly scaleFactor: number;
  readonly buffer: Buffer;
}

class StandInImage {
  readonly representations: Representation[] = [];
  template = false;

  constructor() {
    return loud('NativeImage', this);
  }
  addRepresentation(representation: Representation): void {
    const { width, height, buffer } = representation;
    if (buffer.length !== width * height * 4) throw new Error('Electron stand-in: a bitmap has 4 bytes a pixel');
    this.representations.push(representation);
  }
  setTemplateImage(template: boolean): void {
    this.template = template;
  }
  isTemplateImage(): boolean {
    return this.template;
  }
  isEmpty(): boolean {
    return this.representations.length === 0;
  }
  getSize(): { width: number; height: number } {
    const { width = 0, height = 0 } = this.representations[0] ?? {};
    return { width, height };
  }
}

export const nativeImage = {
  createEmpty: (): StandInImage => new StandInImage(),
  createFromBitmap(buffer: Buffer, options: Omit<Representation, 'buffer'>): StandInImage {
    const image = new StandInImage();
    image.addRepresentation({ ...options, buffer });
    return image;
  },
};

type StandInMenu = InstanceType<typeof Menu>;
const trays = new Set<StandInTray>();

class StandInTray extends EventEmitter {
  image: StandInImage;
  toolTip = '';
  menu: StandInMenu | null = null;

  constructor(image: StandInImage) {
    super();
    if (image.isEmpty()) throw new Error('Electron stand-in: a tray needs a picture');
    this.image = image;
    trays.add(this);
    return loud('Tray', this);
  }
  /** For tests: Electron has no list of them. */
  static get all(): readonly StandInTray[] {
    return [...trays];
  }
  setImage(image: StandInImage): void {
    this.image = image;
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: StandInMenu | null): void {
    this.menu = menu;
  }
  isDestroyed(): boolean {
    return !trays.has(this);
  }
  destroy(): void {
    trays.delete(this);
  }
}

export const Tray: typeof StandInTray = loud('Tray', StandInTray);

const shown: StandInNotification[] = [];

class StandInNotification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  closed = false;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    return loud('Notification', this);
  }
  static isSupported(): boolean {
    return true;
  }
  /** For tests: what was shown, oldest first. */
  static get shown(): readonly StandInNotification[] {
    return shown;
  }
  show(): void {
    shown.push(this);
    this.emit('show', makeEvent());
  }
  close(): void {
    this.closed = true;
    this.emit('close', makeEvent());
  }
}

export const Notification: typeof StandInNotification = loud('Notification', StandInNotification);
