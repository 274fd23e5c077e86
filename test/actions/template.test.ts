import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillAddress, fillBody, fillHeaders, valuesOf, type Filled } from '../../main/actions/template.ts';
import { isAskedAsWritten, templateParts } from '../../main/policy/action-template.ts';
import { nurse, wardRole } from '../session/fixtures.ts';
import { actionOf, intentOf, requestId } from './intents.ts';

/** Issue 5 line 2, "template injection": whatever was filled in, a request goes where its template says and is what it says. */
const at = (template: string, values: Readonly<Record<string, string>>) =>
  fillAddress(template, new Map(Object.entries(values)));
const codeOf = (filled: Filled<unknown>) => (filled.ok ? 'ok' : filled.code);

/** All that anybody could type, and what somebody would type who means harm. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.constantFrom(
    '.',
    '..',
    '../..',
    '%2e%2e',
    '..%2f',
    '/',
    '\\',
    '//evil.example',
    '@evil.example',
    ':80',
    '?a=b',
    '#x',
    '%',
    '%00',
    '{roleId}',
    '{b}',
    '}{',
    '"',
    '","x":"',
    '\r\nX-Evil: 1',
    '\n',
    '\u0000',
    '&a=b',
    '=',
    '+',
    "'",
    'javascript:',
    '\ud800',
    '',
  ),
);

describe('issue 5 line 2: an address', () => {
  test('is filled in by place', () => {
    expect(at('https://api.example/Patient/{a}/$do?x={b}&y=1', { a: 'a/b?c#d%e.', b: "a&b=c +'" })).toEqual({
      ok: true,
      value: 'https://api.example/Patient/a%2Fb%3Fc%23d%25e./$do?x=a%26b%3Dc%20%2B%27&y=1',
    });
    expect(at('https://api.example', {})).toEqual({ ok: true, value: 'https://api.example/' });
    expect(at('https://api.example?q={a}', { a: 'é' })).toEqual({ ok: true, value: 'https://api.example/?q=%C3%A9' });
    // `https://api.example:443` is the same origin as without the port.
    expect(at('https://api.example:443/{a}', { a: 'b' })).toEqual({ ok: true, value: 'https://api.example:443/b' });
  });

  test.each([
    ['a step up', '..'],
    ['a step on the spot', '.'],
    ['nothing', ''],
    ['half a letter', '\ud800'],
    ['more than an address holds', 'a'.repeat(9_000)],
  ])('is refused where a part of the path would be %s', (_name, a) => {
    expect(codeOf(at('https://api.example/x/{a}/y', { a }))).toBe('ACTION_ADDRESS_REFUSED');
  });

  test('is refused where template and value make a step together', () => {
    expect(codeOf(at('https://api.example/x/.{a}/y', { a: '.' }))).toBe('ACTION_ADDRESS_REFUSED');
    expect(codeOf(at('https://api.example/x/%2e{a}/y', { a: '.' }))).toBe('ACTION_ADDRESS_REFUSED');
    expect(codeOf(at('https://api.example/x/{a}{b}', { a: '.', b: '.' }))).toBe('ACTION_ADDRESS_REFUSED');
  });

  test.each([
    ['https://good.example/a', true],
    ['https://evil.example/a', false],
    ['https://good.example/a/../b', false],
    ['https://good.example/%2E%2E/b', false],
    ["https://good.example/a?b='", false],
    ['https://good.example/a#b', true],
  ])('%s, from https://good.example, is asked for as it is written: %s', (url, expected) => {
    expect(isAskedAsWritten(url, 'https://good.example')).toBe(expected);
  });

  test('with credentials is never asked for', () => {
    expect(isAskedAsWritten('https://a:b@good.example/a', 'https://a:b@good.example')).toBe(false);
    expect(isAskedAsWritten('https://a@good.example/a', 'https://a@good.example')).toBe(false);
    expect(isAskedAsWritten('https://:b@good.example/a', 'https://:b@good.example')).toBe(false);
  });

  test('is refused where a name has no value', () => {
    expect(codeOf(at('https://api.example/{b}', { a: 'x' }))).toBe('ACTION_ADDRESS_REFUSED');
  });

  test('keeps origin, path and the names of its query, whatever is filled in', () => {
    const template = 'https://api.example:8443/one/{a}/two-{b}/three?c={c}&d=x{a}';
    fc.assert(
      fc.property(anything, anything, anything, (a, b, c) => {
        const filled = at(template, { a, b, c });
        if (!filled.ok) {
          expect(filled.code).toBe('ACTION_ADDRESS_REFUSED');
          return;
        }
        const url = new URL(filled.value);
        expect(url.origin).toBe('https://api.example:8443');
        expect(url.href).toBe(filled.value);
        const segments = url.pathname.split('/');
        expect(segments).toHaveLength(5);
        expect(segments.map(decodeURIComponent)).toEqual(['', 'one', a, `two-${b}`, 'three']);
        expect(filled.value).not.toContain('+');
        expect([...url.searchParams]).toEqual([
          ['c', c],
          ['d', `x${a}`],
        ]);
        expect(url.hash).toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('issue 5 line 2: headers', () => {
  const templates = { 'NHSD-Reason': 'why: {a}', prefer: 'respond-async' };

  test.each([
    ['a line end', 'x\r\nX-Evil: 1'],
    ['a line feed', 'x\ny'],
    ['a control character', 'x\u0007'],
    ['a letter beyond ASCII', 'é'],
    ['a blank at its end', 'x '],
  ])('refuse %s', (_name, a) => {
    expect(fillHeaders(templates, new Map([['a', a]]))).toMatchObject({ ok: false, code: 'ACTION_INPUT_INVALID' });
  });

  test('are as many as the template has, and hold what was filled in as it is', () => {
    fc.assert(
      fc.property(anything, (a) => {
        const filled = fillHeaders(templates, new Map([['a', a]]));
        if (!filled.ok) return;
        expect(Object.entries(filled.value)).toEqual([
          ['nhsd-reason', `why: ${a}`],
          ['prefer', 'respond-async'],
        ]);
        expect([...new Headers(filled.value)]).toEqual([
          ['nhsd-reason', `why: ${a}`],
          ['prefer', 'respond-async'],
        ]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('issue 5 line 2: a body', () => {
  const template = { a: '{a}', list: ['x{b}y', { deep: '{a}{b}' }], number: 1, yes: true, none: null, '': '' };

  test('has the structure of its template, and every value whole inside its string', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const filled = fillBody(
          template,
          new Map([
            ['a', a],
            ['b', b],
          ]),
        );
        expect(filled.ok && JSON.parse(filled.value)).toEqual({
          a,
          list: [`x${b}y`, { deep: `${a}${b}` }],
          number: 1,
          yes: true,
          none: null,
          '': '',
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test('is refused where a name has no value', () => {
    expect(codeOf(fillBody({ a: '{c}' }, new Map()))).toBe('ACTION_INPUT_INVALID');
  });
});

describe('issue 5 line 2: a template', () => {
  test.each(['{', '}', '{{a}}', '{a', 'a}', '{}', '{A}', '{a b}', '{a}{', '{a.b}', '${a}}'])(
    '%s is none',
    (template) => {
      expect(templateParts(template)).toBeUndefined();
    },
  );

  test('is taken apart, and put together again it is the same', () => {
    expect(templateParts('x{a}{b}y')).toEqual([{ text: 'x' }, { name: 'a' }, { name: 'b' }, { text: 'y' }]);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', 'B', ' ') }), (template) => {
        const parts = templateParts(template);
        const joined = parts?.map((part) => ('text' in part ? part.text : `{${part.name}}`)).join('');
        expect(joined ?? template).toBe(template);
      }),
    );
  });

  test('has the words of the app, and a field of the same name does not speak for one', () => {
    const intent = intentOf(actionOf({ method: 'GET', url: 'https://api.example' }), {
      a: 'b',
      userId: 'somebody else',
    });
    const values = valuesOf(intent, { wallMs: () => Date.UTC(2026, 10, 21, 9) }, { uuid: () => 'a-uuid' });
    expect(Object.fromEntries(values)).toEqual({
      a: 'b',
      requestId,
      userId: nurse.userId,
      roleId: wardRole.id,
      odsCode: wardRole.organisationCode,
      now: '2026-11-21T09:00:00.000Z',
      uuid: 'a-uuid',
    });
  });
});
