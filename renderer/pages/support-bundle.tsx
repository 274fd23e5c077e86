import { useState } from 'react';
import type { BundlePreview, BundleSaved } from '../../preload/diagnostics.ts';
import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { RefusedAnswer } from '../components/refused-answer.tsx';
import type { DiagnosticsWords } from '../i18n/en-diagnostics.ts';
import { words } from '../i18n/words.ts';
import { usePages, useQuestions } from '../session-context.ts';
import { answerOf, useAnswer, type Answer } from '../use-answer.ts';
import { useDiagnosticsWords } from './use-diagnostics-words.ts';

type Saving = Answer<BundleSaved> | { readonly kind: 'none' };

/** Screen 25: every file as it would be saved, and what is never among them. Saved to a file and sent nowhere. */
export function SupportBundle() {
  const { supportBundle: texts } = useDiagnosticsWords();
  const { previewBundle, saveBundle } = useQuestions();
  const { openPage, closePage } = usePages();
  const reading = useAnswer(previewBundle);
  const [saving, setSaving] = useState<Saving>({ kind: 'none' });

  async function save() {
    setSaving({ kind: 'asked' });
    setSaving(answerOf(await saveBundle()));
  }

  return (
    <>
      <PageTitle>{words.pages.supportBundle}</PageTitle>
      <div className="app-column">
        <p>{texts.lead}</p>
        <h2 className="nhsuk-heading-s app-heading-tight">{texts.neverTitle}</h2>
        <Bullets items={texts.never} />
      </div>
      <p role="status">{status(reading, texts)}</p>
      <RefusedAnswer answer={reading} />
      {reading.kind === 'answered' && (
        <>
          {wasNotChecked(reading.value) && <p>{texts.unchecked}</p>}
          <div className="app-files">
            {reading.value.files.map((file) => (
              <details key={file.name} className="app-details">
                <summary>{texts.fileTitle(texts.files[file.name] ?? file.name, file.name)}</summary>
                <pre className="app-file" lang="en" role="region" aria-label={file.name}>
                  {file.text}
                </pre>
              </details>
            ))}
          </div>
          <p role="status">{outcome(saving, texts)}</p>
          {saving.kind !== 'none' && <RefusedAnswer answer={saving} />}
        </>
      )}
      <ButtonGroup>
        {reading.kind === 'answered' && (
          <Button onClick={() => void save()} isBusy={saving.kind === 'asked'}>
            {texts.save}
          </Button>
        )}
        <Button variant="secondary" onClick={() => openPage('diagnostics')}>
          {texts.back}
        </Button>
        <Button variant="secondary" onClick={closePage}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
    </>
  );
}

/** As main writes it into the first file. */
function wasNotChecked({ files }: BundlePreview): boolean {
  return files.some(({ name, text }) => name === 'checks.json' && text.includes('"state": "notRun"'));
}

function status(reading: Answer<BundlePreview>, texts: DiagnosticsWords['supportBundle']): string {
  switch (reading.kind) {
    case 'asked':
      return texts.reading;
    case 'refused':
      return texts.failed;
    case 'answered':
      return '';
  }
}

function outcome(saving: Saving, texts: DiagnosticsWords['supportBundle']): string {
  switch (saving.kind) {
    case 'none':
      return '';
    case 'asked':
      return texts.saving;
    case 'answered':
      return saving.value.kind === 'saved' ? texts.saved(saving.value.fileName) : texts.cancelled;
    case 'refused':
      return texts.notWritten;
  }
}
