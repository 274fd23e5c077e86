import type { Bridge } from '../preload/contract.ts';

declare global {
  interface Window {
    /** Put here by `preload/bridge.ts`; the only way to anything outside this window. */
    readonly cis2: Bridge;
  }
}
