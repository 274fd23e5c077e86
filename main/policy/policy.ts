import type { Cleanup, Clock, Log } from '../ports.ts';
import type { Effective } from './merge.ts';
import { policyView, type Waiting } from './policy-view.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import { isOlder } from './version.ts';

/** Where the effective policy comes from: the sources of a platform together, or one file of a developer. */
export interface PolicyReader {
  /** What holds now, given what held before. Never rejects. */
  read(before: Effective | undefined): Promise<Effective>;
  watch(changed: () => void): Cleanup;
}

/** The policy in force, and word of each change. */
export interface LivePolicy {
  current(): Effective;
  view(waiting?: Waiting): PolicyView;
  /** After each change of what holds or of what was refused. */
  subscribe(listener: (effective: Effective) => void): Cleanup;
  /** Looks now, as after sleep. Resolves when it is done. */
  look(): Promise<void>;
  stop(): void;
}

export interface LivePolicyParts {
  readonly reader: PolicyReader;
  /** Of this app: `minimumVersion` is held against it. */
  readonly appVersion: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** Whoever writes policy writes several files, or one in several steps. */
const settleMs = 1_000;
/** How often it is looked at though nothing told of a change: the registry never does. */
const regularMs = 5 * 60_000;

/**
 * Reads the policy and goes on watching it. Codes of the log: `POLICY_CHANGED`, `POLICY_REFUSED` for each key or source that
 * was (no values), `POLICY_NOT_IN_FORCE` with the reason when there is none that anybody could log in with.
 */
export async function openPolicy({ reader, appVersion, clock, log }: LivePolicyParts): Promise<LivePolicy> {
  const listeners = new Set<(effective: Effective) => void>();
  const readOnce = async (before: Effective | undefined) => withVersion(await reader.read(before), appVersion);
  let current = await readOnce(undefined);
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  let stopSettling: Cleanup = () => {};
  let stopRegular: Cleanup = () => {};
  tell(undefined, current);

  function tell(before: Effective | undefined, now: Effective): void {
    const told = new Set(before?.refused.map(lineOf));
    for (const line of now.refused.map(lineOf)) if (!told.has(line)) log.warn('POLICY_REFUSED', { detail: line });
    if (!now.loaded.ok && isOther(before?.loaded, now.loaded)) {
      log.warn('POLICY_NOT_IN_FORCE', { reason: now.loaded.code, detail: now.loaded.detail });
    }
  }

  function look(): Promise<void> {
    looking = looking.then(async () => {
      const before = current;
      const now = await readOnce(before);
      if (stopped) return;
      // Even where nothing is another: what a source said rightly, and a stronger one hides, may be.
      current = now;
      if (!isOther(plain(before), plain(now))) return;
      log.info('POLICY_CHANGED');
      tell(before, now);
      for (const listener of listeners) listener(now);
    });
    return looking;
  }

  function lookRegularly(): void {
    stopRegular = clock.after(regularMs, () => {
      void look();
      lookRegularly();
    });
  }

  const stopWatching = reader.watch(() => {
    stopSettling();
    if (!stopped) stopSettling = clock.after(settleMs, () => void look());
  });
  lookRegularly();

  return {
    current: () => current,
    view: (waiting) => policyView(current, waiting),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    stop() {
      stopped = true;
      stopWatching();
      stopSettling();
      stopRegular();
    },
  };
}

/** Below `minimumVersion` nobody logs in; who is logged in goes on (issue 7 line 2). */
function withVersion(effective: Effective, appVersion: string): Effective {
  const { loaded } = effective;
  const least = loaded.ok ? loaded.policy.minimumVersion : undefined;
  if (least === undefined || !isOlder(appVersion, least)) return effective;
  const detail = `this is version ${appVersion}, and minimumVersion is ${least}`;
  return { ...effective, withheld: { ok: false, code: 'APP_TOO_OLD', detail } };
}

const lineOf = ({ key, source, why }: Effective['refused'][number]) => `${key} (${source}): ${why}`.slice(0, 300);
const plain = (effective: Effective) => ({ ...effective, origins: [...effective.origins] });
const isOther = (before: unknown, now: unknown) => JSON.stringify(before) !== JSON.stringify(now);
