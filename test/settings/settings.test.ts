import { existsSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { heldBy } from '../../main/settings/held.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { policy } from '../session/fixtures.ts';
import { viewNamed } from '../renderer/views.ts';
import { free, world } from './world.ts';

const home = viewNamed('homeAal2');
const loggedOut: SessionView = { kind: 'loggedOut' };

describe('issue 6 line 8: what a person chose', () => {
  test('counts at once, is told, and is there at the next start', async () => {
    const { start } = world();
    const settings = await start();
    const seen: string[] = [];
    settings.subscribe((view) => seen.push(view.theme.value));
    const changed = settings.change({ theme: 'dark', textSize: 'large' });
    expect(settings.view().theme, 'before it is on disk').toEqual({ value: 'dark', heldBy: null });
    expect(await changed).toMatchObject({ kept: true, textSize: { value: 'large' } });
    expect(seen).toEqual(['dark']);
    expect((await start()).view()).toMatchObject({ theme: { value: 'dark' }, textSize: { value: 'large' } });
  });

  test('is kept whole, however quickly changes come one after the other', async () => {
    const { start } = world();
    const settings = await start();
    const shortcuts = ['K', 'Y', 'L'].map((key) => ({ lockShortcut: `CommandOrControl+Shift+${key}` }));
    await Promise.all(
      [...shortcuts, { language: 'cy' as const }, { notifications: false }].map((each) => settings.change(each)),
    );
    expect((await start()).view()).toMatchObject({
      lockShortcut: { value: 'CommandOrControl+Shift+L' },
      language: { value: 'cy' },
      notifications: { value: false },
    });
  });

  test('holds until the app closes where it cannot be written, and that is said', async () => {
    const failing = vi.fn(() => Promise.reject(new Error('ENOSPC')));
    const { start, said } = world({ replaceDurably: failing });
    const settings = await start();
    const seen: boolean[] = [];
    settings.subscribe((view) => seen.push(view.kept));
    expect(await settings.change({ theme: 'dark' })).toMatchObject({ kept: false, theme: { value: 'dark' } });
    expect(seen, 'in force first, then not kept').toEqual([true, false]);
    expect(said()).toEqual(['SETTINGS_NOT_WRITTEN']);
  });

  test('that cannot be written once is written with the next change', async () => {
    const { start } = world();
    const once = world();
    const file = once.file();
    const write = vi.fn((choices: object) => file.write(choices)).mockResolvedValueOnce(false);
    const settings = await start({ file: { ...file, write } });
    await settings.change({ theme: 'dark' });
    expect(await settings.change({ language: 'cy' })).toMatchObject({ kept: true });
    expect(JSON.parse(once.text())).toEqual({ theme: 'dark', language: 'cy' });
  });

  test('without any choice there is no file, and the first-run screen has not been read', async () => {
    const { start, place } = world();
    const settings = await start();
    expect(existsSync(place)).toBe(false);
    expect(settings.view()).toMatchObject({ welcomed: false, kept: true, idleMinutes: { value: null, heldBy: null } });
    await settings.change({ welcomed: true });
    expect((await start()).view().welcomed).toBe(true);
  });
});

describe('issue 6 line 6: the first language', () => {
  test.each([
    [['cy-GB', 'en-GB'], 'cy'],
    [['cy'], 'cy'],
    [['CY-gb'], 'cy'],
    [['en-GB', 'cy-GB'], 'en'],
    [['cym'], 'en'],
    [['pl-PL'], 'en'],
    [[], 'en'],
  ])('of a system with %j is %s, until somebody chooses', async (systemLanguages, language) => {
    const { start } = world();
    const settings = await start({ systemLanguages });
    expect(settings.view().language).toEqual({ value: language, heldBy: null });
    await settings.change({ language: 'en' });
    expect((await start({ systemLanguages: ['cy'] })).view().language.value).toBe('en');
  });
});

describe('issue 6 line 8: what policy holds', () => {
  const held = {
    language: { value: 'cy', source: 'HKLM' },
    lockShortcut: { value: 'CommandOrControl+Shift+X', source: '/etc/cis2-desktop/policy.json' },
  } as const;
  const ground = { held, longestIdleMinutes: 5 };

  test('cannot be changed, shows its source, and what came with it in one change counts', async () => {
    const { start, text } = world();
    const settings = await start({ ground });
    const view = await settings.change({ language: 'en', theme: 'light' });
    expect(view.language).toEqual({ value: 'cy', heldBy: 'HKLM' });
    expect(view.lockShortcut).toEqual({ value: 'CommandOrControl+Shift+X', heldBy: '/etc/cis2-desktop/policy.json' });
    expect(view.theme).toEqual({ value: 'light', heldBy: null });
    expect(JSON.parse(text()), 'nor is it kept for later').toEqual({ theme: 'light' });
  });

  test('a change of nothing but that writes nothing', async () => {
    const { start, place } = world();
    await (await start({ ground })).change({ language: 'en' });
    expect(existsSync(place)).toBe(false);
  });

  test('issue 7 line 1: a policy that comes while the app runs holds at once, and gives the choice back when it goes', async () => {
    const { start } = world();
    const settings = await start();
    await settings.change({ language: 'en', idleMinutes: 10 });
    const seen: string[] = [];
    settings.subscribe(({ language, idleMinutes }) => seen.push(`${language.value} ${idleMinutes.value}`));
    settings.hold(ground);
    settings.hold(free);
    expect(seen).toEqual(['cy null', 'en 10']);
  });

  test.each<[own: number | null, longest: number, expected: number | null]>([
    [5, 15, 5],
    [15, 15, null],
    [15, 10, null],
    [1, 1, null],
    [null, 15, null],
  ])('R24 an idle limit of %s minutes under %i is %s: shorter, never longer', async (own, longest, expected) => {
    const { start } = world();
    const settings = await start({ ground: { held: {}, longestIdleMinutes: longest } });
    const view = await settings.change({ idleMinutes: own });
    expect(view).toMatchObject({ idleMinutes: { value: expected, heldBy: null }, longestIdleMinutes: longest });
  });

  test('is read from the policy, key by key, with where each key stands', () => {
    const sources: Record<string, string> = { 'face.theme': 'HKLM', 'session.lockShortcut': 'a file' };
    const full = {
      ...policy({ session: { lockShortcut: 'CommandOrControl+Shift+X' } }),
      face: { language: 'cy', theme: 'dark', textSize: 'large', notifications: false },
    } as const;
    expect(heldBy(full, (key) => sources[key] ?? null)).toEqual({
      language: { value: 'cy', source: 'policy' },
      theme: { value: 'dark', source: 'HKLM' },
      textSize: { value: 'large', source: 'policy' },
      notifications: { value: false, source: 'policy' },
      lockShortcut: { value: 'CommandOrControl+Shift+X', source: 'a file' },
    });
    expect(heldBy(policy(), () => null)).toEqual({});
  });
});

describe('invariant 7: on a shared terminal', () => {
  const shared = { profile: () => 'shared' as const };

  test('a choice counts until the session ends, is never written, and the next person begins with the computer’s own', async () => {
    const { start, place } = world();
    const settings = await start(shared);
    settings.follow(home);
    expect(await settings.change({ language: 'cy', theme: 'dark', idleMinutes: 2 })).toMatchObject({ kept: true });
    settings.follow(viewNamed('sendingAction'));
    expect(settings.view().theme.value, 'still the same person').toBe('dark');
    const seen: string[] = [];
    settings.subscribe(({ language, theme, idleMinutes }) =>
      seen.push(`${language.value} ${theme.value} ${idleMinutes.value}`),
    );
    settings.follow(loggedOut);
    expect(seen).toEqual(['en system null']);
    expect(existsSync(place)).toBe(false);
  });

  test('what was chosen before the computer became a shared one is forgotten as it becomes one, on disk too', async () => {
    const { start, text } = world();
    let profile: 'personal' | 'shared' = 'personal';
    const settings = await start({ profile: () => profile });
    await settings.change({ welcomed: true });
    await settings.change({ theme: 'dark', idleMinutes: 2 });
    settings.hold(free);
    expect(settings.view().theme.value, 'still one person’s').toBe('dark');
    profile = 'shared';
    settings.hold(free);
    expect(settings.view()).toMatchObject({ welcomed: true, theme: { value: 'system' }, idleMinutes: { value: null } });
    await expect.poll(() => JSON.parse(text()) as unknown).toEqual({ welcomed: true });
  });

  test('the next person may come without a screen in between', async () => {
    const settings = await world().start(shared);
    settings.follow(home);
    await settings.change({ theme: 'dark' });
    settings.follow({ kind: 'openingBrowser', who: null, purpose: 'login' });
    expect(settings.view().theme.value).toBe('system');
  });

  test('what somebody chose before they logged in goes with their session, not before it', async () => {
    const settings = await world().start(shared);
    settings.follow(loggedOut);
    await settings.change({ language: 'cy' });
    settings.follow({ kind: 'openingBrowser', who: null, purpose: 'login' });
    settings.follow(loggedOut);
    settings.follow(home);
    expect(settings.view().language.value).toBe('cy');
    settings.follow(loggedOut);
    expect(settings.view().language.value).toBe('en');
  });

  test('that the first-run screen was read is kept for everybody, and nothing with it', async () => {
    const { start, text } = world();
    const settings = await start(shared);
    await settings.change({ language: 'cy' });
    await settings.change({ welcomed: true });
    expect(JSON.parse(text())).toEqual({ welcomed: true });
    settings.follow(home);
    settings.follow(loggedOut);
    expect(settings.view()).toMatchObject({ welcomed: true, language: { value: 'en' } });
  });

  test('what was chosen while the computer was one person’s is gone, from the disk too', async () => {
    const { start, text } = world();
    await (await start()).change({ language: 'cy', welcomed: true });
    expect((await start(shared)).view()).toMatchObject({ language: { value: 'en' }, welcomed: true });
    expect(JSON.parse(text())).toEqual({ welcomed: true });
  });

  test('a personal desktop keeps its choices through log-outs', async () => {
    const settings = await world().start();
    settings.follow(home);
    await settings.change({ theme: 'dark' });
    settings.follow(loggedOut);
    expect(settings.view().theme.value).toBe('dark');
  });
});
