import { expect, test } from 'vitest';
import { mergePolicy, usable, type Effective } from '../../main/policy/merge.ts';
import { openPolicy, type PolicyReader } from '../../main/policy/policy.ts';
import { centralPolicy } from '../../main/policy/readers.ts';
import type { Reading } from '../../main/policy/source.ts';
import { isOlder } from '../../main/policy/version.ts';
import { recordedLog, steppedClock } from '../unit-support/system.ts';

/** Issue 7 line 1: changes while the app runs. */
const provider = { topology: 'gateway', issuer: 'https://gateway.example', clientId: 'desktop' };
const of = (values: object): Effective =>
  mergePolicy([{ kind: 'read', source: 'HKLM', level: 'machine', values: { provider, ...values } }], {
    packaged: true,
  });
const machineReading = (values: Readonly<Record<string, unknown>>, source: string): Reading => ({
  kind: 'read',
  source,
  level: 'machine',
  values,
});
const idle = (effective: Effective) => effective.loaded.ok && effective.loaded.policy.session.idleMinutes;

async function opened(first: Effective, appVersion = '1.2.0') {
  const clock = steppedClock(0);
  const log = recordedLog();
  let now = first;
  let reads = 0;
  let changed = () => {};
  let watching = true;
  const reader: PolicyReader = {
    read: async () => {
      reads += 1;
      return now;
    },
    watch(listener) {
      changed = listener;
      return () => {
        watching = false;
      };
    },
  };
  const live = await openPolicy({ reader, appVersion, clock, log });
  const heard: Effective[] = [];
  live.subscribe((effective) => heard.push(effective));
  return {
    live,
    clock,
    log,
    heard,
    reads: () => reads,
    watching: () => watching,
    changed: () => changed(),
    put: (next: Effective) => {
      now = next;
    },
  };
}

test('issue 7 line 1: a change that a source tells of is read once it has settled, and told once', async () => {
  const it = await opened(of({ session: { idleMinutes: 9 } }));
  it.put(of({ session: { idleMinutes: 4 } }));
  it.changed();
  it.clock.advance(900);
  it.changed();
  it.clock.advance(900);
  expect(it.reads(), 'it was not quiet for a second yet').toBe(1);
  it.clock.advance(200);
  await expect.poll(() => it.heard.map(idle)).toEqual([4]);
  await it.live.look();
  expect(it.heard, 'the same once more is no change').toHaveLength(1);
  expect(idle(it.live.current())).toBe(4);
  expect(it.log.lines.filter(({ code }) => code === 'POLICY_CHANGED')).toHaveLength(1);
});

test('issue 7 line 1: what nobody tells of is found every 5 minutes, as with the registry', async () => {
  const it = await opened(of({ session: { idleMinutes: 9 } }));
  for (const minutes of [4, 3]) {
    it.put(of({ session: { idleMinutes: minutes } }));
    it.clock.advance(5 * 60_000);
    await expect.poll(() => it.heard.map(idle).at(-1)).toBe(minutes);
  }
  expect(it.heard).toHaveLength(2);
});

test('issue 7 line 1: the same once more is no change; after stop() there is none', async () => {
  const it = await opened(of({}));
  await it.live.look();
  it.put(of({ session: { idleMinutes: 4 } }));
  it.changed();
  it.live.stop();
  await it.live.look();
  expect([it.heard, it.watching(), it.clock.pending()]).toEqual([[], false, 0]);
});

test('issue 7 line 1: what was refused is logged by key, source and reason, once, and without a value', async () => {
  const it = await opened(of({ session: { idleMinutes: 'Kingfisher' } }));
  it.put(of({ session: { idleMinutes: 'Kingfisher' }, sesion: 'Kingfisher' }));
  await it.live.look();
  const said = it.log.lines.filter(({ code }) => code === 'POLICY_REFUSED').map(({ fields }) => fields.detail);
  expect(said).toEqual([
    expect.stringMatching(/^session\.idleMinutes \(HKLM\): expected number/),
    'sesion (HKLM): this version has no such key',
  ]);
  expect(JSON.stringify([it.log.lines, it.live.view().refused])).not.toContain('Kingfisher');
});

