import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { Handlers } from './commands.ts';

export type DiagnosticsHandlers = Pick<Handlers, 'readDiagnostics' | 'runDiagnostics' | 'previewBundle' | 'saveBundle'>;

export function diagnosticsHandlers(diagnostics: Diagnostics): DiagnosticsHandlers {
  return {
    readDiagnostics: () => ({ ok: true, value: diagnostics.view() }),
    runDiagnostics: () => (diagnostics.run() ? { ok: true, value: undefined } : { ok: false, code: 'NOT_NOW' }),
    previewBundle: async () => ({ ok: true, value: await diagnostics.previewBundle() }),
    saveBundle: async () => ({ ok: true, value: await diagnostics.saveBundle() }),
  };
}
