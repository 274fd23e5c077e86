import { expect, test } from 'vitest';
import { openOneTimeLink } from '../../main/oidc/one-time-link.ts';
import { steppedClock, systemClock, systemRandom } from '../unit-support/system.ts';
import { ask, connects, socketTable } from './loopback.ts';

const target = 'https://provider.example/logout?client_id=desktop&logout_hint=a-sid&state=a-state';
const portOf = (url: string) => Number(new URL(url).port);

test('invariant 1: what is opened says nothing, and leads on once; then the port is free', async () => {
  const link = await openOneTimeLink(target, { clock: systemClock, random: systemRandom, language: () => 'en' });
  expect(link.startUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]{22}$/);
  const answer = await ask(link.startUrl);
  expect(answer.status).toBe(302);
  expect(answer.headers.location).toBe(target);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  await link.closed;
  expect(await connects(portOf(link.startUrl))).toBe(false);
  expect(await socketTable(portOf(link.startUrl), 'listening')).toEqual([]);
});

test.each([
  ['another path', '/start/another', {}],
  ['another method', '', { method: 'POST' }],
  ['another host (B40)', '', { headers: { host: 'attacker.example' } }],
])('a wrong call is answered politely and uses nothing up: %s', async (_, path, options) => {
  const link = await openOneTimeLink(target, { clock: systemClock, random: systemRandom, language: () => 'en' });
  const wrong = await ask(path === '' ? link.startUrl : new URL(path, link.startUrl).href, options);
  expect(wrong.status).toBe(404);
  expect(JSON.stringify(wrong)).not.toContain('a-sid');
  expect((await ask(link.startUrl)).status).toBe(302);
  await link.closed;
});

test('a browser that never comes costs half a minute', async () => {
  const clock = steppedClock(0);
  const link = await openOneTimeLink(target, { clock, random: systemRandom, language: () => 'en' });
  clock.advance(29_999);
  expect(await connects(portOf(link.startUrl))).toBe(true);
  clock.advance(1);
  // The port is freed at once; what is still connected is given a moment of this clock's.
  clock.advance(1_000);
  await link.closed;
  expect(await connects(portOf(link.startUrl))).toBe(false);
});
