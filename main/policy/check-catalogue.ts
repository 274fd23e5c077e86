import type { Action, ActionRequest } from './action-schema.ts';
import {
  addressTemplate,
  appWords,
  isAskedAsWritten,
  joinAddress,
  namesIn,
  templateParts,
  type AddressTemplate,
} from './action-template.ts';
import type { Policy } from './schema.ts';

/** What is wrong with an entry, by its key from the top of the policy: `actions.2.request.url: …`. */
export interface CatalogueFault {
  readonly key: string;
  readonly fault: string;
}

type Catalogue = Pick<Policy, 'actions' | 'assurance' | 'roles'>;

/** What we say ourselves in each request: an entry that could say it too would decide in whose name it goes out. */
const reservedHeaders = ['nhsd-session-urid', 'nhsd-end-user-organisation-ods'];

/**
 * What a schema cannot see in the catalogue: names in templates that nobody gives a value, values in places where they could
 * lead elsewhere or be written down, and what nobody could ever be allowed to do (issue 5 line 2).
 */
export function checkCatalogue(catalogue: Catalogue): CatalogueFault | undefined {
  for (const [index, action] of catalogue.actions.entries()) {
    for (const { key, fault } of faultsOf(action, catalogue)) return { key: `actions.${index}.${key}`, fault };
  }
  return undefined;
}

function* faultsOf(action: Action, catalogue: Catalogue): Generator<CatalogueFault> {
  yield* fieldFaults(action);
  yield* requirementFaults(action, catalogue);
  const { request } = action;
  if ('open' in request) {
    yield* addressFaults('request.open', request.open, action);
    return;
  }
  yield* addressFaults('request.url', request.url, action);
  yield* headerFaults(request, action);
  if (request.method === 'GET') return;
  yield* bodyFaults('request.body', request.body, action, 0);
  if (request.contentType === 'application/json-patch+json' && !Array.isArray(request.body)) {
    yield { key: 'request.body', fault: 'a JSON Patch is a list (RFC 6902)' };
  }
}

function* fieldFaults({ input }: Action): Generator<CatalogueFault> {
  for (const [index, { name }] of input.entries()) {
    if (isAppWord(name)) yield { key: `input.${index}.name`, fault: `{${name}} is a word of the app` };
  }
}

/** A requirement that nobody can meet is a mistake, and is found when it is made and not when somebody needs the action. */
function* requirementFaults({ requirement }: Action, { assurance, roles }: Catalogue): Generator<CatalogueFault> {
  if (!requirement.levels.includes(3) && assurance.acrValues === 'AAL3_ANY') {
    yield { key: 'requirement.levels', fault: 'nobody can meet it: assurance.acrValues lets only level 3 log in' };
  }
  const { roleCodes } = requirement;
  const { allowedRoleCodes } = roles;
  if (roleCodes && allowedRoleCodes && !roleCodes.some((code) => allowedRoleCodes.includes(code))) {
    yield { key: 'requirement.roleCodes', fault: 'nobody can meet it: roles.allowedRoleCodes has none of them' };
  }
}

function* addressFaults(key: string, url: string, action: Action): Generator<CatalogueFault> {
  if (url.includes('#')) yield { key, fault: 'an address has no fragment' };
  yield* nameFaults(key, url, action);
  for (const name of namesIn(url)) {
    if (action.input.some((field) => field.name === name && field.sensitive)) {
      yield { key, fault: `{${name}} is sensitive, and no sensitive field stands in an address` };
    }
  }
  const address = addressTemplate(url);
  for (const name of address.segments.flatMap(namesIn)) {
    if (action.input.some((field) => field.name === name && !field.required)) {
      yield { key, fault: `{${name}} may be left empty, and a part of the path must not be` };
    }
  }
  for (const part of address.query ?? []) {
    const equals = part.indexOf('=');
    if (namesIn(equals === -1 ? part : part.slice(0, equals)).length > 0) {
      yield { key, fault: 'in a query, only what follows "=" may be filled in' };
    }
  }
  if (!isAskedAsWritten(joinAddress(withStandIns(address)), address.origin)) {
    yield {
      key,
      fault: 'not an address that would be asked for as it is written (encode it, without "." or ".." steps)',
    };
  }
}

function withStandIns({ origin, segments, query }: AddressTemplate): AddressTemplate {
  const filled = (part: string) => part.replaceAll(/\{[^{}]*\}/g, 'x');
  return { origin, segments: segments.map(filled), query: query?.map(filled) };
}

type Sent = Exclude<ActionRequest, { readonly open: string }>;

function* headerFaults({ headers = {} }: Sent, action: Action): Generator<CatalogueFault> {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  for (const [name, value] of Object.entries(headers)) {
    const key = `request.headers.${name}`;
    if (reservedHeaders.includes(name.toLowerCase())) yield { key, fault: 'the app says this one itself' };
    if (names.filter((other) => other === name.toLowerCase()).length > 1) yield { key, fault: 'it stands there twice' };
    if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) yield { key, fault: 'only printable ASCII' };
    yield* nameFaults(key, value, action);
  }
}

const deepestBody = 40;

function* bodyFaults(key: string, part: unknown, action: Action, depth: number): Generator<CatalogueFault> {
  if (depth > deepestBody) {
    yield { key: 'request.body', fault: `more than ${deepestBody} levels deep` };
  } else if (typeof part === 'string') {
    yield* nameFaults(key, part, action);
  } else if (Array.isArray(part)) {
    for (const [index, item] of part.entries()) yield* bodyFaults(`${key}.${index}`, item, action, depth + 1);
  } else if (typeof part === 'object' && part !== null) {
    for (const [name, value] of Object.entries(part)) {
      if (/[{}]/.test(name)) yield { key, fault: 'the name of a property is no template' };
      yield* bodyFaults(`${key}.${name}`, value, action, depth + 1);
    }
  }
}

function* nameFaults(key: string, template: string, action: Action): Generator<CatalogueFault> {
  const parts = templateParts(template);
  if (!parts) yield { key, fault: 'a brace stands alone, or holds no name' };
  for (const part of parts ?? []) {
    if (!('name' in part) || isAppWord(part.name)) continue;
    if (!action.input.some((field) => field.name === part.name)) {
      yield { key, fault: `{${part.name}} is neither a field of the action nor a word of the app` };
    }
  }
}

function isAppWord(name: string): boolean {
  return appWords.some((word) => word === name);
}
