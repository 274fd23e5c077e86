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

test('the coloured line has no neighbours to meet in a slant', () => {
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(resultPage({ kind: 'accepted' }, 'en').body) ?? [];
  const borders = [...style.matchAll(/border[\w-]*(?=:)/g)].map(([name]) => name);
  expect(new Set(borders)).toEqual(new Set(['border-top', 'border-top-color']));
});
