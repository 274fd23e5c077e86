import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { factNames, type CheckResult, type FactName } from '../../preload/diagnostics.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import { isCode } from '../../main/diagnostics/allowed.ts';
import { bundleOf, type BundleSources } from '../../main/diagnostics/bundle.ts';
import { checks } from '../../main/diagnostics/checks.ts';
import { policyKeys } from '../../main/diagnostics/policy-keys.ts';
import { createProbe } from '../../main/diagnostics/probe.ts';
import { runChecks } from '../../main/diagnostics/run-checks.ts';
import { zipOf } from '../../main/diagnostics/zip.ts';
import { parsePolicy } from '../../main/policy/load.ts';
import type { Policy } from '../../main/policy/schema.ts';
import { count } from '../unit-support/counts.ts';
import { computer, goodKeychain, minimalPolicy, portsFor } from './check-ports.ts';

/** R23: the bundle is made of allow-lists. Secrets are put wherever anything could be read, and none is found in it. */

afterEach(() => vi.unstubAllEnvs());

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
const base64url = (least: number, most: number) =>
  fc
    .string({ unit: fc.constantFrom(...letters), minLength: least, maxLength: most })
    .filter((text) => /[a-z]/.test(text));
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'123456789'.split('')), minLength: length, maxLength: length });

/** Of things that open something, or a number of a person: nothing may keep them. */
const keysAndNumbers = fc.oneof(
  base64url(24, 60),
  fc.tuple(base64url(20, 40), base64url(40, 80), base64url(40, 60)).map((parts) => `eyJ${parts.join('.')}`),
  digits(10),
  digits(12),
);
/** Synthetic people. */
const people = fc.constantFrom('Owen Davies', 'DAVIES, Owen', 'owen.davies', 'odavies', 'ODAVIES', 'Priya Patel-Jones');
const secret = fc.oneof(keysAndNumbers, people);

const issuer = 'https://gateway.example/realm';

/** A policy in whose every free text there is one of the secrets. */
function policyWith(texts: readonly string[]): Policy {
  const [first = '', second = ''] = texts;
  const loaded = parsePolicy(
    JSON.stringify(
      minimalPolicy(`${issuer}/${encodeURIComponent(first)}`, {
        environment: first.slice(0, 40),
        support: { localIt: first, registrationAuthority: second, continuity: { en: first } },
        actions: [
          {
            id: 'read-record',
            label: { en: first },
            requirement: { levels: [2, 3] },
            request: {
              method: 'GET',
              url: `https://api.example/${encodeURIComponent(second)}?key=${encodeURIComponent(first)}`,
            },
          },
        ],
      }),
    ),
    true,
  );
  if (!loaded.ok) throw new Error(loaded.detail);
  return loaded.policy;
}

function viewWith(texts: readonly string[]): PolicyView {
  const pick = (index: number) => texts[index % texts.length] ?? '';
  const place = (index: number) =>
    ['HKLM', `/etc/cis2-desktop/policy.d/${pick(index)}.json`, `/home/${pick(index)}/p.json`][index % 3] ?? null;
  const values = (text: string): unknown[] => [
    text,
    [text],
    { [text]: text, issuer: `https://h.example/${text}?t=${text}` },
    [{ label: text }],
    Number(text) || text,
  ];
  return {
    managed: true,
    entries: [...policyKeys, pick(0), `provider.${pick(1)}`].flatMap((key, index) =>
      values(pick(index)).map((value) => ({
        key,
        title: pick(index),
        value: JSON.stringify(value),
        source: place(index),
        kind: 'choice' as const,
      })),
    ),
    refused: texts.map((text, index) => ({ key: text, title: text, source: place(index) ?? '', why: text })),
  };
}

const goodLine = { time: '2026-11-21T09:30:00.000Z', level: 'warn', code: 'KEYCHAIN_SLOW' };

/** Each field of a line, known and unknown, in turn; then lines that are none. */
function logWith(texts: readonly string[]): string {
  const fields = [
    'time',
    'level',
    'code',
    'correlationId',
    'detail',
    'purpose',
    'host',
    'status',
    'durationMs',
    'port',
    'actionId',
    'reason',
    'token',
  ];
  const lines = texts.flatMap((text) => [
    ...fields
      .flatMap((field) => [
        { ...goodLine, [field]: text },
        { ...goodLine, [field]: Number(text) || text },
      ])
      .map((line) => JSON.stringify(line)),
    JSON.stringify({ ...goodLine, [text]: text }),
    JSON.stringify([text]),
    JSON.stringify(text),
    text,
    `${JSON.stringify(goodLine)} ${text}`,
  ]);
  return lines.join('\n');
}

