import type { DiagnosticsView } from '../../preload/diagnostics.ts';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useDiagnostics } from '../use-diagnostics.ts';
import { CheckConnection } from './check-connection.tsx';

/** What the last check of the connection found. Nobody asks the provider anything for it: before a log-in there is nothing to ask. */
export function ConnectionStatus() {
  const { view } = useDiagnostics();
  if (!view) return null;
  return (
    <div className="app-connection">
      <p>{inWords(view)}</p>
      <CheckConnection isSmall />
    </div>
  );
}

function inWords(view: DiagnosticsView): string {
  const { connection } = words.screens;
  switch (view.kind) {
    case 'notRun':
      return connection.notRun;
    case 'running':
      return connection.running;
    case 'finished': {
      const findings = view.results.filter(({ verdict }) => verdict === 'warn' || verdict === 'fail').length;
      const when = moment(view.atMs);
      return findings === 0 ? connection.passed(when) : connection.found(findings, when);
    }
  }
}
