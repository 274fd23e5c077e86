/** The way between the preload's world of one page and the main process: IPC in both directions. */
import type { CdpSession } from '../chromium/connection.ts';
import { deliverFunction, sendBinding, type FromPreload, type ToPreload } from '../injected/messages.ts';
import { preloadWorldName } from '../injected/scripts.ts';
import { codec } from '../wire/codec.ts';
import type { InvokeHandler } from './ipc.ts';

export interface ChannelOwner {
  /** Who answers `invoke` on this channel. */
  handlerOf(channel: string): InvokeHandler | undefined;
  /** The event that a handler gets, for a call that came from this address. */
  invokeEvent(address: string): unknown;
  sent(channel: string, args: readonly unknown[], address: string): void;
  other(message: FromPreload): void;
}

interface ContextPayload {
  readonly id: number;
  readonly name: string;
  readonly auxData?: { readonly frameId?: string };
}

export class PreloadChannel {
  private readonly cdp: CdpSession;
  private readonly owner: ChannelOwner;
  private contextId: number | undefined;

  constructor(cdp: CdpSession, mainFrameId: string, owner: ChannelOwner) {
    this.cdp = cdp;
    this.owner = owner;
    cdp.hear<{ context: ContextPayload }>('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === preloadWorldName && context.auxData?.frameId === mainFrameId) this.contextId = context.id;
    });
    cdp.hear<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.contextId) this.contextId = undefined;
    });
    cdp.hear('Runtime.executionContextsCleared', () => {
      this.contextId = undefined;
    });
    cdp.hear<{ name: string; payload: string; executionContextId: number }>('Runtime.bindingCalled', (call) => {
      if (call.name !== sendBinding || call.executionContextId !== this.contextId) return;
      this.receive(JSON.parse(call.payload) as FromPreload, call.executionContextId);
    });
  }

  send(channel: string, args: readonly unknown[]): void {
    this.deliver({ type: 'event', channel, args: codec.encode(args) }, this.contextId);
  }

  private receive(message: FromPreload, contextId: number): void {
    if (message.type === 'invoke') void this.invoke(message, contextId);
    else if (message.type === 'send')
      this.owner.sent(message.channel, codec.decode(message.args) as unknown[], message.address);
    else this.owner.other(message);
  }

  private async invoke(message: FromPreload & { type: 'invoke' }, contextId: number): Promise<void> {
    const { id, channel } = message;
    try {
      const handler = this.owner.handlerOf(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const args = codec.decode(message.args) as unknown[];
      const value = codec.encode(await handler(this.owner.invokeEvent(message.address), ...args));
      this.deliver({ type: 'reply', id, value }, contextId);
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      this.deliver({ type: 'failure', id, message: String(error) }, contextId);
    }
  }

  /** What arrives after its page has gone is dropped, as in Electron. */
  private deliver(message: ToPreload, contextId: number | undefined): void {
    if (contextId === undefined) return;
    this.cdp.post('Runtime.callFunctionOn', {
      functionDeclaration: `function (message) { ${deliverFunction}(message); }`,
      executionContextId: contextId,
      arguments: [{ value: message }],
      silent: true,
    });
  }
}
