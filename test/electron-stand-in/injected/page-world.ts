/** Runs first in the page's own world: takes what the preload exposes, and hands `window.open` to the main process. */
import type { Bridge, Side } from './bridge.ts';

/** Self-contained: its source text is injected into the page. */
export function startPageWorld(makeBridge: (side: Side, secret: string) => Bridge, secret: string): void {
  // Electron runs a preload in the main frame only.
  if (window !== window.top) return;
  const bridge = makeBridge('page', secret);

  const deepFreeze = (value: unknown): unknown => {
    if (typeof value !== 'object' && typeof value !== 'function') return value;
    if (value === null) return value;
    if (Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(deepFreeze);
    return Object.freeze(value);
  };

  bridge.onMessage = (message) => {
    if (message.type !== 'expose') return;
    if (Object.prototype.hasOwnProperty.call(window, message.key)) {
      bridge.send({ type: 'exposed', ok: false });
      return;
    }
    const value = deepFreeze(bridge.unpack(message.api));
    Object.defineProperty(window, message.key, { value, writable: false, configurable: false, enumerable: true });
    bridge.send({ type: 'exposed', ok: true });
  };

  // No tab is ever made here: the main process decides, and the caller gets what it gets for `{ action: 'deny' }`.
  const open = (address: string | URL = '', name = '', features = ''): null => {
    const to = String(address) === '' ? 'about:blank' : new URL(address, document.baseURI).href;
    bridge.send({ type: 'open', to, name: String(name), features: String(features) });
    return null;
  };
  Object.defineProperty(window, 'open', { value: open, writable: true, configurable: true, enumerable: true });
}
