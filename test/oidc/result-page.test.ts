import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { resultPage } from '../../main/oidc/result-page.ts';
import { attemptPurposes } from '../../preload/session-view.ts';

describe('what the tab says of a log-in that was good', () => {
  test.each([undefined, ...attemptPurposes])('for %s: the same heading', (purpose) => {
    const { status, body } = resultPage({ kind: 'accepted', ...(purpose !== undefined && { purpose }) }, 'en');
    expect(status).toBe(200);
    expect(body).toContain('<h1>You are logged in</h1>');
    expect(body).toContain('You can close this tab');
    expect(body.includes('Nothing has been sent yet. Go back to CIS2 Desktop to confirm.')).toBe(purpose === 'stepUp');
    expect(body.includes('CIS2 Desktop is unlocked')).toBe(purpose === 'unlock');
  });
});

describe('issue 6 line 2: the look of the page', () => {
  const { body, headers } = resultPage({ kind: 'failed', code: 'TOKEN_REQUEST_REFUSED' }, 'en');
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(body) ?? [];

  test('is that of the app: its name in the header, its colours from one place, light and dark', () => {
    expect(body).toMatch(/<header><p>CIS2 Desktop<\/p><\/header>/);
    const [light = '', dark = ''] = [...style.matchAll(/:root\{([^}]*)\}/g)].map(([, values]) => values);
    const names = (values: string) => [...values.matchAll(/--[a-z]+(?=:)/g)].map(([name]) => name).toSorted();
    expect(names(light)).toEqual(names(dark));
    expect(style).toContain('@media(prefers-color-scheme:dark)');
    expect(style.replaceAll(/:root\{[^}]*\}/g, '').match(/#[0-9a-f]{3,6}/g), 'a raw colour breaks one of them').toEqual(
      ['#fff'],
    );
  });

  test('keeps its edges where the system takes the colours away, and its size with the text of the browser', () => {
    expect(style).toMatch(/@media\(forced-colors:active\)\{[^@]*outline:1px solid CanvasText/);
    expect([...style.matchAll(/font(?:-size)?:([\d.]+)(px|rem)/g)].map(([, , unit]) => unit)).not.toContain('px');
  });

  test('B43 holds no script, no image and no address, and its style sheet is the one that the policy names', () => {
    expect(body).not.toMatch(/<script|<img|<link|url\(|https?:|\son[a-z]+=|style=/i);
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
  });
});

test('the coloured line has no neighbours to meet in a slant', () => {
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(resultPage({ kind: 'accepted' }, 'en').body) ?? [];
  const borders = [...style.matchAll(/border[\w-]*(?=:)/g)].map(([name]) => name);
  expect(new Set(borders)).toEqual(new Set(['border-top', 'border-top-color']));
});
