/** Puts the injected functions together as source texts for `Page.addScriptToEvaluateOnNewDocument`. */
import { bareAddress } from '../wire/addresses.ts';
import { makeCodec } from '../wire/codec.ts';
import { makeBridge } from './bridge.ts';
import { watchLinks } from './links.ts';
import { deliverFunction, sendBinding, type PreloadProcess } from './messages.ts';
import { startPageWorld } from './page-world.ts';
import { startPreloadWorld, type PreloadWorld } from './preload-world.ts';
import { markTitle } from './title.ts';

/** Name of the isolated world, as Electron calls it. */
export const preloadWorldName = 'Electron Isolated Context';

/** What stands in front of every title, so that nobody takes a picture of the stand-in for one of Electron. */
export const titleMark = '[stand-in] ';

export function pageWorldScript(secret: string): string {
  return `(${startPageWorld.toString()})(${makeBridge.toString()}, ${JSON.stringify(secret)});`;
}

export function preloadWorldScript(secret: string, process: PreloadProcess, preload: string): string {
  const world: PreloadWorld = { secret, sendBinding, deliverFunction, process };
  const wrapped = `function (require, module, exports, process, global) {${preload}\n}`;
  const start = `(${startPreloadWorld.toString()})(${makeBridge.toString()}, ${makeCodec.toString()}, ${JSON.stringify(world)}, ${wrapped})`;
  return `if (window === window.top && location.href !== ${JSON.stringify(bareAddress)}) {
    const { post } = ${start};
    (${watchLinks.toString()})(post);
    (${markTitle.toString()})(post, ${JSON.stringify(titleMark)});
  }`;
}