/** What a network, a computer and its administrators could put in front of the checks. */
async function resultsWith(texts: readonly string[], policy: Policy, safe: string): Promise<CheckResult[]> {
  const [text = '', other = ''] = texts;
  const throwing = () => Promise.reject(Object.assign(new Error(`net::ERR_FAILED ${text}`), { code: text }));
  const results: CheckResult[] = [];
  const hostile = [
    portsFor(undefined, {
      policy: { ok: true, policy },
      policySource: `/home/${text}/${other}.json`,
      refusedKeys: [other],
      resolveProxy: () => Promise.resolve('DIRECT'),
      http: throwing,
      raw: {
        addressesOf: throwing,
        connect: throwing,
        handshake: () => Promise.resolve({ kind: 'failed', error: text }),
      },
      computer: { ...computer, defaultBrowser: () => text, tryFolder: throwing, chosenBrowser: throwing },
    }),
    portsFor(undefined, {
      policy: { ok: true, policy },
      resolveProxy: (url) =>
        Promise.resolve(url.startsWith('http://127') ? 'DIRECT' : `PROXY ${text}:${other}@proxy.example:1; DIRECT`),
      http: () => Promise.resolve(new Response(text, { headers: { date: encodeURIComponent(text) } })),
      keychain: { ...goodKeychain().host, get: () => Promise.resolve({ kind: 'answered', value: text }) },
      computer: {
        ...computer,
        browserPolicies: () =>
          Promise.resolve([
            { browser: text, source: `/home/${text}`, values: { [text]: text, BlockThirdPartyCookies: true } },
          ]),
      },
    }),
    portsFor(undefined, {
      policy: { ok: true, policy },
      http: () => Promise.resolve(Response.json({ issuer: text, jwks_uri: other })),
      raw: {
        addressesOf: () => Promise.resolve([text]),
        connect: () => Promise.resolve(1),
        handshake: () =>
          Promise.resolve({
            kind: 'done',
            protocol: text,
            chain: [{ subject: safe, issuer: safe, endsAtMs: 9e12 }],
            trouble: text,
            nameFits: true,
          }),
      },
      computer: { ...computer, platform: 'win32', programs: () => Promise.resolve([text, `imprivata ${text}`]) },
    }),
  ];
  for (const ports of hostile) {
    await runChecks(checks, { ...ports, probe: createProbe(ports) }, (result) => results.push(result));
  }
  return results;
}

/** And facts that no check makes, for whoever writes the next one. */
function factsWith(texts: readonly string[], safe: string): CheckResult[] {
  const free: readonly FactName[] = ['certificate', 'issuer'];
  return texts.map((text) => ({
    id: 'tls',
    verdict: 'warn',
    finding: 'TLS_GOOD',
    facts: factNames.map((name) => ({ name, value: free.includes(name) ? safe : text })),
    fixer: null,
    durationMs: 1,
  }));
}

function sourcesOf(changes: Partial<BundleSources> = {}): BundleSources {
  return {
    diagnostics: { kind: 'notRun' },
    policyView: { entries: [], refused: [], managed: false },
    policy: undefined,
    system: {
      app: '1.2.3',
      electron: '45.4.1',
      chromium: '150.0.0.0',
      node: '24.0.0',
      platform: 'linux',
      architecture: 'x64',
      release: '6.1.0-18-amd64',
      profile: 'personal',
      packaged: true,
    },
    logTexts: [],
    journal: { kind: 'none' },
    ...changes,
  };
}

/** Twelve characters of a key in a row are as bad as all of it. */
function piecesOf(text: string): readonly string[] {
  if (/^\d+$/.test(text) || text.length <= 20) return [text];
  return Array.from({ length: text.length - 11 }, (_none, index) => text.slice(index, index + 12));
}

