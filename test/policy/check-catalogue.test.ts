import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';

/** Issue 5 line 2: adding an action is one JSON entry, and what is wrong with one is said by its key. */
const provider = { issuer: 'https://gateway.example', clientId: 'desktop', topology: 'gateway' };
const entry = {
  id: 'synthetic',
  label: { en: 'Synthetic' },
  requirement: { levels: [3] },
  request: { method: 'GET', url: 'https://api.example/x' },
};
const said = (over: object, policy: object = {}, packaged = false) => {
  const loaded = parsePolicy(JSON.stringify({ provider, actions: [{ ...entry, ...over }], ...policy }), packaged);
  return loaded.ok ? 'ok' : `${loaded.code} ${loaded.detail}`;
};
const field = { name: 'who', label: { en: 'Who' }, kind: 'text' };
const get = (url: string) => ({ request: { method: 'GET', url: `https://api.example${url}` } });
const post = (over: object) => ({ request: { method: 'POST', url: 'https://api.example/x', ...over } });
const input = (...fields: object[]) => ({ input: fields.map((over) => ({ ...field, ...over })) });

describe('issue 5 line 2: an entry of the catalogue', () => {
  test.each<[string, object]>([
    [
      'with every kind of template',
      {
        ...input({}, { name: 'why', kind: 'longText', sensitive: true }),
        request: {
          method: 'PATCH',
          url: 'https://api.example:8443/{who}/$do?by={userId}&at={now}',
          headers: { 'NHSD-Reason': '{uuid} {who}', Prefer: 'respond-async' },
          contentType: 'application/json-patch+json',
          ifMatch: true,
          body: [{ op: 'replace', path: '/x', value: { deep: ['{why}', '{roleId} at {odsCode} as {requestId}'] } }],
        },
      },
    ],
    ['for one level exactly', { requirement: { levels: [2] } }],
    ['that opens a page', { ...input({}), request: { open: 'https://pages.example/{who}?x={who}' } }],
    ['without a path', get('')],
  ])('%s is taken', (_name, over) => {
    expect(said(over)).toBe('ok');
  });

  test.each<[string, object, RegExp]>([
    ['an unknown name in the path', get('/{who}'), /actions\.0\.request\.url: \{who\} is neither a field/],
    ['an unknown name in the query', get('/?a={who}'), /actions\.0\.request\.url: \{who\} is neither/],
    ['an unknown name in a header', post({ headers: { 'nhsd-x': '{who}' } }), /request\.headers\.nhsd-x: \{who\}/],
    ['an unknown name deep in a body', post({ body: { a: [{ b: 'x{who}' }] } }), /request\.body\.a\.0\.b: \{who\}/],
    ['a stray brace in the path', get('/{userId'), /actions\.0\.request\.url: a brace stands alone/],
    ['a stray brace in a header', post({ headers: { 'nhsd-x': 'a}' } }), /request\.headers\.nhsd-x: a brace/],
    ['a stray brace in a body', post({ body: { a: '{{userId}}' } }), /request\.body\.a: a brace/],
    [
      'a template for the name of a property',
      post({ body: { '{userId}': 'a' } }),
      /request\.body: the name of a property/,
    ],
    ['a template for a part of the query', get('/?{userId}=1'), /only what follows "="/],
    [
      'a template in the host',
      { request: { method: 'GET', url: 'https://{userId}.example/' } },
      /actions\.0\.request\.url/,
    ],
    [
      'a template in the port',
      { request: { method: 'GET', url: 'https://api:{userId}/' } },
      /actions\.0\.request\.url/,
    ],
    ['a template in the scheme', { request: { method: 'GET', url: '{userId}://api/' } }, /actions\.0\.request\.url/],
    [
      'credentials in the address',
      { request: { method: 'GET', url: 'https://a:b@api.example/' } },
      /actions\.0\.request/,
    ],
    ['a port that is none', { request: { method: 'GET', url: 'https://api.example:99999/' } }, /actions\.0\.request/],
    ['a fragment', get('/x#y'), /actions\.0\.request\.url: an address has no fragment/],
    ['steps in the path', get('/x/../{userId}'), /actions\.0\.request\.url: not an address that would be asked for/],
    ['encoded steps in the path', get('/x/%2E%2e/y'), /actions\.0\.request\.url: not an address/],
    ['letters that are not encoded', get('/é'), /actions\.0\.request\.url: not an address/],
    [
      'a field of the path that may be empty',
      { ...input({ required: false }), ...get('/{who}') },
      /\{who\} may be left empty/,
    ],
    [
      'a sensitive field in a path',
      { ...input({ sensitive: true }), ...get('/{who}') },
      /request\.url: \{who\} is sensitive/,
    ],
    [
      'a sensitive field in a query',
      { ...input({ sensitive: true }), ...get('/?a={who}') },
      /request\.url: \{who\} is sensitive/,
    ],
    [
      'a sensitive field in a page',
      { ...input({ sensitive: true }), request: { open: 'https://pages.example/?a={who}' } },
      /request\.open: \{who\} is sensitive/,
    ],
    [
      'a JSON Patch that is no list',
      post({ contentType: 'application/json-patch+json', body: { op: 'test' } }),
      /request\.body: a JSON Patch is a list/,
    ],
    ['a body that is text', post({ body: '{}' }), /request\.body: expected an object or a list/],
    ['a body of a GET', { request: { ...entry.request, body: {} } }, /actions\.0\.request\.body/],
    [
      'a page with a method',
      { request: { open: 'https://pages.example/', method: 'GET' } },
      /actions\.0\.request\.method/,
    ],
    ['another method', { request: { ...entry.request, method: 'TRACE' } }, /actions\.0\.request\.method/],
    ['no request', { request: 'https://api.example' }, /actions\.0\.request/],
    [
      'a header of ours',
      post({ headers: { 'NHSD-Session-URID': '1' } }),
      /headers\.NHSD-Session-URID: the app says this/,
    ],
    ["a header that is the bearer's", post({ headers: { authorization: 'x' } }), /actions\.0\.request\.headers/],
    ['a header twice', post({ headers: { 'nhsd-x': 'a', 'NHSD-X': 'b' } }), /headers\.nhsd-x: it stands there twice/],
    ['a header beyond ASCII', post({ headers: { 'nhsd-x': 'é' } }), /headers\.nhsd-x: only printable ASCII/],
    [
      'a field with the name of a word',
      input({ name: 'now' }),
      /actions\.0\.input\.0\.name: \{now\} is a word of the app/,
    ],
    ['two fields of one name', input({}, {}), /actions\.0\.input/],
    ['choices for a text', input({ choices: [{ value: 'a', label: { en: 'A' } }] }), /actions\.0\.input\.0/],
    ['a choice without choices', input({ kind: 'choice' }), /actions\.0\.input\.0/],
    ['an unknown key', { colour: 'red' }, /actions\.0\.colour/],
    ['no level', { requirement: { levels: [] } }, /actions\.0\.requirement\.levels/],
    ['level 1', { requirement: { levels: [1, 3] } }, /actions\.0\.requirement\.levels/],
    [
      'an identity level that there is not',
      { requirement: { levels: [3], identityLevel: 4 } },
      /requirement\.identityLevel/,
    ],
    ['no role code', { requirement: { levels: [3], roleCodes: [] } }, /requirement\.roleCodes/],
    ['a role code that is none', { requirement: { levels: [3], roleCodes: ['nurse'] } }, /requirement\.roleCodes/],
  ])('%s is refused, and the key is named', (_name, over, expected) => {
    expect(said(over)).toMatch(/^POLICY_INVALID actions\.0/);
    expect(said(over)).toMatch(expected);
  });

  test('a body stays what it is: a list a list, and every property its own', () => {
    for (const body of [[{ op: 'test' }], [], { constructor: { a: [1, null, 'x'] } }]) {
      const loaded = parsePolicy(
        JSON.stringify({
          provider,
          actions: [{ ...entry, request: { method: 'PATCH', url: 'https://api.example/x', body } }],
        }),
        false,
      );
      expect(loaded.ok && loaded.policy.actions[0]?.request).toMatchObject({ body });
    }
  });

  test('the entry is named by its place', () => {
    expect(said({}, { actions: [entry, { ...entry, id: 'other', ...get('/{who}') }] })).toMatch(
      /actions\.1\.request\.url/,
    );
  });

  test('a body that is too deep is refused and not walked for ever', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const text = JSON.stringify({ provider, actions: [{ ...entry, ...post({ body: { a: 0 } }) }] }).replace(
      '{"a":0}',
      deep,
    );
    const loaded = parsePolicy(text, false);
    expect(loaded).toMatchObject({ ok: false, code: 'POLICY_INVALID', detail: expect.stringMatching(/levels deep/) });
  });
});

describe('issue 5: a requirement that nobody can meet', () => {
  test('level 2 alone, where only level 3 may log in', () => {
    const over = { requirement: { levels: [2] } };
    expect(said(over, { assurance: { acrValues: 'AAL3_ANY' } })).toMatch(/actions\.0\.requirement\.levels: nobody/);
    expect(said({}, { assurance: { acrValues: 'AAL3_ANY' } })).toBe('ok');
  });

  test('roles of which the policy allows none', () => {
    const over = { requirement: { levels: [3], roleCodes: ['R8000', 'R8001'] } };
    expect(said(over, { roles: { allowedRoleCodes: ['R8008'] } })).toMatch(
      /actions\.0\.requirement\.roleCodes: nobody/,
    );
    expect(said(over, { roles: { allowedRoleCodes: ['R8008', 'R8001'] } })).toBe('ok');
  });
});
