import type {
  ActionInput,
  AppInfo,
  Bridge,
  CommandInput,
  CommandName,
  DraftValues,
  Reply,
} from '../preload/contract.ts';
import type { CallErrorCode, Incident } from '../preload/incident.ts';
import type { PageName } from '../preload/pages.ts';
import type { InputProblem, SessionView } from '../preload/session-view.ts';
import type { SettingsView } from '../preload/settings.ts';
import { formAfter, openedIn, type OpenForm } from './open-form.ts';

/** A call that main did not carry out. */
export interface Refusal extends Incident {
  readonly kind: 'refused';
  readonly code: CallErrorCode;
}

/**
 * What the last gesture led to, beyond a change of the view: shown once, until the screen changes or the next gesture. `after`:
 * what was refused before and stays on screen, because it is its details that were to be copied.
 */
export type Feedback = { readonly after?: Refusal } & (
  Refusal | { readonly kind: 'linkCopied' | 'detailsCopied' | 'browserReopened' | 'stayedLoggedIn' | 'cancelled' }
);

export interface Snapshot {
  readonly view: SessionView;
  /** Null until main has answered. */
  readonly appInfo: AppInfo | null;
  readonly feedback: Feedback | null;
  /** The action whose form is open on the home screen, by its id; its person comes back to it from wherever it leads. */
  readonly openForm: string | null;
  /** Null until main has answered. */
  readonly settings: SettingsView | null;
  /** The page that is read in place of the screen; it gives way when the session asks for something. */
  readonly page: PageName | null;
}

/** Questions, and what is said without a gesture, are not among them. */
type GestureName = Exclude<
  CommandName,
  | 'appInfo'
  | 'getView'
  | 'noteActivity'
  | 'prepareAction'
  | 'saveDraft'
  | 'readDraft'
  | 'readActivity'
  | 'checkAudit'
  | 'readSettings'
  | 'readPolicy'
  | 'readDiagnostics'
  | 'previewBundle'
  | 'saveBundle'
>;
/** The commands as a screen uses them: nothing to wait for, since every result comes back as a view or as feedback. */
export type Gestures = {
  readonly [Name in GestureName]: undefined extends CommandInput<Name>
    ? () => void
    : (input: CommandInput<Name>) => void;
};

/** What a form of an action needs beyond them. */
export interface Forms {
  /** A gesture like the others, but for what it answers: what is wrong with what was filled in. Nothing: it has begun, or was refused. */
  readonly prepareAction: (input: CommandInput<'prepareAction'>) => Promise<readonly InputProblem[]>;
  /** Kept by main where anything is kept. Not a gesture: nobody waits for it while they type. */
  readonly saveDraft: (input: CommandInput<'saveDraft'>) => void;
  readonly readDraft: (screenId: string) => Promise<DraftValues>;
  readonly openForm: (actionId: string) => void;
  /** By its person: what is typed in it goes from this window. */
  readonly closeForm: () => void;
  /** Holds what is typed in the open form, in this window alone: no other screen is rendered for it. */
  readonly holdTyped: (values: ActionInput) => void;
  readonly typedFor: (actionId: string) => ActionInput;
  /** Whether the open form has anything typed in it. */
  readonly hasTyped: () => boolean;
}
/** What a screen asks for itself, and waits for. They never reject. */
export type Questions = Pick<
  Bridge,
  'readActivity' | 'checkAudit' | 'readPolicy' | 'readDiagnostics' | 'previewBundle' | 'saveBundle'
> & {
  /** Returns the remover. */
  readonly onDiagnostics: Bridge['onDiagnostics'];
};
/** Pages beside the session. */
export interface Pages {
  readonly openPage: (page: PageName) => void;
  readonly closePage: () => void;
}

export interface SessionStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Snapshot;
  readonly gestures: Gestures;
  readonly forms: Forms;
  readonly questions: Questions;
  readonly pages: Pages;
  readonly noteActivity: (input: CommandInput<'noteActivity'>) => void;
}

