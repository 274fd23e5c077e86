import type { AppInfo, CallErrorCode, CommandInput, CommandName, DraftValues } from '../../../preload/contract.ts';
import type { PageName } from '../../../preload/pages.ts';
import type { InputProblem, SessionView } from '../../../preload/session-view.ts';
import type { SettingsView } from '../../../preload/settings.ts';

export interface RecordedCall {
  readonly name: string;
  readonly input: unknown;
}

/** What a test can do with the fake from outside the page. */
export interface FakeBridgeControls {
  readonly calls: RecordedCall[];
  readonly show: (view: SessionView) => void;
  readonly showPage: (page: PageName) => void;
  readonly send: (name: 'settings' | 'diagnostics', payload: unknown) => void;
  refusal: CallErrorCode | null;
  /** What main finds wrong with what was filled in, and what it has kept of what was typed. */
  problems: readonly InputProblem[];
  drafts: Readonly<Record<string, DraftValues>>;
  /** Values of commands that are questions. */
  answers: Partial<Record<CommandName, unknown>>;
}

declare global {
  interface Window {
    fakeBridge: FakeBridgeControls;
  }
}

export interface FakeBridgeOptions {
  readonly view: SessionView;
  readonly appInfo: AppInfo;
  readonly settings: SettingsView;
  readonly commandNames: readonly CommandName[];
  /** Commands that are never answered. */
  readonly silent: readonly CommandName[];
  /** What main answers to questions, from the start. */
  readonly answers: FakeBridgeControls['answers'];
}

/**
 * Stands in for `preload/bridge.ts`. Runs inside the page, so it may use nothing but its argument. It answers, records what
 * it was asked, and lets the test send views; it has no session behind it.
 */
export function installFakeBridge({
  view,
  appInfo,
  settings,
  commandNames,
  silent,
  answers: given,
}: FakeBridgeOptions): void {
  let current = view;
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const send = (name: string, payload: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  };
  const subscriber = (name: string) => (listener: (payload: unknown) => void) => {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    return () => listeners.get(name)?.delete(listener);
  };
  const controls: FakeBridgeControls = {
    calls: [],
    refusal: null,
    problems: [],
    drafts: {},
    answers: given,
    show(next) {
      current = next;
      send('session', next);
    },
    showPage: (page) => send('showPage', page),
    send,
  };
  const answers: Partial<Record<CommandName, () => unknown>> = {
    appInfo: () => appInfo,
    readSettings: () => settings,
    getView: () => current,
    readDiagnostics: () => controls.answers.readDiagnostics ?? { kind: 'notRun' },
  };
  const kept = (input: unknown) => controls.drafts[(input as CommandInput<'readDraft'>).screenId] ?? null;
  const command = (name: CommandName) => (input: unknown) => {
    if (silent.includes(name)) return new Promise(() => {});
    const answer = answers[name];
    if (answer && !(name === 'readDiagnostics' && controls.refusal))
      return Promise.resolve({ ok: true, value: answer() });
    if (name === 'readDraft') return Promise.resolve({ ok: true, value: kept(input) });
    controls.calls.push({ name, input });
    return Promise.resolve(
      controls.refusal
        ? { ok: false, error: { code: controls.refusal, correlationId: 'synthetic-correlation' } }
        : { ok: true, value: name === 'prepareAction' ? controls.problems : controls.answers[name] },
    );
  };
  const bridge = {
    ...Object.fromEntries(commandNames.map((name) => [name, command(name)])),
    onSession: subscriber('session'),
    onSettings: subscriber('settings'),
    onDiagnostics: subscriber('diagnostics'),
    onShowPage: subscriber('showPage'),
  };
  Object.assign(window, { cis2: bridge, fakeBridge: controls });
}