test('HAZ-03: a slip while the app runs is told and changes nothing; the same at a start lets nobody log in', async () => {
  const good = { provider, session: { profile: 'personal', activity: 'app' }, roles: { allowedRoleCodes: ['R8000'] } };
  const slip = { ...good, session: { ...good.session, activity: 'App' }, roles: { allowedRoleCodes: ['r8000'] } };
  let values: Readonly<Record<string, unknown>> = good;
  let readable = true;
  const source = { source: 'HKLM', level: 'machine' } as const;
  const open = async () => {
    const log = recordedLog();
    const reader = centralPolicy(
      [
        {
          name: 'HKLM',
          location: 'HKLM',
          read: async () => [
            readable
              ? { ...source, kind: 'read', values }
              : { ...source, kind: 'unreadable', code: 'POLICY_UNREADABLE', why: 'synthetic' },
          ],
          watch: () => () => {},
        },
      ],
      true,
    );
    const live = await openPolicy({ reader, appVersion: '1.2.0', clock: steppedClock(0), log });
    return {
      live,
      told: () => log.lines.flatMap(({ code, fields }) => (code === 'POLICY_REFUSED' ? [fields.detail] : [])),
    };
  };

  const running = await open();
  const before = running.live.current().loaded;
  values = slip;
  // Also while it cannot be read at all, and after that.
  for (const isReadable of [true, true, false, true]) {
    readable = isReadable;
    await running.live.look();
    expect(running.live.current().loaded).toEqual(before);
    expect(usable(running.live.current()).ok).toBe(true);
  }
  expect(running.told().filter((line) => !String(line).includes('(all)'))).toEqual([
    expect.stringMatching(/^session\.activity \(HKLM\): .*; what it said before still holds$/),
    expect.stringMatching(/^roles\.allowedRoleCodes \(HKLM\): .*; what it said before still holds$/),
  ]);

  const started = await open();
  expect(usable(started.live.current())).toMatchObject({ code: 'POLICY_INVALID', key: 'roles.allowedRoleCodes' });
  values = { ...slip, roles: good.roles };
  await started.live.look();
  expect(started.live.current().loaded).toMatchObject({ policy: { session: { activity: 'app' } } });
  expect(started.told()).toContainEqual(
    expect.stringMatching(/^session\.activity .*; until it is right "app" holds, which is the strictest$/),
  );
});

test('HAZ-03: a good value that another source hides is remembered, though nothing that is in force changed', async () => {
  const first = machineReading({ provider, minimumVersion: '1.0.0' }, 'strong');
  let readings = [first, machineReading({}, 'weak')];
  const reader: PolicyReader = {
    read: async (before) => mergePolicy(readings, { packaged: true, before }),
    watch: () => () => {},
  };
  const live = await openPolicy({ reader, appVersion: '1.2.0', clock: steppedClock(0), log: recordedLog() });
  readings = [first, machineReading({ minimumVersion: '1.1.0' }, 'weak')];
  await live.look();
  readings = [machineReading({ provider }, 'strong'), machineReading({ minimumVersion: '1.1' }, 'weak')];
  await live.look();
  expect(usable(live.current())).toMatchObject({ ok: true, policy: { minimumVersion: '1.1.0' } });
});

test('issue 7 line 2: below minimumVersion nobody may log in, and the policy holds all the same', async () => {
  const it = await opened(of({ minimumVersion: '1.2.0' }));
  expect(usable(it.live.current()).ok).toBe(true);
  it.put(of({ minimumVersion: '1.10.0' }));
  await it.live.look();
  expect(usable(it.live.current())).toEqual({
    ok: false,
    code: 'APP_TOO_OLD',
    detail: 'this is version 1.2.0, and minimumVersion is 1.10.0',
  });
  expect(it.live.current().loaded.ok).toBe(true);
});

test.each([
  ['1.2.3', '1.2.3', false],
  ['1.2.3', '1.2.4', true],
  ['1.9.0', '1.10.0', true],
  ['2.0.0', '1.99.99', false],
  ['1.2.3-beta.1', '1.2.3', false],
  ['1.2', '1.2.1', true],
])('%s is older than %s: %s', (version, than, expected) => {
  expect(isOlder(version, than)).toBe(expected);
});
