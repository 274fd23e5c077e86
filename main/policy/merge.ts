import * as v from 'valibot';
import { checkPolicy, firstFault, type LoadedPolicy } from './load.ts';
import { isStricterThanDefault } from './stricter.ts';
import { policyKeys, wholeSections, type PolicyKey } from './keys.ts';
import { policyFile } from './schema.ts';
import { sectionOf } from './shape.ts';
import type { Reading } from './source.ts';

export interface Refusal {
  readonly key: string;
  readonly source: string;
  readonly why: string;
}

/** What several sources come to together. */
export interface Effective {
  readonly loaded: LoadedPolicy;
  /** The source of each value that is not our own default. */
  readonly origins: ReadonlyMap<string, string>;
  readonly refused: readonly Refusal[];
  /** Whether an administrator's source could be read at all. */
  readonly managed: boolean;
  /** This version of the app is older than policy wants: nobody logs in any more. */
  readonly tooOld?: { readonly code: 'APP_TOO_OLD'; readonly detail: string };
}

type Found = Extract<Reading, { kind: 'read' }>;

/** One value at one place. */
interface Given {
  readonly from: Found;
  readonly value: unknown;
}

/** Which keys go, one after the other, when those of a section do not go together. The last resort is to refuse them. */
const goWithOthers: Readonly<Record<string, readonly string[]>> = {
  session: ['session.idleMinutes'],
  browser: ['browser.path', 'browser.use', 'browser.private'],
  support: ['support.continuity.cy'],
};

/** Refused by themselves when the policy as a whole does not hold because of them. */
const severable = ['apiOrigins', 'actions'];

/**
 * The effective policy of all sources, the strongest first (issue 7 line 1). A value that cannot be believed is refused and
 * named; a critical one, and a machine source that cannot be read, refuse the whole: nothing stands in for those.
 */
export function mergePolicy(readings: readonly Reading[], { packaged }: { readonly packaged: boolean }): Effective {
  const found = readings.filter((reading) => reading.kind === 'read');
  const managed = found.some(({ level }) => level === 'machine');
  const refused: Refusal[] = readings.flatMap((reading) => {
    if (reading.kind === 'absent') return [];
    if (reading.kind === 'unreadable') {
      const why = reading.kept ? `${reading.why}; what it said before still holds` : reading.why;
      return [{ key: reading.only ?? '(all)', source: reading.source, why }];
    }
    return (reading.faults ?? []).map(({ key, why }) => ({ key, source: reading.source, why }));
  });
  for (const from of found) refused.push(...strangers(from), ...usurped(from));

  const taken = new Map<string, Given>();
  for (const section of wholeSections) {
    // An unreadable catalogue is no reason to take another one.
    const isLost = readings.some((one) => one.kind === 'unreadable' && one.only === section && !one.kept);
    if (!isLost) takeWhole(section, found, taken, refused);
  }
  for (const key of singleKeys) takeSingly(key, found, taken, refused);
  for (const section of Object.keys(goWithOthers)) settle(section, taken, refused);

  const loaded = blockedBy(readings, refused, taken) ?? hold(taken, refused, packaged);
  return { loaded, origins: new Map([...taken].map(([key, { from }]) => [key, from.source])), refused, managed };
}

/** What anybody may log in by: not by a version of the app that policy calls too old. */
export function usable({ loaded, tooOld }: Effective): LoadedPolicy {
  return tooOld ? { ok: false, ...tooOld } : loaded;
}

/** Without any source: what a computer has that nobody manages. */
export function noPolicy(detail: string): Effective {
  return { loaded: { ok: false, code: 'POLICY_MISSING', detail }, origins: new Map(), refused: [], managed: false };
}

// The profile first: the defaults of others hang on it.
const singleKeys = policyKeys
  .filter(({ key }) => !wholeSections.some((section) => isWithin(key, section)))
  .toSorted((a, b) => Number(b.key === 'session.profile') - Number(a.key === 'session.profile'));

