import type { SessionView } from '../../../preload/session-view.ts';

/** What has to be the same after a restart: who, in which role, how surely, and until when. */
export interface SessionFacts {
  readonly name: string;
  readonly roleId: string | undefined;
  readonly level: 2 | 3;
  /** `auth_time`, ms since the epoch. */
  readonly confirmedAtMs: number;
  readonly endsAtMs: number;
}

/** Of whoever is at home; `undefined` when nobody is. */
export function sessionFacts(view: SessionView | undefined): SessionFacts | undefined {
  if (view?.kind !== 'home') return undefined;
  const { person, role, assurance, standing } = view.who;
  const { level, confirmedAtMs } = assurance;
  return { name: person.name, roleId: role?.id, level, confirmedAtMs, endsAtMs: standing.endsAtMs };
}

/** The end is counted by two clocks, which do not agree to the millisecond. */
const clockNoiseMs = 500;

/** The names of what is not as it was. */
export function changesBetween(before: SessionFacts, now: SessionFacts): readonly string[] {
  const exact = (['name', 'roleId', 'level', 'confirmedAtMs'] as const).filter((name) => now[name] !== before[name]);
  return Math.abs(now.endsAtMs - before.endsAtMs) > clockNoiseMs ? [...exact, 'endsAtMs'] : exact;
}
