import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light; font-family: Arial, Helvetica, sans-serif; line-height: 1.5; color: #1d1d28; }
body { margin: 0; background: #f3f1f8; }
.banner { background: #4a2a7b; color: #fff; padding: 12px 24px; font-weight: bold; }
main { max-width: 640px; margin: 24px auto; padding: 8px 32px 32px; background: #fff; border: 1px solid #cbc4dc; }
h1 { font-size: 1.75rem; line-height: 1.2; }
.alert { border: 4px solid #b3141d; padding: 12px 16px; margin: 16px 0; font-weight: bold; }
.notice { border-left: 8px solid #4a2a7b; background: #efeaf8; padding: 12px 16px; margin: 16px 0; }
label, legend { font-weight: bold; }
select { display: block; width: 100%; font: inherit; padding: 8px; margin: 4px 0 24px; border: 2px solid #1d1d28; }
fieldset { border: 0; padding: 0; margin: 0 0 24px; }
section { border-top: 1px solid #cbc4dc; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
summary { padding: 10px 0; cursor: pointer; }
dd { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #efeaf8; padding: 12px; }
.choice { display: flex; gap: 12px; align-items: flex-start; padding: 8px 0; }
.choice input { width: 24px; height: 24px; flex: none; margin: 0; }
.choice label { font-weight: normal; }
.hint { color: #4c4c5c; display: block; font-size: .9rem; }
button { font: inherit; font-weight: bold; background: #4a2a7b; color: #fff; border: 2px solid transparent; padding: 10px 22px; cursor: pointer; }
a { color: #4a2a7b; margin-left: 24px; }
:focus-visible { outline: 4px solid #ffb000; outline-offset: 2px; }
button:focus-visible { outline-color: #1d1d28; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * One self-contained page. `title` and `alert` are text; `content` is HTML. An alert is also named in the title, since
 * a screen reader speaks that first.
 */
export function page(title: string, content: string, alert?: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${alert === undefined ? '' : 'Error: '}${escapeHtml(title)} - Simulator</title>
<style>${STYLE}</style>
</head>
<body>
<header class="banner">Simulator: synthetic people only. This is not an NHS service.</header>
<main>
<h1>${escapeHtml(title)}</h1>
${alert === undefined ? '' : `<div class="alert" role="alert">${escapeHtml(alert)}</div>`}
${content}
</main>
</body>
</html>
`;
}

/**
 * Headers of such a page. Chromium applies `form-action` to the redirects that follow a form too, so the client's own
 * loopback address has to be named; a CSP source cannot name an IPv6 address, hence the scheme for that case.
 */
export function pageHeaders(redirectUri?: string): Readonly<Record<string, string>> {
  const redirect = redirectUri !== undefined && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  const formTarget = redirect === undefined ? '' : redirect.hostname.startsWith('[') ? ' http:' : ` ${redirect.origin}`;
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${formTarget}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
