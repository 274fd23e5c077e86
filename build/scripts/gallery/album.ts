import { languageNames, lookInWords, looks as allLooks, type Look } from './looks.ts';
import { rows, type Row } from './rows.ts';

export interface Picture {
  readonly screen: number;
  readonly name: string;
  readonly look: string;
  /** From the gallery's folder. */
  readonly file: string;
  /** Whether the page went on below the picture's lower edge. */
  readonly isCut: boolean;
  readonly problems: readonly string[];
}

export function fileOf({ screen, name }: Pick<Picture, 'screen' | 'name'>, look: Pick<Look, 'name'>): string {
  return `${look.name}/${String(screen).padStart(2, '0')}-${name}.png`;
}

/** Pages without script: one for each look, all screens by number; and one for each screen, all looks. By file name. */
export function albumPages(pictures: readonly Picture[]): ReadonlyMap<string, string> {
  const taken = allLooks.filter(({ name }) => pictures.some(({ look }) => look === name));
  const [first] = taken;
  const pages = new Map<string, string>();
  for (const look of taken) {
    const ofLook = pictures.filter((picture) => picture.look === look.name);
    const text = lookPage(look, taken, ofLook);
    pages.set(`${look.name}.html`, text);
    if (look === first) pages.set('index.html', text);
  }
  for (const row of rows) {
    const ofRow = pictures.filter(({ screen }) => screen === row.number);
    if (ofRow.length > 0) pages.set(screenFile(row), screenPage(row, taken, ofRow));
  }
  return pages;
}

const screenFile = ({ number }: Pick<Row, 'number'>) => `screen-${String(number).padStart(2, '0')}.html`;
const anchorOf = ({ number }: Pick<Row, 'number'>) => `screen-${number}`;

function lookPage(look: Look, taken: readonly Look[], pictures: readonly Picture[]): string {
  const title = `${languageNames[look.language]}, ${lookInWords(look)}`;
  const sections = rows.map((row) => {
    const ofRow = pictures.filter(({ screen }) => screen === row.number);
    const all = ofRow.length > 0 ? `<p><a href="${screenFile(row)}">Screen ${row.number} in every look</a></p>` : '';
    return `<section id="${anchorOf(row)}">
<h2>${row.number}. ${escape(row.title)}</h2>
${aside(row)}${all}
${figures(ofRow, ({ name }) => name)}
</section>`;
  });
  const numbers = rows.map((row) => `<a href="#${anchorOf(row)}" title="${escape(row.title)}">${row.number}</a>`);
  return page(
    `Screens: ${title}`,
    `${lookLinks(taken, look)}
<nav aria-label="Screens"><p>Screen ${numbers.join(' ')}</p></nav>
${sections.join('\n')}`,
  );
}

function screenPage(row: Row, taken: readonly Look[], pictures: readonly Picture[]): string {
  const names = [...new Set(pictures.map(({ name }) => name))];
  const sections = names.map((name) => {
    const ofName = pictures.filter((picture) => picture.name === name);
    return `<section>
<h2>${escape(name)}</h2>
${figures(ofName, ({ look }) => look)}
</section>`;
  });
  const back = taken.map((look) => `<a href="${look.name}.html#${anchorOf(row)}">${escape(look.name)}</a>`);
  return page(
    `Screen ${row.number}: ${row.title}`,
    `<nav aria-label="Looks"><p>All screens: ${back.join(' ')}</p></nav>
${aside(row)}
${sections.join('\n')}`,
  );
}

function aside({ noPicture, note }: Row): string {
  if (noPicture !== undefined) return `<p>No picture. ${escape(noPicture)}</p>\n`;
  return note === undefined ? '' : `<p>${escape(note)}</p>\n`;
}

function lookLinks(taken: readonly Look[], current: Look): string {
  const links = taken.map((look) => {
    const text = escape(`${languageNames[look.language]}: ${lookInWords(look)}`);
    return look === current
      ? `<li><strong aria-current="page">${text}</strong></li>`
      : `<li><a href="${look.name}.html">${text}</a></li>`;
  });
  return `<nav aria-label="Looks"><ul class="looks">${links.join('')}</ul></nav>`;
}

function figures(pictures: readonly Picture[], caption: (picture: Picture) => string): string {
  const each = pictures.map((picture) => {
    const text = escape(caption(picture));
    const cut = picture.isCut ? ' <em>The page goes on below.</em>' : '';
    const problems = picture.problems.map((problem) => `<li>${escape(problem)}</li>`).join('');
    return `<figure>
<a href="${picture.file}"><img src="${picture.file}" alt="${escape(`Screen ${picture.screen}, ${picture.name}, ${picture.look}`)}" loading="lazy"></a>
<figcaption>${text}${cut}${problems && `<ul class="problems">${problems}</ul>`}</figcaption>
</figure>`;
  });
  return `<div class="figures">${each.join('\n')}</div>`;
}

const style = `
body{margin:0 auto;max-width:1400px;padding:16px 24px;color:#212b32;background:#f0f4f5;font:16px/1.5 Arial,sans-serif}
a{color:#005eb8}
nav a,nav strong{display:inline-block;padding:4px 8px}
.looks{display:flex;flex-wrap:wrap;list-style:none;margin:0;padding:0}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(400px,100%),1fr));gap:24px;align-items:start}
figure{margin:0;background:#fff;border:1px solid #d8dde0}
img{display:block;width:100%;max-height:640px;object-fit:contain;object-position:top;background:#d8dde0}
figcaption{padding:8px 12px;overflow-wrap:anywhere}
.problems{color:#9c1c14;font-weight:bold}
`;

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – CIS2 Desktop</title>
<style>${style}</style>
</head>
<body>
<header><p>CIS2 Desktop. All people, places and patients are made up.</p></header>
<main>
<h1>${escape(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
