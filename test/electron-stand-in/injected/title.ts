/** Keeps the mark of the stand-in in front of the page's title, whatever the page makes of it. */
import type { BodyFromPreload } from './messages.ts';

/** Self-contained: its source text is injected into the preload's world. */
export function markTitle(post: (message: BodyFromPreload) => void, mark: string): void {
  let told: string | undefined;
  const apply = (): void => {
    if (document.title === '' && document.querySelector('title') === null) return;
    const title = document.title.startsWith(mark.trimEnd()) ? document.title.slice(mark.length) : document.title;
    const marked = `${mark}${title}`.trimEnd();
    if (document.title !== marked) document.title = marked;
    if (title === told) return;
    told = title;
    post({ type: 'title', title });
  };
  const watchHead = (head: HTMLHeadElement): void => {
    new MutationObserver(apply).observe(head, { childList: true, subtree: true, characterData: true });
    apply();
  };
  if (document.head !== null) {
    watchHead(document.head);
    return;
  }
  // At document start there is no head yet.
  const waiting = new MutationObserver(() => {
    if (document.head === null) return;
    waiting.disconnect();
    watchHead(document.head);
  });
  waiting.observe(document, { childList: true, subtree: true });
}
