import { describe, expect, test } from 'vitest';
import { SecretSearch } from './secret-search.ts';

const secret = 'aB3-_'.repeat(8);
const search = new SecretSearch();
search.add('it', secret);
search.add('jwt', `${'h'.repeat(30)}.${'p'.repeat(30)}.${'s'.repeat(30)}`);

describe('B30 the search of the canary test finds', () => {
  test.each<[string, string]>([
    ['the whole', secret],
    ['the whole within other text', `x="${secret}"&y`],
    ['the whole without a gap before and behind', `xxxx${secret}yyyy`],
    ['a part of 24 characters', secret.slice(7, 31)],
    ['UTF-16', Buffer.from(`{"a":"${secret}"}`, 'utf16le').toString('latin1')],
    ['bytes that are no text', `\u0000\u00FF\u0001${secret}\u0000`],
  ])('B30 %s', (_what, text) => {
    expect(search.namesIn(text)).toEqual(['it']);
  });

  test('B30 each part of a JWT', () => {
    for (const letter of ['h', 'p', 's']) expect(search.namesIn(letter.repeat(24))).toEqual(['jwt']);
  });
});

test('B30 it does not find what is not there, or too short to be it', () => {
  expect(search.namesIn(secret.slice(0, 23))).toEqual([]);
  expect(search.namesIn(secret.toLowerCase())).toEqual([]);
  expect(search.namesIn('')).toEqual([]);
});

test('B30 what it could not find it does not take', () => {
  for (const value of ['', 'short', 'with a blank in it, and long enough', 'undefined']) {
    expect(() => new SecretSearch().add('it', value)).toThrow('it is not what can be searched for');
  }
});

test('B30 a finding names secret and place, and never the secret', () => {
  expect(search.findings([{ where: 'there', text: secret }])).toEqual(['it in there']);
});
