/** As much of an XML reader as the templates of policy need: it throws at what is not well-formed. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Every element, in the order in which they begin. */
export function elementsOf(xml: string): readonly Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  let at = 0;
  const markup = /<(?:\?[^]*?\?|!--(?:(?!--)[^])*--|!DOCTYPE[^>]*|\/[^<>]*|[^<>]*)>/g;
  for (const match of xml.matchAll(markup)) {
    takeText(xml.slice(at, match.index), open.at(-1));
    at = match.index + match[0].length;
    const tag = match[0].slice(1, -1);
    if (/^[?!]/.test(tag)) continue;
    if (tag.startsWith('/')) {
      if (open.pop()?.name !== tag.slice(1).trim()) throw new Error(`</${tag.slice(1)}> closes what is not open`);
      continue;
    }
    const element: Element = { ...begin(tag.replace(/\/$/, '')), children: [], text: '' };
    if (open.length === 0 && all.length > 0) throw new Error('more than one root');
    open.at(-1)?.children.push(element);
    all.push(element);
    if (!tag.endsWith('/')) open.push(element);
  }
  takeText(xml.slice(at), undefined);
  if (open.length > 0 || all.length === 0) throw new Error('not closed');
  return all;
}

function begin(tag: string): Pick<Element, 'name' | 'attributes'> {
  const [, name = '', rest = ''] = /^([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*$/.exec(tag) ?? [];
  if (name === '') throw new Error(`<${tag}> is no tag`);
  const pairs = [...rest.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, unescape(value)] as const,
  );
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`<${tag}> has an attribute twice`);
  return { name, attributes: Object.fromEntries(pairs) };
}

function takeText(text: string, into: Element | undefined): void {
  if (/[<>]/.test(text)) throw new Error('a bracket stands alone');
  if (into) into.text += unescape(text);
  else if (text.trim() !== '') throw new Error('text outside of the root');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replaceAll(/&([^;&\s]*;?)/g, (_all, entity: string) => {
    const meant = entities[entity.slice(0, -1)];
    if (meant === undefined || !entity.endsWith(';')) throw new Error(`&${entity} is no entity of XML`);
    return meant;
  });
}
