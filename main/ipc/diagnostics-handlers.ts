import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { CopyText } from '../ports.ts';
import type { Handlers } from './commands.ts';

export type DiagnosticsHandlers = Pick<
  Handlers,
  'readDiagnostics' | 'runDiagnostics' | 'copyDiagnostics' | 'previewBundle' | 'saveBundle'
>;

export function diagnosticsHandlers(diagnostics: Diagnostics, copyText: CopyText): DiagnosticsHandlers {
  return {
    readDiagnostics: () => ({ ok: true, value: diagnostics.view() }),
    runDiagnostics: () => (diagnostics.run() ? { ok: true, value: undefined } : { ok: false, code: 'NOT_NOW' }),
    copyDiagnostics: async () => {
      const report = diagnostics.report();
      if (report === undefined) return { ok: false, code: 'NOT_NOW' };
      return (await copyText(report)) ? { ok: true, value: undefined } : { ok: false, code: 'DETAILS_NOT_COPIED' };
    },
    previewBundle: async () => ({ ok: true, value: await diagnostics.previewBundle() }),
    saveBundle: async () => {
      const saved = await diagnostics.saveBundle();
      return saved.kind === 'notWritten' ? { ok: false, code: 'BUNDLE_NOT_WRITTEN' } : { ok: true, value: saved };
    },
  };
}
