import type { CheckId, CheckResult, FactName } from '../../preload/diagnostics.ts';
import type { CheckPorts, Computer } from '../../main/diagnostics/check.ts';
import { checks } from '../../main/diagnostics/checks.ts';
import { createProbe } from '../../main/diagnostics/probe.ts';
import { runChecks } from '../../main/diagnostics/run-checks.ts';
import { parsePolicy } from '../../main/policy/load.ts';
import { createRawNetwork } from '../../main/shell/raw-network.ts';
import { nodeHttp, systemClock, systemRandom } from '../unit-support/system.ts';
import { fake } from '../shell/fakes.ts';

export type Ports = Omit<CheckPorts, 'probe'>;

export const computer: Computer = {
  platform: 'linux',
  defaultBrowser: () => 'Firefox',
  browserPolicies: () => Promise.resolve([]),
  programs: () => Promise.resolve(undefined),
  tryFolder: () => Promise.resolve(50_000_000_000),
  chosenBrowser: () => Promise.resolve({ name: 'Firefox', is: 'there' }),
  builtAtMs: Date.now(),
};

/** A keychain as it should be, in memory. */
export function goodKeychain() {
  const entries = new Map<string, string>();
  const asked: string[] = [];
  const answered = <Value>(value: Value) => Promise.resolve({ kind: 'answered' as const, value });
  const host: CheckPorts['keychain'] = {
    get: (account) => (asked.push(account), answered(entries.get(account) ?? null)),
    set: (account, secret) => (asked.push(account), entries.set(account, secret), answered(null)),
    delete: (account) => (asked.push(account), answered(entries.delete(account))),
  };
  return { host, entries, asked };
}

/** Real sockets and a real clock; nothing of a keychain, a browser or a disk. */
export function portsFor(policy: object | undefined, changes: Partial<Ports> = {}): Ports {
  return {
    policy: policy
      ? parsePolicy(JSON.stringify(policy), changes.packaged ?? false)
      : { ok: false, code: 'POLICY_MISSING', detail: 'no policy was found' },
    policySource: policy ? '/etc/cis2-desktop/policy.json' : null,
    refusedKeys: [],
    packaged: false,
    version: '1.2.3',
    clock: systemClock,
    random: systemRandom,
    http: nodeHttp,
    resolveProxy: () => Promise.resolve('DIRECT'),
    raw: createRawNetwork(),
    computer,
    keychain: goodKeychain().host,
    ...changes,
  };
}

export type Told = Pick<CheckResult, 'verdict' | 'finding' | 'fixer'> & {
  readonly facts: Readonly<Partial<Record<FactName, string>>>;
};

/** Runs one check, or all, and answers what was told of each. */
export async function told(ports: Ports, ...ids: readonly CheckId[]): Promise<Partial<Record<CheckId, Told>>> {
  const results: Partial<Record<CheckId, Told>> = {};
  const chosen = ids.length === 0 ? checks : checks.filter(({ id }) => ids.includes(id));
  await runChecks(chosen, { ...ports, probe: createProbe(ports) }, ({ id, verdict, finding, fixer, facts }) => {
    results[id] = { verdict, finding, fixer, facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])) };
  });
  return results;
}

/** A network that nobody may touch: asking it fails the test. */
export const untouched = fake<CheckPorts['raw']>({});

export const minimalPolicy = (issuer: string, more: object = {}) => ({
  environment: 'Test',
  provider: { topology: 'gateway', issuer, clientId: 'a-client' },
  session: { profile: 'personal' },
  ...more,
});
