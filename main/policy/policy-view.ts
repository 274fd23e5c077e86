import type { PolicyView } from '../../preload/policy-view.ts';
import { policyKeys, type Applies, type PolicyKey } from './keys.ts';
import type { Effective } from './merge.ts';
import type { Policy } from './schema.ts';
import { defaultOf } from './stricter.ts';

/** What is in force already, of the kinds of keys that do not change at once; without it nothing waits. */
export interface Waiting {
  /** The policy that the app started with. */
  readonly atStart: Policy | undefined;
  /** The policy that the present log-in, or the offer of one, was made with. */
  readonly atLogIn: Policy | undefined;
}

const titles: ReadonlyMap<string, string> = new Map(policyKeys.map(({ key, title }) => [key, title]));

/** "Managed by your organisation": what every key says, where that comes from, and what was refused. */
export function policyView({ loaded, origins, refused, managed }: Effective, waiting?: Waiting): PolicyView {
  const policy = loaded.ok ? loaded.policy : undefined;
  const profile = policy?.session.profile ?? 'shared';
  return {
    managed,
    refused: refused.map(({ key, source, why }) => ({ key, title: titles.get(key) ?? null, source, why })),
    entries: policyKeys.flatMap((key) => {
      const value = (policy && valueOf(policy, key)) ?? defaultOf(key, profile);
      if (value === undefined || value === null) return [];
      const waits = policy && waiting && waitsFor(key, policy, waiting);
      const source = origins.get(key.key) ?? null;
      const said = key.key === 'actions' && policy ? policy.actions.map(({ id }) => id) : value;
      return [
        {
          key: key.key,
          title: key.title,
          value: JSON.stringify(said),
          source,
          kind: key.kind,
          ...(waits && { waits }),
        },
      ];
    }),
  };
}

function waitsFor(key: PolicyKey, policy: Policy, waiting: Waiting): Exclude<Applies, 'now'> | undefined {
  if (key.applies === 'now') return undefined;
  const before = key.applies === 'restart' ? waiting.atStart : waiting.atLogIn;
  if (!before) return undefined;
  return JSON.stringify(valueOf(before, key)) === JSON.stringify(valueOf(policy, key)) ? undefined : key.applies;
}

function valueOf(policy: Policy, { key }: PolicyKey): unknown {
  let place: unknown = policy;
  for (const name of key.split('.')) {
    place =
      typeof place === 'object' && place !== null
        ? Object.entries(place).find(([own]) => own === name)?.[1]
        : undefined;
  }
  return place;
}
