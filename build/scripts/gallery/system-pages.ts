import { trayPicture, trayStates, type TrayState } from '../../../main/shell/tray-picture.ts';
import { notificationWords } from '../../../main/words/notification-words.ts';
import { trayWords } from '../../../main/words/tray-words.ts';
import type { Language } from '../../../preload/settings.ts';

/** What the system draws and no page can show as it is: put on a page of words and shapes, to be looked at and read over. */

export function trayPage(language: Language): string {
  const { status, open, lock, logOut, diagnostics } = trayWords[language];
  const rows = trayStates.map(
    (state) => `<tr>
<td class="light">${picture(state, 0, 16)} ${picture(state, 0, 32)}</td>
<td class="dark">${picture(state, 255, 16)} ${picture(state, 255, 32)}</td>
<td>CIS2 Desktop: ${escape(status[state])}</td>
</tr>`,
  );
  const menu = [open, lock, logOut, diagnostics].map((text) => `<li>${escape(text)}</li>`);
  return page(
    language,
    'Tray',
    `<table><thead><tr><th scope="col">16 px, 32 px</th><th scope="col">16 px, 32 px</th><th scope="col">Text</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
<ul>${menu.join('')}</ul>`,
  );
}

export function notificationsPage(language: Language): string {
  const { endNear, about, locked, ended, endedElsewhere } = notificationWords[language];
  const all = [
    endNear(60),
    endNear(10),
    endNear(2),
    about.idle.locked,
    about.idle.loggedOut,
    about.policy.loggedOut,
    locked,
    ended,
    endedElsewhere,
  ];
  const items = all.map(({ title, body }) => `<dt>${escape(title)}</dt><dd>${escape(body)}</dd>`);
  return page(language, 'Notifications', `<dl>${items.join('\n')}</dl>`);
}

/** Each pixel a square, in the very shades that the system is given. */
function picture(state: TrayState, ink: number, sizePx: number): string {
  const pixels = trayPicture(state, ink, sizePx);
  const squares: string[] = [];
  for (let index = 0; index < sizePx * sizePx; index += 1) {
    const opacity = (pixels[index * 4 + 3] ?? 0) / 255;
    if (opacity === 0) continue;
    const [x, y] = [index % sizePx, Math.floor(index / sizePx)];
    squares.push(`<rect x="${x}" y="${y}" width="1" height="1" fill-opacity="${opacity.toFixed(2)}"/>`);
  }
  return `<svg role="img" aria-label="${state}" width="64" height="64" viewBox="0 0 ${sizePx} ${sizePx}" shape-rendering="crispEdges" fill="${ink === 0 ? '#000' : '#fff'}">${squares.join('')}</svg>`;
}

const style = `
:root{color-scheme:light dark}
body{margin:0;padding:16px;background:light-dark(#fff,#12171a);color:light-dark(#212b32,#f0f4f5);font:19px/1.5 Arial,sans-serif}
td,th{padding:8px;text-align:left}
.light,.dark{forced-color-adjust:none}
.light{background:#f0f4f5}
.dark{background:#212b32}
dt{font-weight:bold}
dd{margin:0 0 16px}
`;

function page(language: Language, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – CIS2 Desktop</title>
<style>${style}</style>
</head>
<body>
<main>
<h1 lang="en">${title}</h1>
${content}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
