import * as v from 'valibot';
import { checkPolicy, firstFault, type LoadedPolicy } from './load.ts';
import { isStricterThanDefault } from './stricter.ts';
import { policyKeys, wholeSections, type PolicyKey } from './keys.ts';
import {
  believe,
  hadGroup,
  keptValue,
  keptWords,
  refuse,
  standIn,
  type AfterRefusal,
  type Believed,
  type Given,
  type Merging,
  type Trouble,
} from './merging.ts';
import {
  isPlain,
  isWithin,
  keysOf,
  saidAt,
  singleKeys,
  wrongWithSection,
  wrongWithValue,
  type Fault,
  type Found,
  type WholeSection,
} from './said.ts';
import { policyFile, type Profile } from './schema.ts';
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
  /**
   * Why nobody else logs in, while whoever is logged in goes on: this version of the app is older than policy wants, or what
   * would have been stricter was refused while the app ran.
   */
  readonly withheld?: Extract<LoadedPolicy, { ok: false }>;
  /** For the next merge; absent where one wrong key refuses everything. */
  readonly believed?: Believed;
}

/** Which keys go, one after the other, when those of a section do not go together. The last resort is to refuse them. */
const goWithOthers: Readonly<Record<string, readonly string[]>> = {
  session: ['session.idleMinutes'],
  browser: ['browser.path', 'browser.use', 'browser.private'],
  support: ['support.continuity.cy'],
};

/**
 * The effective policy of all sources, the strongest first (issue 7 line 1). A value that cannot be believed is refused and
 * named, and what holds instead is never laxer than an administrator may have meant (`ifRefused` of the key): what `before`
 * had of the same source, or else what is strictest; where that is not known, nobody logs in. A critical value, and a machine
 * source that cannot be read, refuse the whole: nothing stands in for those.
 */
export function mergePolicy(
  readings: readonly Reading[],
  { packaged, before }: { readonly packaged: boolean; readonly before?: Effective | undefined },
): Effective {
  const found = readings.filter((reading) => reading.kind === 'read');
  const managed = found.some(({ level }) => level === 'machine');
  const troubles: Trouble[] = readings.flatMap((reading): Trouble[] => {
    if (reading.kind === 'absent') return [];
    if (reading.kind === 'read') return (reading.faults ?? []).map((fault) => ({ ...fault, source: reading.source }));
    const { source, why, kept } = reading;
    return [{ key: reading.only ?? '(all)', source, why, ...(kept && { instead: keptWords }) }];
  });
  for (const from of found) troubles.push(...strangers(from), ...usurped(from));

  const merging: Merging = { believed: before?.believed, taken: new Map(), troubles, blocks: [] };
  for (const section of wholeSections) {
    // An unreadable catalogue is no reason to take another one.
    const isLost = readings.some((one) => one.kind === 'unreadable' && one.only === section && !one.kept);
    if (!isLost) takeWhole(section, found, merging);
  }
  for (const key of singleKeys) takeSingly(key, found, merging);
  for (const section of Object.keys(goWithOthers)) settle(section, merging);

  const { taken, blocks } = merging;
  const held = blockedBy(readings, merging) ?? hold(merging, packaged);
  const [block] = blocks;
  const withheld = held.ok && block ? invalid(block) : undefined;
  const goesOn = withheld !== undefined && before?.loaded.ok === true;
  for (const one of blocks) one.instead = `until it is right nobody ${goesOn ? 'else ' : ''}can log in`;
  return {
    loaded: withheld && !goesOn ? withheld : held,
    origins: new Map([...taken].map(([key, { from }]) => [key, from.source])),
    refused: troubles.map(({ key, source, why, instead }) => ({
      key,
      source,
      why: instead === undefined ? why : `${why.slice(0, 200)}; ${instead}`,
    })),
    managed,
    ...(goesOn && { withheld }),
    believed: believe(found, merging),
  };
}

/** What anybody may log in by. */
export function usable({ loaded, withheld }: Effective): LoadedPolicy {
  return loaded.ok ? (withheld ?? loaded) : loaded;
}