/** The renderer's whole state: the last view that main sent, and the answer to the last gesture. */
export function createSessionStore(bridge: Bridge): SessionStore {
  let snapshot: Snapshot = {
    view: { kind: 'starting' },
    appInfo: null,
    feedback: null,
    openForm: null,
    settings: null,
    page: null,
  };
  let viewArrived = false;
  let form: OpenForm | null = null;
  const listeners = new Set<() => void>();
  const inFlight = new Set<GestureName | 'prepareAction'>();

  const update = (change: Partial<Snapshot>) => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };

  const show = (view: SessionView) => {
    viewArrived = true;
    form = formAfter(form, view);
    const openForm = form?.actionId ?? null;
    const page = mayShowPage(view) ? snapshot.page : null;
    update(view.kind === snapshot.view.kind ? { view, openForm, page } : { view, openForm, page, feedback: null });
  };

  async function ask<Value>(call: () => Promise<Reply<Value>>): Promise<Reply<Value>> {
    try {
      return await call();
    } catch {
      // The contract promises a reply; a broken bridge must still be told to the person who clicked.
      return { ok: false, error: { code: 'INTERNAL', correlationId: 'window' } };
    }
  }

  async function gesture<Value>(
    name: GestureName | 'prepareAction',
    call: () => Promise<Reply<Value>>,
    done?: Feedback,
  ): Promise<Value | undefined> {
    // A double click is one gesture; without this its second half would be refused, and the refusal shown.
    if (inFlight.has(name)) return undefined;
    inFlight.add(name);
    const before = name === 'copyProblem' ? refusalToKeep(snapshot.feedback) : undefined;
    if (snapshot.feedback) update({ feedback: before ?? null });
    const reply = await ask(call);
    inFlight.delete(name);
    const after = before && { after: before };
    if (!reply.ok) update({ feedback: { ...refusalOf(reply.error), ...after } });
    else if (done) update({ feedback: { ...done, ...after } });
    return reply.ok ? reply.value : undefined;
  }

  /** Each counts, however quickly it comes after the one before: an arrow key goes through a list of radios. */
  async function change(input: CommandInput<'changeSettings'>) {
    if (snapshot.feedback) update({ feedback: null });
    const reply = await ask(() => bridge.changeSettings(input));
    if (!reply.ok) update({ feedback: refusalOf(reply.error) });
  }

  async function start() {
    bridge.onSession(show);
    bridge.onSettings((settings) => update({ settings }));
    bridge.onShowPage((page) => {
      if (mayShowPage(snapshot.view)) update({ page });
    });
    // Each by itself: the frame is painted, in the right language, while the session is still being found out about. An event
    // that came first is newer than the answer to our question.
    await Promise.all([
      ask(bridge.appInfo).then((reply) => reply.ok && update({ appInfo: reply.value })),
      ask(bridge.readSettings).then((reply) => reply.ok && !snapshot.settings && update({ settings: reply.value })),
      ask(bridge.getView).then((reply) => {
        if (viewArrived) return;
        if (reply.ok) show(reply.value);
        else update({ feedback: refusalOf(reply.error) });
      }),
    ]);
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
      cancelAttempt: () => void gesture('cancelAttempt', bridge.cancelAttempt, { kind: 'cancelled' }),
      chooseRole: (input) => void gesture('chooseRole', () => bridge.chooseRole(input)),
      changeRole: () => void gesture('changeRole', bridge.changeRole),
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
      changeSettings: (input) => void change(input),
      runDiagnostics: () => void gesture('runDiagnostics', bridge.runDiagnostics),
      copyDiagnostics: () => void gesture('copyDiagnostics', bridge.copyDiagnostics, { kind: 'detailsCopied' }),
      openHelp: (input) => void gesture('openHelp', () => bridge.openHelp(input)),
      copyProblem: (input) => void gesture('copyProblem', () => bridge.copyProblem(input), { kind: 'detailsCopied' }),
    },
    forms: {
      prepareAction: async (input) => (await gesture('prepareAction', () => bridge.prepareAction(input))) ?? [],
      saveDraft: (input) => void ask(() => bridge.saveDraft(input)),
      async readDraft(screenId) {
        const reply = await ask(() => bridge.readDraft({ screenId }));
        return (reply.ok && reply.value) || {};
      },
      openForm(actionId) {
        form = openedIn(snapshot.view, actionId);
        update({ openForm: actionId });
      },
      closeForm() {
        form = null;
        update({ openForm: null });
      },
      holdTyped(values) {
        if (form) form = { ...form, values };
      },
      typedFor: (actionId) => (form?.actionId === actionId ? form.values : {}),
      hasTyped: () => Object.values(form?.values ?? {}).some((typed) => typed !== ''),
    },
    questions: {
      readActivity: () => ask(bridge.readActivity),
      checkAudit: () => ask(bridge.checkAudit),
      readPolicy: () => ask(bridge.readPolicy),
      readDiagnostics: () => ask(bridge.readDiagnostics),
      previewBundle: () => ask(bridge.previewBundle),
      saveBundle: () => ask(bridge.saveBundle),
      onDiagnostics: (listener) => bridge.onDiagnostics(listener),
    },
    pages: {
      openPage: (page) => update({ page, feedback: null }),
      closePage: () => update({ page: null }),
    },
    // Nobody waits for the answer, and a refusal on each move of the mouse would bury the screen. If activity does not get
    // through, the idle warning comes, and "Stay logged in" is a gesture that is answered.
    noteActivity: (input) => void ask(() => bridge.noteActivity(input)),
  };
}

function refusalOf(error: Pick<Refusal, 'code' | 'correlationId'>): Refusal {
  return { kind: 'refused', atMs: Date.now(), ...error };
}

/** Of what is told: not that copying failed, which the next try settles. */
function refusalToKeep(feedback: Feedback | null): Refusal | undefined {
  return feedback?.kind === 'refused' && feedback.code !== 'DETAILS_NOT_COPIED' ? feedback : feedback?.after;
}

/**
 * Where nothing is asked of anybody and nothing runs that must be watched. A page may wait under no person's name. What became of
 * an action or of a step-up waits for its person, too: only so can every error lead to the check of the connection.
 */
export function mayShowPage(view: SessionView): boolean {
  switch (view.kind) {
    case 'setupProblem':
    case 'loggedOut':
    case 'ended':
    case 'restorable':
    case 'locked':
    case 'attemptFailed':
    case 'chooseRole':
    case 'noUsableRole':
    case 'home':
    case 'insufficient':
    case 'actionDone':
      return true;
    case 'starting':
    case 'blanked':
    case 'openingBrowser':
    case 'waitingForBrowser':
    case 'checkingLogin':
    case 'actionBlocked':
    case 'otherPerson':
    case 'confirmAction':
    case 'sendingAction':
      return false;
  }
}
