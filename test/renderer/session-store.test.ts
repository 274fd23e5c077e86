import { expect, it, vi } from 'vitest';
import { commands, type Bridge } from '../../preload/contract.ts';
import type { PageName } from '../../preload/pages.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { createSessionStore } from '../../renderer/session-store.ts';
import { appInfo, settings } from './fixtures.ts';
import { reasonViews } from './limit-views.ts';
import { viewNamed, views } from './views.ts';

const answered = { ok: true, value: undefined } as const;
const refused = { ok: false, error: { code: 'NOT_NOW', correlationId: 'synthetic' } } as const;
const loggedOut: SessionView = { kind: 'loggedOut' };

function fakeBridge(overrides: Partial<Bridge> = {}) {
  let listener: (view: SessionView) => void = () => {};
  let onShowPage: (page: PageName) => void = () => {};
  const gestures = Object.fromEntries(Object.keys(commands).map((name) => [name, vi.fn(async () => answered)]));
  const bridge = {
    ...gestures,
    appInfo: async () => ({ ok: true, value: appInfo }),
    readSettings: async () => ({ ok: true, value: settings }),
    getView: async () => ({ ok: true, value: loggedOut }),
    onSession: (next: typeof listener) => {
      listener = next;
      return () => {};
    },
    onSettings: () => () => {},
    onShowPage: (next: typeof onShowPage) => {
      onShowPage = next;
      return () => {};
    },
    ...overrides,
  } as unknown as Bridge;
  return { bridge, send: (view: SessionView) => listener(view), showPage: (page: PageName) => onShowPage(page) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

it('begins with what main answers', async () => {
  const store = createSessionStore(fakeBridge().bridge);
  expect(store.getSnapshot().view.kind).toBe('starting');
  await settled();
  expect(store.getSnapshot()).toEqual({
    view: loggedOut,
    appInfo,
    feedback: null,
    openForm: null,
    settings,
    page: null,
  });
});

it('prefers an event to the older answer of getView', async () => {
  const { bridge, send } = fakeBridge();
  const store = createSessionStore(bridge);
  send(viewNamed('waitingToLogIn'));
  await settled();
  expect(store.getSnapshot().view.kind).toBe('waitingForBrowser');
});

it('tells its subscribers until they leave', async () => {
  const { bridge, send } = fakeBridge();
  const store = createSessionStore(bridge);
  await settled();
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  send(viewNamed('noUsableRole'));
  unsubscribe();
  send(loggedOut);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('shows a refused call, and forgets it with the next gesture', async () => {
  const { bridge } = fakeBridge({ login: async () => refused });
  const store = createSessionStore(bridge);
  await settled();
  store.gestures.login();
  await settled();
  expect(store.getSnapshot().feedback).toEqual({
    kind: 'refused',
    atMs: expect.any(Number) as number,
    ...refused.error,
  });
  store.gestures.goBack();
  await settled();
  expect(store.getSnapshot().feedback).toBeNull();
});

it('shows a refused question at the start', async () => {
  const store = createSessionStore(fakeBridge({ getView: async () => refused }).bridge);
  await settled();
  expect(store.getSnapshot()).toMatchObject({ view: { kind: 'starting' }, feedback: { code: 'NOT_NOW' } });
});

it('takes a call that throws for a refused one', async () => {
  const { bridge } = fakeBridge({ logOut: () => Promise.reject(new Error('gone')) });
  const store = createSessionStore(bridge);
  await settled();
  store.gestures.logOut();
  await settled();
  expect(store.getSnapshot().feedback).toEqual({
    kind: 'refused',
    code: 'INTERNAL',
    atMs: expect.any(Number) as number,
    correlationId: 'window',
  });
});

it('sends a double click once', async () => {
  const { bridge } = fakeBridge();
  const store = createSessionStore(bridge);
  store.gestures.confirmAction({ confirmationId: 'a' });
  store.gestures.confirmAction({ confirmationId: 'a' });
  await settled();
  expect(bridge.confirmAction).toHaveBeenCalledTimes(1);
  expect(bridge.confirmAction).toHaveBeenCalledWith({ confirmationId: 'a' });
});

it('gives the moment of the input along with "Stay logged in", and says that it worked', async () => {
  const { bridge } = fakeBridge();
  const store = createSessionStore(bridge);
  await settled();
  store.gestures.stayLoggedIn({ inputAtMs: 1234 });
  await settled();
  expect(bridge.stayLoggedIn).toHaveBeenCalledWith({ inputAtMs: 1234 });
  expect(store.getSnapshot().feedback).toEqual({ kind: 'stayedLoggedIn' });
});

it('passes activity on, and shows nobody that it was refused or that the bridge is gone', async () => {
  const noteActivity = vi.fn<Bridge['noteActivity']>(async () => refused);
  const store = createSessionStore(fakeBridge({ noteActivity }).bridge);
  await settled();
  store.noteActivity({ inputAtMs: 1234 });
  noteActivity.mockRejectedValueOnce(new Error('gone'));
  store.noteActivity({ inputAtMs: 5678 });
  await settled();
  expect(noteActivity.mock.calls).toEqual([[{ inputAtMs: 1234 }], [{ inputAtMs: 5678 }]]);
  expect(store.getSnapshot().feedback).toBeNull();
});

it('leaves feedback alone when activity is reported', async () => {
  const { bridge } = fakeBridge();
  const store = createSessionStore(bridge);
  await settled();
  store.gestures.copyProblem({ code: 'INTERNAL', atMs: 1, correlationId: 'synthetic' });
  await settled();
  store.noteActivity({ inputAtMs: 1234 });
  await settled();
  expect(store.getSnapshot().feedback).toEqual({ kind: 'detailsCopied' });
});

/** What asks something of a person, runs, or must hide what is beneath it. */
const takesThePage = [
  'blanked',
  'openingBrowser',
  'waitingForBrowser',
  'checkingLogin',
  'actionBlocked',
  'otherPerson',
  'confirmAction',
  'sendingAction',
];

it('issue 6 line 1: a page gives way to a view that asks for something, stays over any other, and does not come back by itself', async () => {
  const shown = Object.values({ ...views, ...reasonViews }).filter(({ kind }) => kind !== 'starting');
  for (const kind of takesThePage) expect(shown.map((view) => view.kind)).toContain(kind);
  for (const view of shown) {
    const { bridge, send, showPage } = fakeBridge();
    const store = createSessionStore(bridge);
    await settled();
    store.pages.openPage('settings');
    const asks = takesThePage.includes(view.kind);
    send(view);
    expect(store.getSnapshot().page, view.kind).toBe(asks ? null : 'settings');
    showPage('about');
    expect(store.getSnapshot().page, `${view.kind}: nor does the menu put one over it`).toBe(asks ? null : 'about');
    if (asks) send(viewNamed('homeAal2'));
    expect(store.getSnapshot().page, `after ${view.kind}`).toBe(asks ? null : 'about');
  }
});
