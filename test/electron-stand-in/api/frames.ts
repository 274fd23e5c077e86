/** The frames of one web contents, as `WebFrameMain` objects. */
import type { CdpSession } from '../chromium/connection.ts';
import { fromWire, originOf } from '../wire/addresses.ts';
import { IpcMain } from './ipc.ts';

let lastRoutingId = 0;

export class WebFrameMain {
  readonly routingId: number = ++lastRoutingId;
  readonly frameTreeNodeId: number = this.routingId;
  readonly processId: number = 1;
  readonly ipc: IpcMain = new IpcMain();
  readonly frameToken: string;
  readonly parent: WebFrameMain | null;
  name = '';
  url = '';
  detached = false;
  private readonly tree: FrameTree;

  constructor(tree: FrameTree, frameToken: string, parent: WebFrameMain | null) {
    this.tree = tree;
    this.frameToken = frameToken;
    this.parent = parent;
  }

  get origin(): string {
    return originOf(this.url);
  }

  get top(): WebFrameMain {
    return this.parent?.top ?? this;
  }

  get frames(): WebFrameMain[] {
    return this.tree.all().filter((frame) => frame.parent === this);
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}

interface FramePayload {
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly url: string;
  readonly urlFragment?: string;
}

export interface FrameListener {
  navigated(frame: WebFrameMain): void;
  navigatedInPage(frame: WebFrameMain): void;
}

export class FrameTree {
  readonly main: WebFrameMain;
  private readonly byId = new Map<string, WebFrameMain>();
  private readonly listener: FrameListener;

  constructor(mainFrameId: string, session: CdpSession, listener: FrameListener) {
    this.listener = listener;
    this.main = this.add(mainFrameId, null);
    session.hear<{ frameId: string; parentFrameId: string }>('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.add(frameId, this.byId.get(parentFrameId) ?? null);
    });
    session.hear<{ frameId: string; reason: string }>('Page.frameDetached', ({ frameId, reason }) => {
      if (reason !== 'swap') this.remove(frameId);
    });
    session.hear<{ frame: FramePayload }>('Page.frameNavigated', ({ frame }) => this.navigated(frame));
    session.hear<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.byId.get(frameId);
      if (frame === undefined) return;
      frame.url = fromWire(url);
      this.listener.navigatedInPage(frame);
    });
  }

  all(): WebFrameMain[] {
    return [...this.byId.values()];
  }

  find(frameId: string): WebFrameMain | null {
    return this.byId.get(frameId) ?? null;
  }

  private add(frameId: string, parent: WebFrameMain | null): WebFrameMain {
    const known = this.byId.get(frameId);
    if (known !== undefined) return known;
    const frame = new WebFrameMain(this, frameId, parent);
    this.byId.set(frameId, frame);
    return frame;
  }

  private remove(frameId: string): void {
    const frame = this.byId.get(frameId);
    if (frame === undefined || frame === this.main) return;
    frame.detached = true;
    this.byId.delete(frameId);
  }

  private navigated(payload: FramePayload): void {
    const frame = this.add(payload.id, this.byId.get(payload.parentId ?? '') ?? null);
    frame.url = fromWire(payload.url) + (payload.urlFragment ?? '');
    frame.name = payload.name ?? '';
    this.listener.navigated(frame);
  }
}
