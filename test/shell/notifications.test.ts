import { describe, expect, test, vi } from 'vitest';
import { createNotifier, noticeOf, type NotificationHost } from '../../main/shell/notifications.ts';
import { endReasons, type EndReason, type SessionView } from '../../preload/session-view.ts';
import { languages, type Language } from '../../preload/settings.ts';
import { atAal2, minute, now, quiet } from '../renderer/fixtures.ts';
import { views } from '../renderer/views.ts';
import { fake, fakeEvents, fakeLog } from './fakes.ts';

const home = (standing: Partial<typeof quiet>): SessionView => ({
  kind: 'home',
  who: { ...atAal2, standing: { ...quiet, ...standing } },
  actions: [],
  memoryOnly: null,
  unresolved: [],
  unsent: [],
});
const calm = home({});
const nearEnd = (minutes: number, mark = [2, 10, 60].find((one) => minutes <= one) ?? null) =>
  home({ endNoticeMinutes: mark, endsAtMs: now + minutes * minute });
const warned = (leadsTo: 'locked' | 'loggedOut', cause: 'idle' | 'policy' = 'idle') =>
  home({ warning: { cause, atMs: now + minute, leadsTo } });
const ended = (reason: EndReason): SessionView => ({
  kind: 'ended',
  reason,
  atMs: now,
  correlationId: 'synthetic',
  workLost: false,
  unconfirmed: false,
  browserLogin: 'mayGoOn',
});
const locked = (reason: 'idle' | 'user'): SessionView => ({
  kind: 'locked',
  name: 'Sam SYNTHETIC',
  role: null,
  reason,
  lockedAtMs: now,
  endsAtMs: now + minute,
  workKept: false,
  unsent: [],
  unconfirmed: false,
});

describe('issue 6 line 7: what is worth a notification', () => {
  test.each<[string, SessionView, SessionView, object | undefined]>([
    ['an hour before the end', calm, nearEnd(60), { kind: 'endNear', minutes: 60 }],
    ['ten minutes before it', calm, nearEnd(9.8), { kind: 'endNear', minutes: 10 }],
    ['the last minute is not none', calm, nearEnd(0.2), { kind: 'endNear', minutes: 1 }],
    ['told once at a mark', nearEnd(10), nearEnd(9), undefined],
    ['at the next mark again, though nobody read the last', nearEnd(11), nearEnd(10), { kind: 'endNear', minutes: 10 }],
    ['and at the last', nearEnd(2.1), nearEnd(2), { kind: 'endNear', minutes: 2 }],
    ['and where the last was read', home({ endsAtMs: now + 2 * minute }), nearEnd(2), { kind: 'endNear', minutes: 2 }],
    ['about to be locked', calm, warned('locked'), { kind: 'about', cause: 'idle', leadsTo: 'locked' }],
    ['about to be logged out', calm, warned('loggedOut'), { kind: 'about', cause: 'idle', leadsTo: 'loggedOut' }],
    [
      'a limit that policy has shortened',
      calm,
      warned('loggedOut', 'policy'),
      { kind: 'about', cause: 'policy', leadsTo: 'loggedOut' },
    ],
    ['locked by itself', calm, locked('idle'), { kind: 'locked' }],
    ['locked by its person', calm, locked('user'), undefined],
    ['nothing new', calm, calm, undefined],
    ['logged in', { kind: 'loggedOut' }, calm, undefined],
    ['told of the end already', ended('idle'), ended('idle'), undefined],
  ])('%s', (_name, before, view, notice) => {
    expect(noticeOf(before, view, now)).toEqual(notice);
  });

  test('of the ends those that nobody made by their own hand at the computer', () => {
    const told = (kind: string) => endReasons.filter((reason) => noticeOf(calm, ended(reason), now)?.kind === kind);
    expect(told('endedElsewhere')).toEqual(['providerEvent', 'revoked', 'usedElsewhere']);
    expect(told('ended')).toEqual(['idle', 'absoluteLimit', 'roleWithdrawn', 'policy', 'clock', 'error']);
  });
});

interface Given {
  readonly wanted?: boolean;
  readonly supported?: boolean;
  readonly language?: Language;
}

function notifier({ wanted = true, supported = true, language = 'en' }: Given = {}) {
  const shown: { title: string; body: string; closed: boolean; fire: (name: string) => void }[] = [];
  const host: NotificationHost = {
    isSupported: () => supported,
    create({ title = '', body = '' }) {
      const events = fakeEvents();
      const entry = { title, body, closed: false, fire: (name: string) => void events.fire(name) };
      return fake<ReturnType<NotificationHost['create']>>({
        on: events.on,
        show: () => void shown.push(entry),
        close: () => (entry.closed = true),
      });
    },
  };
  const open = vi.fn();
  const { log, entries } = fakeLog();
  const notifications = createNotifier({
    host,
    clock: { wallMs: () => now },
    language: () => language,
    wanted: () => wanted,
    open,
    log,
  });
  return { notifications, shown, open, entries };
}

describe('issue 6 line 7: notifications', () => {
  test('a click opens the app', () => {
    const { notifications, shown, open } = notifier();
    notifications.update(nearEnd(10));
    shown[0]?.fire('click');
    expect(open).toHaveBeenCalledOnce();
    expect(shown[0]?.title).toBe('Your session ends in 10 minutes');
  });

  test('of a limit that policy has shortened nobody reads that there was no activity, or that they can stay', () => {
    const { notifications, shown } = notifier();
    notifications.update(warned('loggedOut', 'policy'));
    expect(shown[0]?.body).toBe('Your organisation changed how long a session may last. Finish what you are doing.');
  });

  test('one at a time, and none of what is no longer so', () => {
    const { notifications, shown } = notifier();
    notifications.update(warned('locked'));
    notifications.update(calm);
    expect(shown.map(({ closed }) => closed)).toEqual([true]);
    notifications.update(warned('locked'));
    notifications.update(locked('idle'));
    expect(shown.map(({ closed }) => closed)).toEqual([true, true, false]);
    notifications.update(calm);
    expect(shown.map(({ closed }) => closed)).toEqual([true, true, true]);
  });

  test.each([
    ['the person does not want them or is looking', { wanted: false }],
    ['the system has none', { supported: false }],
  ])('none when %s', (_name, given) => {
    const { notifications, shown } = notifier(given);
    notifications.update(nearEnd(10));
    notifications.update(ended('revoked'));
    expect(shown).toEqual([]);
  });

  test('one that the system did not show is in the log', () => {
    const { notifications, shown, entries } = notifier();
    notifications.update(nearEnd(2));
    shown[0]?.fire('failed');
    expect(entries).toMatchObject([{ level: 'warn', code: 'NOTIFICATION_FAILED' }]);
  });

  test('invariant 7 they name nobody, whatever comes after whatever, in any language', () => {
    const all = [...Object.values(views), nearEnd(60), warned('locked'), locked('idle'), ...endReasons.map(ended)];
    for (const language of languages) {
      const { notifications, shown } = notifier({ language });
      for (const first of all) {
        for (const second of all) {
          notifications.update(first);
          notifications.update(second);
        }
      }
      expect(shown.length).toBeGreaterThan(100);
      const said = new Set(shown.flatMap(({ title, body }) => [title, body]));
      for (const name of ['SYNTHETIC', 'PRETEND', 'Nurse', 'Z99901']) expect([...said].join('\n')).not.toContain(name);
    }
  });
});