/** Without any source: what a computer has that nobody manages. */
export function noPolicy(detail: string): Effective {
  return { loaded: { ok: false, code: 'POLICY_MISSING', detail }, origins: new Map(), refused: [], managed: false };
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
      if (user !== undefined || saidAt({ values }, key).kind !== 'value') return [];
      return wholeSections.find((section) => isWithin(key, section)) ?? key;
    }),
  );
  for (const key of forbidden) yield { key, source, why: 'only the computer’s own policy may set it' };
}

/** From the strongest source that has anything of it. What is wrong with it is not mended with another source's. */
function takeWhole(section: WholeSection, found: readonly Found[], merging: Merging): void {
  const keys = keysOf(section);
  for (const from of found) {
    if (from.level === 'user' && keys.some(({ user }) => user === undefined)) continue;
    const said = saidAt(from, section);
    if (said.kind === 'nothing') continue;
    const wrong = said.kind === 'value' ? wrongWithSection(section, said.value) : said;
    let given = said.kind === 'value' ? said.value : undefined;
    if (wrong) {
      const trouble = refuse(merging, from, section, wrong);
      if (from.level === 'user') continue;
      if (keys.some(({ critical }) => critical)) {
        merging.taken.set(section, { from, value: refusedValue });
        return;
      }
      given = keptValue(merging, from, section);
      if (given !== undefined) trouble.instead = keptWords;
      // What is decided for one key of a section is decided for all of it.
      else if (standIn(merging, from, trouble, keys[0]?.ifRefused ?? 'blocked') === 'taken') return;
      else continue;
    }
    const values = keys.flatMap((key) => {
      const one = saidAt({ values: { [section]: given } }, key.key);
      return one.kind === 'value' ? [{ key, value: one.value }] : [];
    });
    const loose =
      from.level === 'user' ? values.find(({ key, value }) => !isStricterThanDefault(key, value, 'shared')) : undefined;
    if (loose) {
      refuse(merging, from, section, { key: loose.key.key, why: onlyStricter });
      continue;
    }
    for (const { key, value } of values) merging.taken.set(key.key, { from, value });
    return;
  }
}

/** Stands in the place of a critical value that was refused, until the whole is. */
const refusedValue = Symbol('refused');
const onlyStricter = 'a user’s policy may only be stricter';

function takeSingly(key: PolicyKey, found: readonly Found[], merging: Merging): void {
  const { taken } = merging;
  const profile = taken.get('session.profile')?.value === 'personal' ? 'personal' : 'shared';
  let mustBeStricter = false;
  for (const from of found) {
    if (from.level === 'user' && key.user === undefined) continue;
    const said = saidAt(from, key.key);
    if (said.kind === 'nothing') continue;
    const wrong = said.kind === 'value' ? whyNot(key, said.value, from, profile, mustBeStricter) : said;
    if (!wrong) {
      if (said.kind === 'value') taken.set(key.key, { from, value: said.value });
      return;
    }
    const then = takeInstead(key, from, wrong, said.kind === 'noGroup', merging);
    if (then === 'taken') return;
    if (then === 'stricter') mustBeStricter = true;
  }
}

/** A group that is none is told of once, and not for each key that is none the laxer for it. */
function takeInstead(key: PolicyKey, from: Found, wrong: Fault, isGroup: boolean, merging: Merging): AfterRefusal {
  if (from.level === 'user') {
    if (!isGroup) refuse(merging, from, key.key, wrong);
    return 'next';
  }
  const kept = key.critical ? undefined : keptValue(merging, from, key.key);
  const isSilence = isGroup && !key.critical && kept === undefined && hadGroup(merging, from, key.key);
  if (isSilence || (isGroup && kept === undefined && key.ifRefused === 'next')) return 'next';
  const trouble = refuse(merging, from, key.key, wrong);
  if (!key.critical && kept === undefined) return standIn(merging, from, trouble, key.ifRefused);
  merging.taken.set(key.key, { from, value: key.critical ? refusedValue : kept });
  if (!key.critical) trouble.instead = keptWords;
  return 'taken';
}

