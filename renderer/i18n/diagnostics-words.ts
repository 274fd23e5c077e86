import type { Language } from '../../preload/settings.ts';
import type { DiagnosticsWords } from './en-diagnostics.ts';

const loading = new Map<Language, Promise<DiagnosticsWords>>();

/** The words of screens 24 and 25, fetched with the first of them: a promise for React's `use`, the same one each time. */
export function diagnosticsWords(language: Language): Promise<DiagnosticsWords> {
  const known = loading.get(language);
  if (known) return known;
  const words = load(language);
  loading.set(language, words);
  return words;
}

async function load(language: Language): Promise<DiagnosticsWords> {
  switch (language) {
    case 'en':
      return (await import('./en-diagnostics.ts')).enDiagnostics;
    case 'cy':
      return (await import('./cy-diagnostics.ts')).cyDiagnostics;
  }
}
