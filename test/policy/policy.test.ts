import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../main/policy/load.ts';
import { developmentPolicy } from '../../main/policy/readers.ts';
import { openSystemPolicy } from '../../main/policy/system-policy.ts';

const least = { provider: { issuer: 'https://gateway.example/realms/nhs', clientId: 'desktop', topology: 'gateway' } };
const parse = (json: unknown, packaged = false) => parsePolicy(JSON.stringify(json), packaged);
const codeOf = (json: unknown, packaged = false) => {
  const loaded = parse(json, packaged);
  return loaded.ok ? 'ok' : `${loaded.code} ${loaded.detail}`;
};

describe('policy', () => {
  test('three keys are enough; the rest has safe defaults', () => {
    expect(parse(least)).toEqual({
      ok: true,
      policy: {
        environment: null,
        provider: {
          ...least.provider,
          redirectPorts: [],
          redirectHost: '127.0.0.1',
          redirectPath: '/callback',
          scopes: ['openid', 'profile', 'nationalrbacaccess', 'associatedorgs'],
          stepUpPrompt: 'omit',
          renewPrompt: 'login',
          rpInitiatedLogout: false,
        },
        assurance: { acrValues: 'AAL2_OR_AAL3_ANY', minimumIdentityLevel: 3, maxAgeSeconds: 240 },
        session: {
          profile: 'shared',
          activity: 'computer',
          onComputerLock: 'blank',
        },
        roles: { picking: 'app' },
        audit: { retentionDays: 365, maxFileBytes: 10_485_760, forward: false },
        face: {},
        support: {},
        browser: { use: 'default', private: false },
        network: {},
        actions: [],
      },
    });
  });

  test('the issuer stays the string that it is', () => {
    const issuer = 'https://am.nhsint.example:443/openam/oauth2/realms/root';
    const loaded = parse({ provider: { ...least.provider, issuer } });
    expect(loaded.ok && loaded.policy.provider.issuer).toBe(issuer);
  });

  const provider = (over: object) => ({ provider: { ...least.provider, ...over } });
  test.each<[string, unknown, RegExp]>([
    ['a missing key', { provider: { issuer: 'https://p', clientId: 'c' } }, /^POLICY_INVALID provider\.topology/],
    ['a wrong type', provider({ clientId: 7 }), /^POLICY_INVALID provider\.clientId: expected string/],
    [
      'an idle limit over 15 minutes',
      { ...least, session: { profile: 'personal', idleMinutes: 16 } },
      /session\.idleMinutes/,
    ],
    [
      'an idle limit over 10 minutes on a shared terminal',
      { ...least, session: { idleMinutes: 11 } },
      /^POLICY_INVALID session/,
    ],
    ['no idle limit', { ...least, session: { idleMinutes: 0 } }, /session\.idleMinutes/],
    ['a longest time over 12 hours', { ...least, session: { absoluteHours: 13 } }, /session\.absoluteHours/],
    ['a lock key that types', { ...least, session: { lockShortcut: 'L' } }, /session\.lockShortcut/],
    [
      'events over plain http',
      provider({ eventsUri: 'http://gateway.example/events' }),
      /^POLICY_INSECURE_ISSUER provider\.eventsUri/,
    ],
    ['an unknown key', { ...least, sesion: {} }, /^POLICY_INVALID sesion/],
    ['an unknown key deeper down', provider({ clientSecret: 's' }), /^POLICY_INVALID provider\.clientSecret/],
    ['not an object', [], /^POLICY_INVALID/],
    [
      'invariant 8: identity level 2',
      { ...least, assurance: { minimumIdentityLevel: 2 } },
      /^POLICY_INVALID assurance\.minimumIdentityLevel/,
    ],
    [
      'invariant 8: a longer max_age',
      { ...least, assurance: { maxAgeSeconds: 241 } },
      /^POLICY_INVALID assurance\.maxAgeSeconds/,
    ],
    [
      'a value for one authenticator',
      { ...least, assurance: { acrValues: 'AAL3_FIDO2' } },
      /^POLICY_INVALID assurance\.acrValues/,
    ],
    ['scopes without openid', provider({ scopes: ['profile'] }), /^POLICY_INVALID provider\.scopes/],
    ['a privileged port', provider({ redirectPorts: [80] }), /^POLICY_INVALID provider\.redirectPorts/],
    ['another redirect host', provider({ redirectHost: '0.0.0.0' }), /^POLICY_INVALID provider\.redirectHost/],
    ['a path with a query', provider({ redirectPath: '/cb?x' }), /^POLICY_INVALID provider\.redirectPath/],
    ['plain http', provider({ issuer: 'http://gateway.example' }), /^POLICY_INSECURE_ISSUER provider\.issuer/],
    ['credentials in the issuer', provider({ issuer: 'https://a:b@gateway.example' }), /^POLICY_INSECURE_ISSUER/],
    ['another scheme', provider({ issuer: 'file:///etc/passwd' }), /^POLICY_INSECURE_ISSUER/],
    [
      'the live service',
      provider({ issuer: 'https://am.nhsidentity.spineservices.nhs.uk:443/openam' }),
      /^POLICY_LIVE_PROVIDER/,
    ],
  ])('%s is refused, and the key is named', (_name, json, expected) => {
    expect(codeOf(json)).toMatch(expected);
  });

  test('plain http is for loopback in an unpackaged build alone', () => {
    const loopback = provider({ issuer: 'http://127.0.0.1:4000/openam' });
    expect(codeOf(loopback)).toBe('ok');
    expect(codeOf(loopback, true)).toMatch(/^POLICY_INSECURE_ISSUER/);
  });

  const action = (over: object) => ({
    ...least,
    actions: [
      {
        id: 'sign',
        label: { en: 'Sign' },
        requirement: { levels: [3] },
        request: { method: 'GET', url: 'https://api' },
        ...over,
      },
    ],
  });
  test.each<[string, object, RegExp]>([
    ['a good one', {}, /^ok$/],
    ['a label in two languages', { label: { en: 'Sign', cy: 'Llofnodi' } }, /^ok$/],
    ['no English label', { label: { cy: 'Llofnodi' } }, /actions\.0\.label\.en/],
    ['level 1', { requirement: { levels: [1, 2, 3] } }, /actions\.0\.requirement\.levels/],
    ['level 2 exactly', { requirement: { levels: [2] } }, /^ok$/],
    ['a proof older than 15 minutes', { requirement: { levels: [3], maxAgeSeconds: 901 } }, /maxAgeSeconds/],
    ['plain http', { request: { method: 'GET', url: 'http://api.example' } }, /^POLICY_INSECURE_ISSUER actions\.0/],
    ['another method', { request: { method: 'TRACE', url: 'https://api' } }, /actions\.0\.request/],
  ])('an action: %s', (_name, over, expected) => {
    expect(codeOf(action(over))).toMatch(expected);
  });

  test('two actions with one id are refused', () => {
    const [one] = action({}).actions;
    expect(codeOf({ ...least, actions: [one, one] })).toMatch(/two actions have one id|actions/);
  });
});

