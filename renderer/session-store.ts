import type { AppInfo, Bridge, CallErrorCode, CommandInput, CommandName, Reply } from '../preload/contract.ts';
import type { SessionView } from '../preload/session-view.ts';

/** What the last gesture led to, beyond a change of the view: shown once, until the screen changes or the next gesture. */
export type Feedback =
  | { readonly kind: 'linkCopied' | 'detailsCopied' | 'browserReopened' | 'stayedLoggedIn' }
  | { readonly kind: 'refused'; readonly code: CallErrorCode; readonly correlationId: string };

export interface Snapshot {
  readonly view: SessionView;
  /** Null until main has answered. */
  readonly appInfo: AppInfo | null;
  readonly feedback: Feedback | null;
}

/** Questions, and what is said without a gesture, are not among them. */
type GestureName = Exclude<
  CommandName,
  'appInfo' | 'getView' | 'noteActivity' | 'saveDraft' | 'readDraft' | 'readActivity' | 'checkAudit'
>;
/** The commands as a screen uses them: nothing to wait for, since every result comes back as a view or as feedback. */
export type Gestures = {
  readonly [Name in GestureName]: undefined extends CommandInput<Name>
    ? () => void
    : (input: CommandInput<Name>) => void;
};

/** What a screen asks for itself, and waits for. They never reject. */
export type Questions = Pick<Bridge, 'readActivity' | 'checkAudit'>;

export interface SessionStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Snapshot;
  readonly gestures: Gestures;
  readonly questions: Questions;
  readonly noteActivity: (input: CommandInput<'noteActivity'>) => void;
}

/** The renderer's whole state: the last view that main sent, and the answer to the last gesture. */
export function createSessionStore(bridge: Bridge): SessionStore {
  let snapshot: Snapshot = { view: { kind: 'starting' }, appInfo: null, feedback: null };
  let viewArrived = false;
  const listeners = new Set<() => void>();
  const inFlight = new Set<GestureName>();

  const update = (change: Partial<Snapshot>) => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };

  const show = (view: SessionView) => {
    viewArrived = true;
    update(view.kind === snapshot.view.kind ? { view } : { view, feedback: null });
  };

  async function ask<Value>(call: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
    try {
      return await call();
    } catch {
      // The contract promises a reply; a broken bridge must still be told to the person who clicked.
      return { ok: false, error: { code: 'INTERNAL', correlationId: '' } };
    }
  }

  async function gesture(name: GestureName, call: () => Promise<Reply<unknown>>, done?: Feedback) {
    // A double click is one gesture; without this its second half would be refused, and the refusal shown.
    if (inFlight.has(name)) return;
    inFlight.add(name);
    if (snapshot.feedback) update({ feedback: null });
    const reply = await ask(call);
    inFlight.delete(name);
    if (!reply.ok) update({ feedback: { kind: 'refused', ...reply.error } });
    else if (done) update({ feedback: done });
  }

  async function start() {
    bridge.onSession(show);
    const [appInfo, view] = await Promise.all([ask(bridge.appInfo), ask(bridge.getView)]);
    if (appInfo.ok) update({ appInfo: appInfo.value });
    // An event that came first is newer than the answer to our question.
    if (viewArrived) return;
    if (view.ok) show(view.value);
    else update({ feedback: { kind: 'refused', ...view.error } });
  }
  void start();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    gestures: {
      login: () => void gesture('login', bridge.login),
      reopenBrowser: () => void gesture('reopenBrowser', bridge.reopenBrowser, { kind: 'browserReopened' }),
      copyStartLink: () => void gesture('copyStartLink', bridge.copyStartLink, { kind: 'linkCopied' }),
      cancelAttempt: () => void gesture('cancelAttempt', bridge.cancelAttempt),
      chooseRole: (input) => void gesture('chooseRole', () => bridge.chooseRole(input)),
      changeRole: () => void gesture('changeRole', bridge.changeRole),
      prepareAction: (input) => void gesture('prepareAction', () => bridge.prepareAction(input)),
      stepUp: (input) => void gesture('stepUp', () => bridge.stepUp(input)),
      confirmAction: (input) => void gesture('confirmAction', () => bridge.confirmAction(input)),
      goBack: () => void gesture('goBack', bridge.goBack),
      lock: () => void gesture('lock', bridge.lock),
      unlock: () => void gesture('unlock', bridge.unlock),
      switchPerson: () => void gesture('switchPerson', bridge.switchPerson),
      logOut: () => void gesture('logOut', bridge.logOut),
      continueSession: () => void gesture('continueSession', bridge.continueSession),
      renewLogin: () => void gesture('renewLogin', bridge.renewLogin),
      stayLoggedIn: (input) =>
        void gesture('stayLoggedIn', () => bridge.stayLoggedIn(input), { kind: 'stayedLoggedIn' }),
      dismissUnresolved: (input) => void gesture('dismissUnresolved', () => bridge.dismissUnresolved(input)),
      dismissEndNotice: () => void gesture('dismissEndNotice', bridge.dismissEndNotice),
      copyProblem: () => void gesture('copyProblem', bridge.copyProblem, { kind: 'detailsCopied' }),
    },
    questions: {
      readActivity: () => ask(bridge.readActivity),
      checkAudit: () => ask(bridge.checkAudit),
    },
    // Nobody waits for the answer, and a refusal on each move of the mouse would bury the screen. If activity does not get
    // through, the idle warning comes, and "Stay logged in" is a gesture that is answered.
    noteActivity: (input) => void ask(() => bridge.noteActivity(input)),
  };
}
