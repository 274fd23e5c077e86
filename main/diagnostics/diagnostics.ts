import type { BundlePreview, BundleSaved, DiagnosticsView } from '../../preload/diagnostics.ts';
import type { Cleanup, Clock } from '../ports.ts';

/** The checks of screen 24 and the bundle of screen 25, as the window and the command line use them. */
export interface Diagnostics {
  view(): DiagnosticsView;
  /** Begins all checks; `false` while they run. */
  run(): boolean;
  subscribe(listener: (view: DiagnosticsView) => void): Cleanup;
  previewBundle(): Promise<BundlePreview>;
  /** Writes what was last previewed to where the person says. */
  saveBundle(): Promise<BundleSaved>;
}

export function createDiagnostics(clock: Pick<Clock, 'wallMs'>): Diagnostics {
  const listeners = new Set<(view: DiagnosticsView) => void>();
  let view: DiagnosticsView = { kind: 'notRun' };
  return {
    view: () => view,
    run() {
      view = { kind: 'finished', results: [], atMs: clock.wallMs() };
      for (const listener of listeners) listener(view);
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    previewBundle: () => Promise.resolve({ files: [] }),
    saveBundle: () => Promise.resolve({ kind: 'notWritten' }),
  };
}
