import { useEffect, useState } from 'react';
import type { DiagnosticsView } from '../preload/diagnostics.ts';
import type { Incident } from '../preload/incident.ts';
import { useQuestions } from './session-context.ts';

/** How the checks of the connection stand, as main has it; `null` until it has answered. What is told by event is newer. */
export function useDiagnostics(): { readonly view: DiagnosticsView | null; readonly trouble: Incident | null } {
  const { readDiagnostics, onDiagnostics } = useQuestions();
  const [view, setView] = useState<DiagnosticsView | null>(null);
  const [trouble, setTrouble] = useState<Incident | null>(null);
  useEffect(() => {
    let isNewest = true;
    const remove = onDiagnostics((next) => {
      isNewest = false;
      setView(next);
    });
    void readDiagnostics().then((reply) => {
      if (!isNewest) return;
      if (reply.ok) setView(reply.value);
      else setTrouble({ atMs: Date.now(), ...reply.error });
    });
    return () => {
      isNewest = false;
      remove();
    };
  }, [readDiagnostics, onDiagnostics]);
  return { view, trouble };
}
