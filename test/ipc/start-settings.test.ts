import { describe, expect, test, vi } from 'vitest';
import { startSettings, type SettingsParts } from '../../main/ipc/start-settings.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { commands, type CommandName } from '../../preload/contract.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { policy } from '../session/fixtures.ts';
import { world } from '../settings/world.ts';
import { viewNamed } from '../renderer/views.ts';
import { refusal, wired } from './wiring.ts';

const policyView: PolicyView = {
  entries: [{ key: 'face.theme', title: 'Colours', value: '"dark"', source: 'HKLM', kind: 'choice' }],
  refused: [],
  managed: true,
};

async function started(over: Partial<SettingsParts> = {}) {
  const { place, log, said } = world();
  const limitIdle = vi.fn();
  const openBrowser = vi.fn(() => Promise.resolve());
  const sessionListeners: ((view: SessionView) => void)[] = [];
  const { settings, handlers, policyChanged } = await startSettings({
    path: place,
    profile: () => 'personal',
    systemLanguages: [],
    policy: () => policy(),
    policyView: () => policyView,
    session: {
      limitIdle,
      subscribe(listener) {
        sessionListeners.push(listener);
        return () => {};
      },
    },
    openBrowser,
    files: diskFiles,
    log,
    ...over,
  });
  const { invoke } = wired(handlers as Parameters<typeof wired>[0]);
  const call = (name: CommandName, input?: unknown) => invoke(commands[name].channel, input);
  const show = (view: SessionView) => sessionListeners.forEach((listener) => listener(view));
  return { settings, call, show, said, limitIdle, openBrowser, policyChanged };
}

describe('issue 6 line 8: settings over the bridge', () => {
  test('a change is answered by what is in force afterwards, and read back', async () => {
    const { call } = await started();
    const changed = await call('changeSettings', { theme: 'dark', welcomed: true });
    expect(changed).toMatchObject({ ok: true, value: { theme: { value: 'dark' }, welcomed: true, kept: true } });
    expect(await call('readSettings')).toEqual(changed);
  });

  test.each([
    { theme: 'pink' },
    { idleMinutes: 0 },
    { idleMinutes: 16 },
    { lockShortcut: 'L' },
    { lockShortcut: 'CommandOrControl+L' },
    { welcomed: false },
    { accessToken: 'x' },
  ])('B26 %j reaches no settings', async (change) => {
    const { call } = await started();
    expect(await call('changeSettings', change)).toEqual(refusal('INPUT_INVALID'));
  });

  test('issue 7 line 1: what policy holds says where it stands, and the page can be read', async () => {
    const held = { ...policy(), face: { theme: 'dark' as const } };
    const { call } = await started({ policy: () => held });
    expect(await call('changeSettings', { theme: 'light' })).toMatchObject({
      value: { theme: { value: 'dark', heldBy: 'HKLM' } },
    });
    expect(await call('readPolicy')).toEqual({ ok: true, value: policyView });
  });

  test('issue 7 line 1: a policy that changes holds without a restart', async () => {
    let inForce = policy();
    const { settings, policyChanged } = await started({ policy: () => inForce });
    inForce = { ...policy({ session: { idleMinutes: 3 } }), face: { theme: 'light' } };
    policyChanged();
    expect(settings.view()).toMatchObject({ theme: { value: 'light', heldBy: 'HKLM' }, longestIdleMinutes: 3 });
  });
});

describe('R24 the idle limit of the session', () => {
  test('follows a choice at once, starts with the one that was kept, and is not told of anything else', async () => {
    const { settings, limitIdle } = await started();
    await settings.change({ theme: 'dark' });
    await settings.change({ idleMinutes: 5 });
    await settings.change({ idleMinutes: null });
    expect(limitIdle.mock.calls).toEqual([[null], [5], [null]]);
  });

  test('is the policy’s again for the next person on a shared terminal (invariant 7)', async () => {
    const { settings, show, limitIdle } = await started({ profile: () => 'shared' });
    show(viewNamed('homeAal2'));
    await settings.change({ idleMinutes: 2 });
    show({ kind: 'loggedOut' });
    expect(limitIdle.mock.calls).toEqual([[null], [2], [null]]);
  });
});

describe('R16 the way to unlock a smartcard', () => {
  test.each([
    ['NHS England’s', {}, 'https://digital.nhs.uk/unlock'],
    ['that of the organisation', { smartcardUnlockUrl: 'https://trust.invalid/cards' }, 'https://trust.invalid/cards'],
  ])('B12 invariant 6: %s is opened by the one opener, on a gesture', async (_whose, support, url) => {
    const { call, openBrowser } = await started({ policy: () => ({ ...policy(), support }) });
    expect(openBrowser).not.toHaveBeenCalled();
    expect(await call('openHelp', { topic: 'smartcardUnlock' })).toEqual({ ok: true, value: undefined });
    expect(openBrowser.mock.calls).toEqual([[url]]);
  });

  test('issue 6 line 1: that cannot be opened is said to whoever asked, and is in the log', async () => {
    const { call, said } = await started({ openBrowser: () => Promise.reject(new Error('OPEN_REFUSED')) });
    expect(await call('openHelp', { topic: 'smartcardUnlock' })).toEqual(refusal('HELP_NOT_OPENED'));
    expect(said()).toEqual(['HELP_NOT_OPENED smartcardUnlock']);
  });

  test('B26 no address comes from the page', async () => {
    const { call, openBrowser } = await started();
    expect(await call('openHelp', { topic: 'https://evil.invalid' })).toEqual(refusal('INPUT_INVALID'));
    expect(openBrowser).not.toHaveBeenCalled();
  });

  test('without a usable policy settings work, and nobody can log in', async () => {
    const { call } = await started({ policy: () => undefined, profile: () => 'shared' });
    expect(await call('changeSettings', { language: 'cy' })).toMatchObject({ value: { language: { value: 'cy' } } });
  });
});