/** @returns why the value does not count; `undefined` when it does */
function whyNot(
  key: PolicyKey,
  value: unknown,
  from: Found,
  profile: Profile,
  mustBeStricter: boolean,
): Fault | undefined {
  const wrong = wrongWithValue(key, value);
  if (wrong) return wrong;
  if (from.level === 'machine' ? !mustBeStricter : key.user === 'own') return undefined;
  if (isStricterThanDefault(key, value, profile)) return undefined;
  const why =
    from.level === 'user' ? onlyStricter : 'a stronger source’s was refused, and this is laxer than the default';
  return { key: key.key, why };
}

/** Values that are right one by one and wrong together. */
function settle(section: string, merging: Merging): void {
  const { taken } = merging;
  for (const key of goWithOthers[section] ?? []) {
    const fault = apart(section, taken);
    const given = taken.get(key);
    if (fault === undefined || !given) continue;
    const trouble = refuse(merging, given.from, key, { key, why: fault });
    taken.delete(key);
    const value = keptValue(merging, given.from, key, given.value);
    if (value !== undefined && apart(section, new Map([...taken, [key, { from: given.from, value }]])) === undefined) {
      taken.set(key, { from: given.from, value });
      trouble.instead = keptWords;
    } else if (isFloor(key) && (given.from.level === 'machine' || isRefusedBeside(section, given.from, merging))) {
      // What was made stricter does not get laxer by an administrator's mistake beside it.
      merging.blocks.push(trouble);
    }
  }
}

function isFloor(key: string): boolean {
  return policyKeys.some((known) => known.key === key && known.kind === 'floor');
}

function isRefusedBeside(section: string, from: Found, { troubles }: Merging): boolean {
  return troubles.some(({ slot, source }) => slot !== undefined && isWithin(slot, section) && source !== from.source);
}

/** @returns why the values of a section do not go together; `undefined`: they do */
function apart(section: string, taken: ReadonlyMap<string, Given>): string | undefined {
  const schema = sectionOf(policyFile, section);
  const parsed = schema && v.safeParse(schema, assemble(taken)[section] ?? {});
  return parsed && !parsed.success ? firstFault(parsed.issues).fault.slice(0, 300) : undefined;
}

function blockedBy(readings: readonly Reading[], { taken, troubles }: Merging): LoadedPolicy | undefined {
  for (const reading of readings) {
    if (reading.kind === 'unreadable' && reading.level === 'machine' && !reading.only && !reading.kept) {
      return { ok: false, code: reading.code, detail: `${reading.source}: ${reading.why}`.slice(0, 300) };
    }
  }
  for (const [key, { from, value }] of taken) {
    if (value !== refusedValue) continue;
    taken.delete(key);
    const told = troubles.find(({ slot, source }) => slot === key && source === from.source);
    return invalid(told ?? { key, why: 'it was refused', source: from.source });
  }
  return undefined;
}

function invalid({ key, why, source }: Trouble): Extract<LoadedPolicy, { ok: false }> {
  return { ok: false, code: 'POLICY_INVALID', key, detail: `${key}: ${why} (${source})`.slice(0, 300) };
}

/** Refused by themselves when the policy as a whole does not hold because of them: nothing is sent then. */
const severable = policyKeys.filter(({ ifRefused }) => ifRefused === 'noActions');

function hold(merging: Merging, packaged: boolean): LoadedPolicy {
  const { taken } = merging;
  const json = assemble(taken);
  if (!('provider' in json)) return { ok: false, code: 'POLICY_MISSING', detail: 'no policy names a provider' };
  const loaded = checkPolicy(json, packaged);
  if (loaded.ok) return loaded;
  const cause = severable.find(({ key }) => loaded.key !== undefined && isWithin(loaded.key, key));
  const given = cause && taken.get(cause.key);
  if (!cause || !given) return loaded;
  const trouble = refuse(merging, given.from, cause.key, { key: loaded.key ?? cause.key, why: loaded.detail });
  const value = keptValue(merging, given.from, cause.key, given.value);
  if (value === undefined) {
    taken.delete(cause.key);
    standIn(merging, given.from, trouble, cause.ifRefused);
  } else {
    taken.set(cause.key, { from: given.from, value });
    trouble.instead = keptWords;
  }
  return hold(merging, packaged);
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
