/** Which operating system process paints a page. Chromium does not say so: it is the newest renderer that no other page has. */
import type { CdpSession } from '../chromium/connection.ts';

const taken = new Map<RendererProcess, number>();

interface ProcessInfo {
  readonly type: string;
  readonly id: number;
}

export class RendererProcess {
  private readonly root: CdpSession;

  constructor(root: CdpSession) {
    this.root = root;
  }

  /** 0 while there is none. */
  get pid(): number {
    return taken.get(this) ?? 0;
  }

  /** Looks again, after the page may have moved to another process. */
  async refresh(): Promise<void> {
    const { processInfo } = await this.root.send<{ processInfo: ProcessInfo[] }>('SystemInfo.getProcessInfo');
    const others = new Set([...taken].filter(([owner]) => owner !== this).map(([, pid]) => pid));
    const free = processInfo.filter(({ type, id }) => type === 'renderer' && !others.has(id));
    taken.set(this, Math.max(0, ...free.map(({ id }) => id)));
  }

  gone(): void {
    taken.delete(this);
  }
}
