import type { DiagnosticsView } from '../../preload/diagnostics.ts';
import type { DiagnosticsWords } from '../i18n/en-diagnostics.ts';

interface CheckProgressProps {
  readonly view: DiagnosticsView;
  readonly texts: DiagnosticsWords;
}

/**
 * How far the checks are: a bar with its number in words. Spoken at the beginning of each quarter and at the end, since sixteen
 * results within a second would talk over each other.
 */
export function CheckProgress({ view, texts }: CheckProgressProps) {
  return (
    <>
      {view.kind === 'running' && (
        <div className="app-check-progress">
          <progress
            max={view.total}
            value={view.results.length}
            aria-label={texts.progress(view.results.length, view.total)}
          />
          <span aria-hidden="true">{texts.progress(view.results.length, view.total)}</span>
        </div>
      )}
      {view.kind === 'finished' && <p aria-hidden="true">{summary(view, texts)}</p>}
      <div role="status" className="nhsuk-u-visually-hidden">
        {spoken(view, texts)}
      </div>
    </>
  );
}

function spoken(view: DiagnosticsView, texts: DiagnosticsWords): string {
  switch (view.kind) {
    case 'notRun':
      return '';
    case 'running': {
      const quarter = Math.floor((view.results.length * 4) / view.total);
      return texts.progress(Math.ceil((quarter * view.total) / 4), view.total);
    }
    case 'finished':
      return summary(view, texts);
  }
}

function summary({ results }: Extract<DiagnosticsView, { kind: 'finished' }>, texts: DiagnosticsWords): string {
  const count = (verdict: string) => results.filter((result) => result.verdict === verdict).length;
  return texts.finished(count('fail'), count('warn'));
}
