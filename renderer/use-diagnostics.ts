import { useEffect, useState } from 'react';
import type { CallErrorCode } from '../preload/contract.ts';
import type { DiagnosticsView } from '../preload/diagnostics.ts';
import { useQuestions } from './session-context.ts';

/** How the checks of the connection stand, as main has it; `null` until it has answered. What is told by event is newer. */
export function useDiagnostics(): { readonly view: DiagnosticsView | null; readonly trouble: CallErrorCode | null } {
  const { readDiagnostics, onDiagnostics } = useQuestions();
  const [view, setView] = useState<DiagnosticsView | null>(null);
  const [trouble, setTrouble] = useState<CallErrorCode | null>(null);
  useEffect(() => {
    let isNewest = true;
    const remove = onDiagnostics((next) => {
      isNewest = false;
      setView(next);
    });
    void readDiagnostics().then((reply) => {
      if (!isNewest) return;
      if (reply.ok) setView(reply.value);
      else setTrouble(reply.error.code);
    });
    return () => {
      isNewest = false;
      remove();
    };
  }, [readDiagnostics, onDiagnostics]);
  return { view, trouble };
}
