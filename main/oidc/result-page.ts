import { createHash } from 'node:crypto';
import type { FailureCode } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';

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
:root{color-scheme:light dark;--page:#f0f4f5;--card:#fff;--text:#212b32;--second:#4c6272;--line:#d8dde0;--brand:#005eb8;--good:#007f3b;--bad:#d5281b}
@media(prefers-color-scheme:dark){:root{--page:#10181d;--card:#1b262c;--text:#f0f4f5;--second:#b8c4cc;--line:#425563;--brand:#005eb8;--good:#57c785;--bad:#ff8a7f}}
body{margin:0;background:var(--page);color:var(--text);font:1.1875rem/1.5 arial,'Liberation Sans',sans-serif}
header{background:var(--brand);color:#fff;outline:1px solid transparent}
header p{box-sizing:border-box;max-width:1024px;margin:0 auto;padding:12px 32px;font-size:1.375rem;font-weight:600;line-height:2}
main{box-sizing:border-box;max-width:44rem;margin:40px auto;padding:24px 32px;overflow-wrap:anywhere;background:var(--card);border-top:8px solid var(--brand);box-shadow:inset 1px 0 var(--line),inset -1px 0 var(--line),inset 0 -1px var(--line)}
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
const headers: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
};

interface Words {
  readonly status: number;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly title: string;
  readonly text: readonly string[];
}

function wordsFor(page: ResultPage): Words {
  const goBack = 'You can close this tab and go back to CIS2 Desktop.';
  switch (page.kind) {
    case 'accepted':
      return { status: 200, tone: 'good', title: 'You are logged in', text: acceptedText(page.purpose, goBack) };
    case 'failed':
      return {
        status: 200,
        tone: 'bad',
        title: 'We could not log you in',
        text: ['CIS2 Desktop tells you what happened and what you can do.', goBack],
      };
    case 'insufficient':
      return {
        status: 200,
        tone: 'bad',
        title: 'That log-in was not strong enough',
        text: ['Nothing has been done. CIS2 Desktop tells you which ways of logging in would do.', goBack],
      };
    case 'otherPerson':
      return {
        status: 200,
        tone: 'bad',
        title: 'That was somebody else’s log-in',
        text: ['Nothing has been done. CIS2 Desktop asks you how to go on.', goBack],
      };
    case 'cancelled':
      return {
        status: 200,
        tone: 'plain',
        title: 'This log-in was cancelled',
        text: ['It was cancelled in CIS2 Desktop. Nothing has been changed.', goBack],
      };
    case 'timedOut':
      return {
        status: 200,
        tone: 'plain',
        title: 'This log-in took too long',
        text: ['A log-in has to be finished within 5 minutes. Nothing has been changed. Start again in CIS2 Desktop.'],
      };
    case 'replaced':
      return {
        status: 409,
        tone: 'plain',
        title: 'A newer log-in has taken the place of this one',
        text: ['Finish the log-in in the newer tab. You can close this one.'],
      };
    case 'notOurs':
      return {
        status: 400,
        tone: 'bad',
        title: 'This page does not belong to your log-in',
        text: ['We did not use it. Your log-in goes on in the other tab, or start again in CIS2 Desktop.'],
      };
    case 'finished':
      return { status: 410, tone: 'plain', title: 'This log-in is finished', text: [goBack] };
    case 'nothingHere':
      return { status: 404, tone: 'plain', title: 'There is nothing here', text: [goBack] };
    case 'tooLarge':
      return {
        status: 431,
        tone: 'bad',
        title: 'Your browser sent more than we can read',
        text: [
          'This happens when other programs on this computer have left many cookies. Delete the cookies of this address in your browser, or use another browser.',
          'Then start again in CIS2 Desktop.',
        ],
      };
  }
}

function acceptedText(purpose: AttemptPurpose | undefined, goBack: string): readonly string[] {
  switch (purpose) {
    case 'stepUp':
      return ['Nothing has been sent yet. Go back to CIS2 Desktop to confirm.', 'You can close this tab.'];
    case 'unlock':
      return ['CIS2 Desktop is unlocked.', goBack];
    case 'login':
    case 'changeRole':
    case 'renew':
    case undefined:
      return [goBack];
  }
}

/** The page, whole. Only our own codes and words stand in it: no input of a request is ever repeated. */
export function resultPage(page: ResultPage): PageAnswer {
  const words = wordsFor(page);
  const paragraphs = words.text.map((text) => `<p>${text}</p>`).join('\n');
  const code = 'code' in page ? `\n<p class="code">Code for your IT team: ${page.code}</p>` : '';
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${words.title} – CIS2 Desktop</title>
<style>${style}</style>
</head>
<body>
<header><p>CIS2 Desktop</p></header>
<main class="${words.tone}">
<h1>${words.title}</h1>
${paragraphs}${code}
</main>
</body>
</html>
`;
  return { status: words.status, headers, body };
}