describe('R23 issue 7 line 4', () => {
  test('whatever secrets stand wherever, none is in the bundle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(secret, { minLength: 2, maxLength: 4 }), keysAndNumbers, async (texts, key) => {
        const all = [...texts, key];
        for (const [index, text] of all.entries()) vi.stubEnv(`CIS2_SECRET_${index}`, text);
        const policy = policyWith(all);
        const results = [...(await resultsWith(all, policy, key)), ...factsWith(all, key)];
        const { files } = bundleOf(
          sourcesOf({
            diagnostics: { kind: 'finished', results, atMs: 0 },
            policyView: viewWith(all),
            policy,
            system: { ...sourcesOf().system, release: `6.1.0-${key}` },
            logTexts: [logWith(all)],
            journal: {
              kind: 'entry',
              entry: {
                state: 'dead',
                session: 'over',
                generation: 3,
                recordId: key,
                profile: 'personal',
                issuer: key,
                clientId: texts[0] ?? '',
                reason: texts[0] ?? '',
                atMs: 1,
                lastActivityMs: Number.NaN,
                endsAtMs: 1e300,
                told: true,
                entryGone: true,
              },
            },
          }),
        );
        const whole = [
          ...files.map(({ name, text }) => `${name}\n${text}`),
          Buffer.from(zipOf(files, 0)).toString('latin1'),
        ].join('\n');
        const found = all.flatMap(piecesOf).filter((piece) => whole.includes(piece));
        expect(found).toEqual([]);
      }),
      { numRuns: count(40, 1000) },
    );
  }, 240_000);

  test('what IT needs is in it: findings with hosts, choices of policy, codes of the log', () => {
    const policy = policyWith(['x', 'y']);
    const id = '8f14e45f-ceea-4e7a-9c2d-3b5c8a1d2e3f';
    const { files } = bundleOf(
      sourcesOf({
        policy,
        diagnostics: {
          kind: 'finished',
          atMs: Date.UTC(2026, 10, 21),
          results: [
            {
              id: 'tls',
              verdict: 'warn',
              finding: 'TLS_INTERCEPTING_ISSUER',
              facts: [
                { name: 'host', value: 'gateway.example' },
                { name: 'issuer', value: 'Synthetic Inspection CA G2' },
                { name: 'certificate', value: '*.gateway.example' },
                { name: 'error', value: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
                { name: 'version', value: 'TLSv1.3' },
                { name: 'port', value: '443' },
              ],
              fixer: 'localIt',
              durationMs: 12,
            },
          ],
        },
        policyView: {
          managed: true,
          refused: [{ key: 'face.theme', title: 'Colours', source: 'HKCU', why: 'text' }],
          entries: [
            { key: 'session.profile', title: 'Profile', value: '"shared"', source: 'HKLM', kind: 'choice' },
            { key: 'session.idleMinutes', title: 'Idle limit (minutes)', value: '5', source: null, kind: 'bounded' },
            {
              key: 'provider.issuer',
              title: 'Issuer',
              value: JSON.stringify(`${issuer}?x=1`),
              source: '/etc/cis2-desktop/policy.json',
              kind: 'locator',
            },
          ],
        },
        logTexts: [
          'older line that is none\n',
          `${JSON.stringify({ ...goodLine, code: 'PROVIDER_UNREACHABLE', correlationId: id, host: 'gateway.example', reason: 'net::ERR_NAME_NOT_RESOLVED', durationMs: 12, purpose: 'stepUp', actionId: 'read-record' })}\n`,
        ],
      }),
    );
    const [checksFile, policyFile, systemFile, , log] = files.map(({ text }) => text);
    expect(JSON.parse(checksFile ?? '')).toMatchObject({
      results: [
        {
          finding: 'TLS_INTERCEPTING_ISSUER',
          facts: {
            host: 'gateway.example',
            issuer: 'Synthetic Inspection CA G2',
            certificate: '*.gateway.example',
            error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
            version: 'TLSv1.3',
            port: '443',
          },
        },
      ],
    });
    expect(JSON.parse(policyFile ?? '')).toEqual({
      managed: true,
      values: [
        { key: 'session.profile', value: 'shared', source: 'HKLM', kind: 'choice' },
        { key: 'session.idleMinutes', value: 5, source: 'default', kind: 'bounded' },
        { key: 'provider.issuer', value: 'https://gateway.example', source: '/etc/cis2-desktop', kind: 'locator' },
      ],
      unknownKeys: 0,
      refused: [{ key: 'face.theme', source: 'HKCU' }],
    });
    expect(JSON.parse(systemFile ?? '')).toMatchObject({ release: '6.1.0', electron: '45.4.1' });
    const [head, line] = (log ?? '')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as object);
    expect(head).toEqual({ lines: 1, notReadable: 1, older: 0 });
    expect(line).toEqual({
      ...goodLine,
      code: 'PROVIDER_UNREACHABLE',
      correlationId: id,
      host: 'gateway.example',
      reason: 'net::ERR_NAME_NOT_RESOLVED',
      durationMs: 12,
      purpose: 'stepUp',
      actionId: 'read-record',
    });
  });

  test('every code that main writes into the log is one that the bundle tells', () => {
    const main = path.resolve('main');
    const sources = readdirSync(main, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const codes = sources.flatMap((name) =>
      [...readFileSync(path.join(main, name), 'utf8').matchAll(/\blog\.(?:info|warn|error)\(\s*'([^']+)'/g)].map(
        ([, code]) => code ?? '',
      ),
    );
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !isCode(code))).toEqual([]);
  });
});
