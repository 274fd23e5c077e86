/** `nativeTheme`: what the app chooses reaches the page as its preferred colour scheme. */
import { EventEmitter } from 'node:events';
import type { NativeTheme as ElectronNativeTheme } from 'electron';
import { makeEvent } from './event.ts';

type Source = ElectronNativeTheme['themeSource'];

export class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors: boolean = false;
  readonly shouldUseInvertedColorScheme: boolean = false;
  readonly inForcedColorsMode: boolean = false;
  readonly prefersReducedTransparency: boolean = false;
  private source: Source = 'system';

  get themeSource(): Source {
    return this.source;
  }

  set themeSource(source: Source) {
    this.source = source;
    this.emit('updated', makeEvent());
  }

  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }

  /** For the stand-in itself: the media features to emulate in every page. */
  mediaFeatures(): { name: string; value: string }[] {
    return this.source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: this.source }];
  }
}

export const nativeTheme: NativeTheme = new NativeTheme();
nativeTheme.setMaxListeners(0);
