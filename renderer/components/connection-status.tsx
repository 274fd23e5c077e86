import { useEffect, useState } from 'react';
import type { DiagnosticsView } from '../../preload/diagnostics.ts';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useQuestions } from '../session-context.ts';
import { CheckConnection } from './check-connection.tsx';

/** What the last check of the connection found. Nobody asks the provider anything for it: before a log-in there is nothing to ask. */
export function ConnectionStatus() {
  const view = useDiagnostics();
  if (!view) return null;
  return (
    <div className="app-connection">
      <p>{inWords(view)}</p>
      <CheckConnection isSmall />
    </div>
  );
}

function useDiagnostics(): DiagnosticsView | null {
  const { readDiagnostics, onDiagnostics } = useQuestions();
  const [view, setView] = useState<DiagnosticsView | null>(null);
  useEffect(() => {
    let isNewest = true;
    const remove = onDiagnostics((next) => {
      // What is told is newer than the answer to our question.
      isNewest = false;
      setView(next);
    });
    void readDiagnostics().then((reply) => {
      if (isNewest && reply.ok) setView(reply.value);
    });
    return () => {
      isNewest = false;
      remove();
    };
  }, [readDiagnostics, onDiagnostics]);
  return view;
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