describe('the development policy file', () => {
  test.each<[string, () => Promise<string | undefined>, string]>([
    ['no file', async () => undefined, 'POLICY_MISSING'],
    ['unreadable', () => Promise.reject(Object.assign(new Error(), { code: 'EACCES' })), 'POLICY_UNREADABLE'],
    ['not JSON', async () => '{', 'POLICY_MALFORMED'],
    ['a key that nobody knows', async () => JSON.stringify({ ...least, sesion: {} }), 'POLICY_INVALID'],
  ])('%s', async (_name, readText, code) => {
    const { loaded } = await developmentPolicy('/policy.json', { readText }).read(undefined);
    expect(loaded).toMatchObject({ ok: false, code });
  });

  test('while it is half written, what it said before holds', async () => {
    let text = JSON.stringify(least);
    const reader = developmentPolicy('/policy.json', { readText: async () => text });
    const before = await reader.read(undefined);
    text = '{';
    expect(await reader.read(before)).toBe(before);
    text = '{}';
    expect((await reader.read(before)).loaded).toMatchObject({ ok: false, code: 'POLICY_INVALID' });
  });

  test('is not even looked at in a packaged build', async () => {
    let looked = false;
    const readText = async () => {
      looked = true;
      return JSON.stringify(least);
    };
    const live = await openSystemPolicy({
      packaged: true,
      platform: 'none',
      env: { CIS2_DESKTOP_POLICY_FILE: '/policy.json' },
      appVersion: '1.0.0',
      files: { readText },
      clock: { after: () => () => {} },
      log: { info() {}, warn() {} },
    });
    live.stop();
    expect(looked).toBe(false);
    expect(live.current().origins.size, 'a computer with a policy of its own would spoil this').toBe(0);
    expect(live.current().loaded).toMatchObject({ code: 'POLICY_MISSING' });
  });
});