function isWithin(key: string, section: string): boolean {
  return key === section || key.startsWith(`${section}.`);
}

/** What no key of ours is called, and what should have keys and has none. */
function* strangers(from: Found): Generator<Refusal> {
  yield* strangersIn(from.values, '', from.source);
}

function* strangersIn(values: object, path: string, source: string): Generator<Refusal> {
  for (const [name, value] of Object.entries(values)) {
    const key = path === '' ? name : `${path}.${name}`;
    if (policyKeys.some((known) => known.key === key)) continue;
    if (!policyKeys.some((known) => known.key.startsWith(`${key}.`))) {
      yield { key: key.slice(0, 100), source, why: 'this version has no such key' };
    } else if (isPlain(value)) {
      yield* strangersIn(value, key, source);
    } else {
      yield { key, source, why: 'expected a group of keys' };
    }
  }
}

/** What a user's own source says of things that are not for it, whether or not anybody else does. */
function* usurped({ level, values, source }: Found): Generator<Refusal> {
  if (level === 'machine') return;
  const forbidden = new Set(
    policyKeys.flatMap(({ key, user }) => {
      if (user !== undefined || valueAt(values, key) === undefined) return [];
      return wholeSections.find((section) => isWithin(key, section)) ?? key;
    }),
  );
  for (const key of forbidden) yield { key, source, why: 'only the computer’s own policy may set it' };
}

/** From the strongest source that has anything of it. What is wrong with it is not mended with another source's. */
function takeWhole(
  section: (typeof wholeSections)[number],
  found: readonly Found[],
  taken: Map<string, Given>,
  refused: Refusal[],
): void {
  const keys = policyKeys.filter(({ key }) => isWithin(key, section));
  const isCritical = keys.some(({ critical }) => critical);
  for (const from of found) {
    const given = from.values[section];
    const isFaulty = from.faults?.some(({ key }) => isWithin(key, section)) ?? false;
    if (given === undefined && !isFaulty) continue;
    if (from.level === 'user' && keys.some(({ user }) => user === undefined)) continue;
    if (isFaulty) {
      if (isCritical) taken.set(section, { from, value: refusedValue });
      return;
    }
    const schema = sectionOf(policyFile, section);
    const known = keys.some(({ key }) => key === section) ? given : onlyKnown(given, keys, section);
    const parsed = schema ? v.safeParse(schema, known) : undefined;
    if (!parsed?.success) {
      const { key, fault } = firstFault(parsed?.issues ?? []);
      const named = key === '(top level)' ? section : `${section}.${key}`;
      refused.push({ key: named, source: from.source, why: fault.slice(0, 300) });
      if (!isCritical) return;
      taken.set(section, { from, value: refusedValue });
      return;
    }
    const values = keys.flatMap((key) => {
      const value = valueAt(from.values, key.key);
      return value === undefined ? [] : [{ key, value }];
    });
    const loose =
      from.level === 'user' ? values.find(({ key, value }) => !isStricterThanDefault(key, value, 'shared')) : undefined;
    if (loose) {
      refused.push({ key: loose.key.key, source: from.source, why: 'a user’s policy may only be stricter' });
      continue;
    }
    for (const { key, value } of values) taken.set(key.key, { from, value });
    return;
  }
}

/** Stands in the place of a critical section that was refused, until the whole is. */
const refusedValue = Symbol('refused');

function takeSingly(key: PolicyKey, found: readonly Found[], taken: Map<string, Given>, refused: Refusal[]): void {
  const profile = taken.get('session.profile')?.value === 'personal' ? 'personal' : 'shared';
  for (const from of found) {
    if (from.level === 'user' && key.user === undefined) continue;
    const value = valueAt(from.values, key.key);
    const isFaulty = from.faults?.some((fault) => fault.key === key.key) ?? false;
    if (value === undefined && !isFaulty) continue;
    const why = isFaulty ? '' : whyNot(key, value, from, profile);
    if (why === undefined) {
      taken.set(key.key, { from, value });
      return;
    }
    if (why !== '') refused.push({ key: key.key, source: from.source, why });
    if (key.critical) {
      taken.set(key.key, { from, value: refusedValue });
      return;
    }
  }
}

