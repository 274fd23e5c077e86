import { createHash } from 'node:crypto';
import type { FailureCode } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import type { Language } from '../../preload/settings.ts';
import { browserPageWords, type BrowserPageName } from '../words/browser-page-words.ts';

/** What the browser tab says in the end, or about a call that does not belong to the attempt. */
export type ResultPage =
  /** `purpose` adds what the log-in was for; without it the page says only that it was good. */
  | { readonly kind: 'accepted'; readonly purpose?: AttemptPurpose }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  | { readonly kind: 'insufficient' }
  | { readonly kind: 'otherPerson' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timedOut' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'notOurs'; readonly code: FailureCode }
  | { readonly kind: 'finished' }
  | { readonly kind: 'nothingHere' }
  | { readonly kind: 'tooLarge' };

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The look of the app's window (`renderer/styles/_base.scss`), light and dark, in one small sheet. The side lines are shadows:
 * borders of two widths would meet the coloured one in slants. Colours go away in high contrast; the borders there are its own.
 */
const style = `
:root{color-scheme:light dark;--page:#f0f4f5;--card:#fff;--text:#212b32;--second:#4c6272;--line:#d8dde0;--brand:#005eb8;--edge:#005eb8;--good:#007f3b;--bad:#d5281b}
@media(prefers-color-scheme:dark){:root{--page:#10181d;--card:#1b262c;--text:#f0f4f5;--second:#b8c4cc;--line:#425563;--brand:#003d78;--edge:#6cb2ff;--good:#57c785;--bad:#ff8a7f}}
body{margin:0;background:var(--page);color:var(--text);font:1.1875rem/1.5 arial,'Liberation Sans',sans-serif}
header{background:var(--brand);color:#fff;outline:1px solid transparent}
header p{box-sizing:border-box;max-width:1024px;margin:0 auto;padding:12px 32px;font-size:1.375rem;font-weight:600;line-height:2}
main{box-sizing:border-box;max-width:44rem;margin:40px auto;padding:24px 32px;overflow-wrap:anywhere;background:var(--card);border-top:8px solid var(--edge);box-shadow:inset 1px 0 var(--line),inset -1px 0 var(--line),inset 0 -1px var(--line)}
h1{font-size:2rem;line-height:1.2;margin:0 0 16px}
p{margin:0 0 16px}
p:last-child{margin:0}
.code{color:var(--second);font-size:1rem}
main.good{border-top-color:var(--good)}
main.bad{border-top-color:var(--bad)}
@media(max-width:40em){main{margin:0;padding:24px 16px}header p{padding:12px 16px}}
@media(forced-colors:active){header,main{box-shadow:none;outline:1px solid CanvasText}}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** B43: nothing loads, nothing runs, nothing is kept, nothing is told to the next page. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
};

type Tone = 'good' | 'bad' | 'plain';

/** With what status and in what colour each is told; its words are in `main/words/browser-page-words.ts`. */
const looks: Readonly<Record<ResultPage['kind'], { readonly status: number; readonly tone: Tone }>> = {
  accepted: { status: 200, tone: 'good' },
  failed: { status: 200, tone: 'bad' },
  insufficient: { status: 200, tone: 'bad' },
  otherPerson: { status: 200, tone: 'bad' },
  cancelled: { status: 200, tone: 'plain' },
  timedOut: { status: 200, tone: 'plain' },
  replaced: { status: 409, tone: 'plain' },
  notOurs: { status: 400, tone: 'bad' },
  finished: { status: 410, tone: 'plain' },
  nothingHere: { status: 404, tone: 'plain' },
  tooLarge: { status: 431, tone: 'bad' },
};

const accepted: Readonly<Record<AttemptPurpose, BrowserPageName>> = {
  login: 'accepted',
  unlock: 'acceptedUnlock',
  stepUp: 'acceptedStepUp',
  changeRole: 'accepted',
  renew: 'accepted',
};

function nameOf(page: ResultPage): BrowserPageName {
  if (page.kind !== 'accepted') return page.kind;
  return page.purpose ? accepted[page.purpose] : 'accepted';
}

/** The page, whole. Only our own codes and words stand in it: no input of a request is ever repeated. */
export function resultPage(page: ResultPage, language: Language): PageAnswer {
  const { status, tone } = looks[page.kind];
  const words = browserPageWords[language];
  const { title, text } = words.pages[nameOf(page)];
  const paragraphs = text.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const code = 'code' in page ? `\n<p class="code">${words.code(page.code)}</p>` : '';
  const body = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title} – CIS2 Desktop</title>
<style>${style}</style>
</head>
<body>
<header><p>CIS2 Desktop</p></header>
<main class="${tone}">
<h1>${title}</h1>
${paragraphs}${code}
</main>
</body>
</html>
`;
  return { status, headers: pageHeaders, body };
}
