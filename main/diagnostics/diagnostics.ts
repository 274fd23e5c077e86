import type { BundlePreview, BundleSaved, CheckResult, DiagnosticsView } from '../../preload/diagnostics.ts';
import type { Cleanup } from '../ports.ts';
import { bundleOf, type BundleSources } from './bundle.ts';
import type { CheckPorts } from './check.ts';
import { checks } from './checks.ts';
import { createProbe } from './probe.ts';
import { textReport } from './report.ts';
import { runChecks } from './run-checks.ts';
import { zipOf } from './zip.ts';

/** The checks of screen 24 and the bundle of screen 25, as the window and the command line use them. */
export interface Diagnostics {
  view(): DiagnosticsView;
  /** Begins all checks; `false` while they run. */
  run(): boolean;
  subscribe(listener: (view: DiagnosticsView) => void): Cleanup;
  /** The last results as lines of text; `undefined` until all have been told. */
  report(): string | undefined;
  previewBundle(): Promise<BundlePreview>;
  /** Writes what was last previewed to where the person says. `notWritten`: the disk did not take it, or nothing was previewed. */
  saveBundle(): Promise<BundleSaved | { readonly kind: 'notWritten' }>;
}

/** Told in the order of the contract, whichever ended first. */
const placeOf = ({ id }: CheckResult) => checks.findIndex((check) => check.id === id);

export interface DiagnosticsParts {
  /** What is so now: policy may change while the app runs. */
  readonly portsNow: () => Omit<CheckPorts, 'probe'>;
  readonly bundleSources: () => Promise<Omit<BundleSources, 'diagnostics'>>;
  /** Asks where and writes; answers the name of the file without its folder, `undefined` when nobody wanted it. */
  readonly saveAs: (suggestedName: string, bytes: Uint8Array) => Promise<string | undefined>;
}

export function createDiagnostics({ portsNow, bundleSources, saveAs }: DiagnosticsParts): Diagnostics {
  const listeners = new Set<(view: DiagnosticsView) => void>();
  let view: DiagnosticsView = { kind: 'notRun' };
  let previewed: BundlePreview | undefined;

  const show = (next: DiagnosticsView) => {
    view = next;
    for (const listener of listeners) listener(next);
  };

  return {
    view: () => view,
    run() {
      if (view.kind === 'running') return false;
      const ports = portsNow();
      let results: readonly CheckResult[] = [];
      const total = checks.length;
      show({ kind: 'running', results: [], total });
      void runChecks(checks, { ...ports, probe: createProbe(ports) }, (result) => {
        results = [...results, result].sort((a, b) => placeOf(a) - placeOf(b));
        show({ kind: 'running', results: [...results], total });
      }).then(() => show({ kind: 'finished', results: [...results], atMs: ports.clock.wallMs() }));
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report() {
      if (view.kind !== 'finished') return undefined;
      return textReport(view.results, { version: portsNow().version, atMs: view.atMs });
    },
    async previewBundle() {
      previewed = bundleOf({ ...(await bundleSources()), diagnostics: view });
      return previewed;
    },
    async saveBundle() {
      if (!previewed) return { kind: 'notWritten' };
      const atMs = portsNow().clock.wallMs();
      const day = new Date(atMs).toISOString().slice(0, 10);
      try {
        const fileName = await saveAs(`cis2-desktop-support-${day}.zip`, zipOf(previewed.files, atMs));
        return fileName === undefined ? { kind: 'cancelled' } : { kind: 'saved', fileName };
      } catch {
        // A full or read-only disk: the person is told, and chooses another place.
        return { kind: 'notWritten' };
      }
    },
  };
}
