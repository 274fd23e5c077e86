import type { SettingsView, TextSize, Theme } from '../preload/settings.ts';
import type { SessionStore } from './session-store.ts';

// Records and not the contract's lists: those come with a schema library that the page does without.
const themes: Readonly<Record<Theme, true>> = { system: true, light: true, dark: true, highContrast: true };
const textSizes: Readonly<Record<TextSize, true>> = { normal: true, large: true, largest: true };

interface Appearance {
  readonly theme: Theme;
  readonly textSize: TextSize;
}

/**
 * Keeps theme and text size of the settings on the root element, where the style sheet looks for them (issue 6 lines 4 and 5).
 * Until main has answered it is what the page's own address says, so that the first paint is right already.
 */
export function followAppearance(
  { document, location }: Pick<Window, 'document' | 'location'>,
  store: Pick<SessionStore, 'subscribe' | 'getSnapshot'>,
): void {
  let followed: SettingsView | null = null;
  const apply = ({ theme, textSize }: Appearance) => {
    Object.assign(document.documentElement.dataset, { theme, textSize });
  };
  const follow = () => {
    const { settings } = store.getSnapshot();
    if (!settings || settings === followed) return;
    followed = settings;
    apply({ theme: settings.theme.value, textSize: settings.textSize.value });
  };
  apply(appearanceIn(location.hash));
  follow();
  store.subscribe(follow);
}

/** `#theme=dark&textSize=large`, as `main/shell/appearance.ts` writes it. What is not there or not known is as usual. */
export function appearanceIn(fragment: string): Appearance {
  const said = new URLSearchParams(fragment.slice(1));
  const theme = said.get('theme') ?? '';
  const textSize = said.get('textSize') ?? '';
  return {
    theme: isOneOf(themes, theme) ? theme : 'system',
    textSize: isOneOf(textSizes, textSize) ? textSize : 'normal',
  };
}

function isOneOf<Name extends string>(names: Readonly<Record<Name, true>>, name: string): name is Name {
  return Object.hasOwn(names, name);
}
