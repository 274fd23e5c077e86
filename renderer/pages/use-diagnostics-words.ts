import { use } from 'react';
import { diagnosticsWords } from '../i18n/diagnostics-words.ts';
import { useSession } from '../session-context.ts';

/** In the language on screen; suspends while they are fetched. */
export function useDiagnosticsWords() {
  const { settings } = useSession();
  return use(diagnosticsWords(settings?.language.value ?? 'en'));
}
