import { createRequire } from 'node:module';

/** The parser that electron-builder's own parts use for property lists. */
const requireHere = createRequire(import.meta.url);
const { DOMParser } = requireHere('@xmldom/xmldom') as {
  DOMParser: new (options: { errorHandler: (level: string, message: string) => void }) => {
    parseFromString(text: string, type: string): Document;
  };
};

export type Attributes = Readonly<Record<string, string>>;

/** A parsed XML document, asked by the names of its elements. @throws where it is not well-formed */
export function parseXml(text: string) {
  const document = new DOMParser({
    errorHandler: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, 'text/xml');
  const elements = (name: string, below: Document | Element = document): readonly Element[] =>
    Array.from(below.getElementsByTagName(name));
  const one = (name: string, id: string): Element => {
    const found = elements(name).filter((element) => element.getAttribute('Id') === id);
    const [element] = found;
    if (element === undefined || found.length > 1) throw new Error(`${String(found.length)} of ${name} ${id}`);
    return element;
  };
  return { elements, one };
}

export const attributes = (element: Element): Attributes =>
  Object.fromEntries(Array.from(element.attributes).map(({ name, value }) => [name, value]));

/** The nearest element of that name around another. */
export function around(element: Element, name: string): Element | undefined {
  for (let node = element.parentNode; node !== null; node = node.parentNode) {
    if (node.nodeName === name) return node as Element;
  }
  return undefined;
}
