import { describe, expect, test, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { installTray, trayStateOf, type TrayHost, type TrayParts } from '../../main/shell/tray.ts';
import { trayPicture, trayStates, type TrayState } from '../../main/shell/tray-picture.ts';
import { trayWords } from '../../main/words/tray-words.ts';
import { sessionView, type SessionView } from '../../preload/session-view.ts';
import { languages, type Language } from '../../preload/settings.ts';
import { atAal2, atAal3, incident, quiet } from '../renderer/fixtures.ts';
import { views } from '../renderer/views.ts';
import { fake, fakeEvents, fakeLog } from './fakes.ts';

const home = (who: typeof atAal2): SessionView => ({
  kind: 'home',
  who,
  actions: [],
  memoryOnly: null,
  unresolved: [],
  unsent: [],
});
const near = { ...atAal3, standing: { ...quiet, endNoticeMinutes: 60 } };
const lost = {
  ...atAal3,
  standing: {
    ...quiet,
    degraded: { sinceMs: 1, retryAtMs: null, cause: 'unreachable' as const, incident: incident('PROVIDER_TIMED_OUT') },
  },
};

interface Picture {
  readonly buffers: Buffer[];
  template: boolean;
}

function installed(
  over: Partial<Omit<TrayParts, 'host'>> & { readonly isDark?: boolean; readonly fails?: boolean } = {},
) {
  const events = fakeEvents();
  const seen = { picture: undefined as Picture | undefined, toolTip: '', menu: [] as MenuItemConstructorOptions[] };
  const drawings = vi.fn();
  const host = fake<TrayHost>({
    create(picture: Picture) {
      if (over.fails) throw new Error('no tray here');
      seen.picture = picture;
      return fake<ReturnType<TrayHost['create']>>({
        on: events.on,
        setImage: (image: Picture) => {
          drawings();
          seen.picture = image;
        },
        setToolTip: (text: string) => (seen.toolTip = text),
        setContextMenu: (menu: MenuItemConstructorOptions[]) => (seen.menu = menu),
      });
    },
    images: {
      createFromBitmap(buffer: Buffer) {
        const picture: Picture & object = {
          buffers: [buffer],
          template: false,
          addRepresentation: (more: { readonly buffer: Buffer }) => picture.buffers.push(more.buffer),
          setTemplateImage: (template: boolean) => (picture.template = template),
        } as Picture & object;
        return picture;
      },
    },
    menus: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
    isDark: () => over.isDark ?? false,
  });
  const { log, entries } = fakeLog();
  const parts: TrayParts = {
    platform: 'win32',
    profile: 'personal',
    language: () => 'en',
    open: vi.fn(),
    lock: vi.fn(),
    logOut: vi.fn(),
    diagnose: vi.fn(),
    ...over,
    host,
    log,
  };
  const tray = installTray(parts);
  const item = (id: string) => seen.menu.find((candidate) => candidate.id === id);
  const click = (id: string) => (item(id)?.click as (() => void) | undefined)?.();
  return { tray, parts, seen, item, click, events, drawings, entries };
}

describe('issue 6 line 7: what the tray says of each screen', () => {
  const rows: readonly (readonly [TrayState, SessionView])[] = [
    ['out', { kind: 'loggedOut' }],
    ['out', { kind: 'starting' }],
    ['locked', { kind: 'blanked' }],
    ['waiting', { kind: 'checkingLogin', purpose: 'login', who: null }],
    ['aal2', home(atAal2)],
    ['aal3', home(atAal3)],
    ['expiring', home(near)],
    ['problem', home(lost)],
  ];
  test.each(rows)('%s', (state, view) => expect(trayStateOf(view)).toBe(state));

  test('every state of the table is told by some screen, and every screen by some state', () => {
    const seen = new Set([...rows.map(([state]) => state), ...Object.values(views).map(trayStateOf)]);
    expect(seen).toEqual(new Set(trayStates));
    const kinds = new Set(Object.values(views).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(sessionView.options.map(({ entries }) => entries.kind.literal)));
  });

  test.each(languages)('in words as well, and they differ: %s', (language) => {
    const words = trayStates.map((state) => trayWords[language].status[state]);
    expect(new Set(words).size).toBe(trayStates.length);
  });
});

describe('issue 6 line 7: the picture tells by its shape alone', () => {
  const coverage = (state: TrayState, sizePx: number) =>
    [...trayPicture(state, 0, sizePx)].filter((_, index) => index % 4 === 3);

  test.each(trayStates)('%s differs from every other in at least 12 of 256 pixels', (state) => {
    const own = coverage(state, 16);
    for (const other of trayStates.filter((candidate) => candidate !== state)) {
      const theirs = coverage(other, 16);
      const differing = own.filter((alpha, index) => Math.abs(alpha - (theirs[index] ?? 0)) > 128).length;
      expect(differing, other).toBeGreaterThanOrEqual(12);
    }
  });

  test('one ink, multiplied by its coverage, whatever the order of the channels', () => {
    const pixels = trayPicture('problem', 255, 32);
    for (let at = 0; at < pixels.length; at += 4) {
      const [first, second, third, alpha] = pixels.subarray(at, at + 4);
      expect([first, second, third]).toEqual([alpha, alpha, alpha]);
    }
    expect(pixels).toHaveLength(32 * 32 * 4);
  });
});

describe('issue 6 line 7: the tray', () => {
  test('offers what makes sense now, each by its own item', () => {
    const { tray, parts, item, click } = installed();
    expect([item('tray-lock')?.enabled, item('tray-log-out')?.enabled]).toEqual([false, false]);
    tray.update(home(atAal3));
    expect(item('tray-status')).toMatchObject({ label: trayWords.en.status.aal3, enabled: false });
    expect([item('tray-lock')?.enabled, item('tray-log-out')?.enabled]).toEqual([true, true]);
    for (const id of ['tray-open', 'tray-lock', 'tray-log-out', 'tray-diagnostics']) click(id);
    for (const action of [parts.open, parts.lock, parts.logOut, parts.diagnose]) expect(action).toHaveBeenCalledOnce();
  });

  test('HAZ-02 on a shared terminal nothing is locked', () => {
    const { tray, item } = installed({ profile: 'shared' });
    tray.update(home(atAal2));
    expect(item('tray-lock')).toBeUndefined();
    expect(item('tray-log-out')?.enabled).toBe(true);
  });

  test('invariant 7 names nobody, on any screen, in any language', () => {
    for (const language of languages) {
      const { tray, seen } = installed({ language: () => language });
      for (const view of Object.values(views)) {
        tray.update(view);
        const said = JSON.stringify([seen.toolTip, seen.menu]);
        for (const name of ['SYNTHETIC', 'PRETEND', 'Nurse', 'Z99901']) expect(said).not.toContain(name);
      }
    }
  });

  test('is drawn anew when something of it changes, and not with every view', () => {
    let language: Language = 'en';
    const { tray, drawings, seen } = installed({ language: () => language });
    tray.update(home(atAal2));
    const before = drawings.mock.calls.length;
    tray.update({ ...home(atAal2) });
    tray.redraw();
    expect(drawings).toHaveBeenCalledTimes(before);
    language = 'cy';
    tray.redraw();
    expect(drawings).toHaveBeenCalledTimes(before + 1);
    expect(seen.toolTip).toBe(`CIS2 Desktop: ${trayWords.cy.status.aal2}`);
  });

  test.each([
    ['win32', false, 0, false],
    ['win32', true, 255, false],
    ['linux', true, 255, false],
    ['darwin', true, 0, true],
  ])('on %s with dark bars %s its ink is %i, and a template: %s', (platform, isDark, ink, template) => {
    const { tray, seen } = installed({ platform, isDark });
    tray.update(home(atAal2));
    expect(seen.picture?.template).toBe(template);
    expect(seen.picture?.buffers).toEqual([trayPicture('aal2', ink, 16), trayPicture('aal2', ink, 32)]);
  });

  test('a click opens the app on Windows, and is the system’s own affair elsewhere', () => {
    const onWindows = installed({ platform: 'win32' });
    onWindows.events.fire('click');
    expect(onWindows.parts.open).toHaveBeenCalledOnce();
    expect(installed({ platform: 'darwin' }).events.names()).toEqual([]);
  });

  test('where the system has none the app does without, and says so once', () => {
    const { tray, entries } = installed({ fails: true });
    tray.update(home(atAal2));
    tray.redraw();
    expect(entries).toMatchObject([{ level: 'warn', code: 'TRAY_UNAVAILABLE' }]);
  });
});
