/** Asks the main process about every click that would open a tab, instead of letting Chromium open one. */
import type { BodyFromPreload } from './messages.ts';

/** Self-contained: its source text is injected into the preload's world. */
export function watchLinks(post: (message: BodyFromPreload) => void): void {
  const middleButton = 1;
  const sameWindow = ['', '_self', '_top', '_parent'];

  const onClick = (event: MouseEvent): void => {
    const link = event
      .composedPath()
      .find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
    if (!link?.href || event.defaultPrevented || event.button > middleButton) return;
    const target = link.target || document.querySelector<HTMLBaseElement>('base[target]')?.target || '';
    const inBackground = event.button === middleButton || event.ctrlKey || event.metaKey;
    if (!inBackground && !event.shiftKey && sameWindow.includes(target)) return;
    event.preventDefault();
    const disposition = inBackground ? 'background-tab' : event.shiftKey ? 'new-window' : 'foreground-tab';
    post({ type: 'open', to: link.href, name: inBackground ? '' : target, features: '', disposition });
  };
  window.addEventListener('click', onClick);
  window.addEventListener('auxclick', onClick);
}
