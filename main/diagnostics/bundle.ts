import type { BundlePreview, DiagnosticsView } from '../../preload/diagnostics.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import type { Policy } from '../policy/schema.ts';
import type { JournalReading } from '../vault/journal.ts';
import { factFor, leftOut } from './allowed.ts';
import { journalFile } from './bundle-journal.ts';
import { logFile } from './bundle-log.ts';
import { policyFileOf } from './bundle-policy.ts';
import { hscnHost, nationalHosts } from './check-allow-list.ts';

/** App, system and versions: numbers and words of programs alone, none of which says whose computer it is. */
export interface SystemFacts {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** `process.platform`, `process.arch`, `os.release()`. */
  readonly platform: string;
  readonly architecture: string;
  readonly release: string;
  readonly profile: 'personal' | 'shared';
  readonly packaged: boolean;
}

export interface BundleSources {
  readonly diagnostics: DiagnosticsView;
  readonly policyView: PolicyView;
  /** The policy in force, where there is one. */
  readonly policy: Policy | undefined;
  readonly system: SystemFacts;
  /** The log's files as they are on disk, oldest first. */
  readonly logTexts: readonly string[];
  readonly journal: JournalReading;
}

/** The files of the support bundle, made field by field from allow-lists (R23): nothing is copied, everything is read and re-told. */
export function bundleOf(sources: BundleSources): BundlePreview {
  const hosts = knownHosts(sources.policy);
  return {
    files: [
      { name: 'checks.json', text: json(checksOf(sources.diagnostics, hosts)) },
      { name: 'policy.json', text: json(policyFileOf(sources.policyView)) },
      { name: 'system.json', text: json(systemFile(sources.system)) },
      { name: 'session-state.json', text: json(journalFile(sources.journal)) },
      { name: 'log.jsonl', text: logFile(sources.logTexts, hosts, actionIds(sources.policy)) },
    ],
  };
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function checksOf(view: DiagnosticsView, hosts: ReadonlySet<string>) {
  if (view.kind === 'notRun') return { state: 'notRun', results: [] };
  return {
    state: view.kind,
    ...(view.kind === 'finished' && { at: new Date(view.atMs).toISOString() }),
    results: view.results.map(({ id, verdict, finding, fixer, facts, durationMs }) => ({
      check: id,
      verdict,
      finding,
      fixer,
      durationMs,
      facts: Object.fromEntries(facts.map(({ name, value }) => [name, factFor(name, value, hosts)])),
    })),
  };
}

/** A kernel's name can hold the name of who built it. */
function systemFile({ release, ...system }: SystemFacts): SystemFacts {
  return { ...system, release: /^\d{1,5}(\.\d{1,6}){0,3}/.exec(release)?.[0] ?? leftOut };
}

/** Hosts that policy or this code names, without and with their port. */
function knownHosts(policy: Policy | undefined): ReadonlySet<string> {
  const requests: readonly object[] = (policy?.actions ?? []).map(({ request }) => request);
  const urls = [
    policy?.provider.issuer,
    policy?.provider.eventsUri,
    ...(policy?.apiOrigins ?? []),
    ...requests.map((request): unknown => ('url' in request ? request.url : undefined)),
  ];
  const parsed = urls.flatMap((url) => (typeof url === 'string' ? (URL.parse(url) ?? []) : []));
  return new Set([...nationalHosts, hscnHost, ...parsed.flatMap(({ hostname, host }) => [hostname, host])]);
}

function actionIds(policy: Policy | undefined): ReadonlySet<string> {
  return new Set(policy?.actions.map(({ id }) => id));
}
