import type { AppInfo, CallErrorCode, CommandInput, CommandName, DraftValues } from '../../../preload/contract.ts';
import type { InputProblem, SessionView } from '../../../preload/session-view.ts';

export interface RecordedCall {
  readonly name: string;
  readonly input: unknown;
}

/** What a test can do with the fake from outside the page. */
export interface FakeBridgeControls {
  readonly calls: RecordedCall[];
  readonly show: (view: SessionView) => void;
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
  readonly commandNames: readonly CommandName[];
}

/**
 * Stands in for `preload/bridge.ts`. Runs inside the page, so it may use nothing but its argument. It answers, records what
 * it was asked, and lets the test send views; it has no session behind it.
 */
export function installFakeBridge({ view, appInfo, commandNames }: FakeBridgeOptions): void {
  let current = view;
  const listeners = new Set<(view: SessionView) => void>();
  const controls: FakeBridgeControls = {
    calls: [],
    refusal: null,
    problems: [],
    drafts: {},
    answers: {},
    show(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
  const answers: Partial<Record<CommandName, () => unknown>> = { appInfo: () => appInfo, getView: () => current };
  const kept = (input: unknown) => controls.drafts[(input as CommandInput<'readDraft'>).screenId] ?? null;
  const command = (name: CommandName) => (input: unknown) => {
    const answer = answers[name];
    if (answer) return Promise.resolve({ ok: true, value: answer() });
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
    onSession(listener: (view: SessionView) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.assign(window, { cis2: bridge, fakeBridge: controls });
}
