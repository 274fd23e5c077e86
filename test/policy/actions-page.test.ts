import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import { appWords } from '../../main/policy/action-template.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/actions.md', root), 'utf8');
const provider = { issuer: 'https://gateway.example', clientId: 'desktop', topology: 'gateway' };

test('issue 5 line 2: every entry on the page about actions is one that the app takes', () => {
  const entries = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']): unknown => JSON.parse(text));
  expect(entries.length).toBeGreaterThanOrEqual(2);
  expect(parsePolicy(JSON.stringify({ provider, actions: entries }), true)).toMatchObject({ ok: true });
});

test('issue 5 line 2: the page names every word of the app, and tests that are there', () => {
  for (const word of appWords) expect(page).toContain(`| \`{${word}}\``);
  const tests = [...page.matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, path = '']) => path);
  expect(tests.length).toBeGreaterThan(5);
  expect(tests.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});
