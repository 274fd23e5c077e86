import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Handlers } from './commands.ts';

export type DiagnosticsHandlers = Pick<
  Handlers,
  'readDiagnostics' | 'runDiagnostics' | 'copyDiagnostics' | 'previewBundle' | 'saveBundle'
>;

export function diagnosticsHandlers(diagnostics: Diagnostics, copyText: (text: string) => void): DiagnosticsHandlers {
  return {
    readDiagnostics: () => ({ ok: true, value: diagnostics.view() }),
    runDiagnostics: () => (diagnostics.run() ? { ok: true, value: undefined } : { ok: false, code: 'NOT_NOW' }),
    copyDiagnostics: () => {
      const report = diagnostics.report();
      if (report === undefined) return { ok: false, code: 'NOT_NOW' };
      copyText(report);
      return { ok: true, value: undefined };
    },
    previewBundle: async () => ({ ok: true, value: await diagnostics.previewBundle() }),
    saveBundle: async () => ({ ok: true, value: await diagnostics.saveBundle() }),
  };
}
