/** What the preload's world and the stand-in's main process say to each other. */
import type { Encoded } from '../wire/codec.ts';

type Body =
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: Encoded }
  | { readonly type: 'send'; readonly channel: string; readonly args: Encoded }
  | {
      readonly type: 'open';
      readonly to: string;
      readonly name: string;
      readonly features: string;
      readonly disposition: 'background-tab' | 'foreground-tab' | 'new-window';
    }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'preload-error'; readonly message: string };

export type BodyFromPreload = Body;
/** `address` is read in the preload's own world, where no script of the page can forge it. */
export type FromPreload = Body & { readonly address: string };

export type ToPreload =
  | { readonly type: 'reply'; readonly id: number; readonly value: Encoded }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  | { readonly type: 'event'; readonly channel: string; readonly args: Encoded };

/** What the preload may know about the process that it runs in. */
export interface PreloadProcess {
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** The names under which the two find each other in the preload's world. */
export const sendBinding = 'standInSend';
export const deliverFunction = 'standInDeliver';