/** @returns why the value does not count; `undefined` when it does */
function whyNot(key: PolicyKey, value: unknown, from: Found, profile: 'personal' | 'shared'): string | undefined {
  const parsed = v.safeParse(key.schema, value);
  if (!parsed.success) return firstFault(parsed.issues).fault.slice(0, 300);
  if (from.level === 'machine' || key.user === 'own') return undefined;
  return isStricterThanDefault(key, value, profile) ? undefined : 'a user’s policy may only be stricter';
}

/** Values that are right one by one and wrong together. */
function settle(section: string, taken: Map<string, Given>, refused: Refusal[]): void {
  const schema = sectionOf(policyFile, section);
  for (const key of goWithOthers[section] ?? []) {
    const parsed = schema && v.safeParse(schema, assemble(taken)[section] ?? {});
    const given = taken.get(key);
    if (!parsed || parsed.success || !given) continue;
    // What an administrator made stricter does not get laxer by a mistake beside it: then the whole is refused.
    if (given.from.level === 'machine' && policyKeys.some((known) => known.key === key && known.kind === 'floor'))
      continue;
    taken.delete(key);
    refused.push({ key, source: given.from.source, why: firstFault(parsed.issues).fault.slice(0, 300) });
  }
}

function blockedBy(
  readings: readonly Reading[],
  refused: readonly Refusal[],
  taken: Map<string, Given>,
): LoadedPolicy | undefined {
  for (const reading of readings) {
    if (reading.kind === 'unreadable' && reading.level === 'machine' && !reading.only && !reading.kept) {
      return { ok: false, code: reading.code, detail: `${reading.source}: ${reading.why}`.slice(0, 300) };
    }
  }
  for (const [key, { from, value }] of taken) {
    if (value !== refusedValue) continue;
    taken.delete(key);
    const said = refused.find((one) => isWithin(one.key, key) && one.source === from.source);
    const named = said?.key ?? key;
    const detail = `${named}: ${said?.why ?? 'it was refused'} (${from.source})`.slice(0, 300);
    return { ok: false, code: 'POLICY_INVALID', key: named, detail };
  }
  return undefined;
}

function hold(taken: Map<string, Given>, refused: Refusal[], packaged: boolean): LoadedPolicy {
  const json = assemble(taken);
  if (!('provider' in json)) return { ok: false, code: 'POLICY_MISSING', detail: 'no policy names a provider' };
  const loaded = checkPolicy(json, packaged);
  if (loaded.ok) return loaded;
  const cause = severable.find((key) => loaded.key !== undefined && isWithin(loaded.key, key));
  const given = cause === undefined ? undefined : taken.get(cause);
  if (cause === undefined || !given) return loaded;
  taken.delete(cause);
  refused.push({ key: loaded.key ?? cause, source: given.from.source, why: loaded.detail });
  return hold(taken, refused, packaged);
}

/** The values as one object, as a policy file has them. */
function assemble(taken: ReadonlyMap<string, Given>): Readonly<Record<string, unknown>> {
  const top: Record<string, unknown> = {};
  for (const [key, { value }] of taken) {
    const names = key.split('.');
    const last = names.pop() ?? key;
    let place = top;
    for (const name of names) {
      const next = place[name];
      const inner: Record<string, unknown> = isPlain(next) ? next : {};
      place[name] = inner;
      place = inner;
    }
    place[last] = value;
  }
  return top;
}

function onlyKnown(value: unknown, keys: readonly PolicyKey[], section: string): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => keys.some(({ key }) => key === `${section}.${name}`)),
  );
}

function valueAt(values: object, key: string): unknown {
  let place: unknown = values;
  for (const name of key.split('.')) {
    if (!isPlain(place) || !Object.hasOwn(place, name)) return undefined;
    place = place[name];
  }
  return place;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
