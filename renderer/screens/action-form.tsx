import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { ActionInput } from '../../preload/contract.ts';
import type { ActionSummary, InputFieldView, InputProblem } from '../../preload/session-view.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { InputField } from '../components/input-field.tsx';
import { PageTitle } from '../components/page.tsx';
import { actionFormWords } from '../i18n/action-form-words.ts';
import { label } from '../i18n/format.ts';
import { inSentence, ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useForms, useSession } from '../session-context.ts';

/** What is to be filled in before an action begins. Main says what is wrong with it; nothing is judged here. */
export function ActionForm({ action }: { readonly action: ActionSummary }) {
  const { prepareAction, closeForm } = useForms();
  const { appInfo } = useSession();
  const [values, change] = useKeptValues(action);
  const [problems, setProblems] = useState<readonly InputProblem[]>([]);
  const formId = useId();
  const idOf = (field: string) => `${formId}-${field}`;
  const errorOf = (problem: InputProblem) => errorIn(action.input, problem);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const filledIn = Object.entries(values).filter(([name]) => action.input.some((field) => field.name === name));
    // A new list each time: the summary takes the focus also where the same is wrong once more.
    setProblems([...(await prepareAction({ actionId: action.id, input: Object.fromEntries(filledIn) }))]);
  }

  const title = label(action.label);
  return (
    <form className="app-form" onSubmit={(event) => void submit(event)} noValidate>
      <PageTitle documentTitle={problems.length > 0 ? actionFormWords().errorPrefix + title : title}>
        {ownWords(action.label)}
      </PageTitle>
      {problems.length > 0 && <ErrorSummary problems={problems} errorOf={errorOf} idOf={idOf} />}
      {action.why && <p>{ownWords(action.why)}</p>}
      {action.input.map((field) => {
        const problem = problems.find((each) => each.field === field.name);
        return (
          <InputField
            key={field.name}
            id={idOf(field.name)}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => change(field.name, value)}
            error={problem && errorOf(problem)}
          />
        );
      })}
      {appInfo && <p>{appInfo.profile === 'personal' ? actionFormWords().kept : actionFormWords().notKept}</p>}
      <ButtonGroup>
        <Button type="submit">{words.actions.continue}</Button>
        <Button variant="secondary" onClick={closeForm}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
    </form>
  );
}

/**
 * What was typed, held by the window while the session is on, and kept by main on a personal desktop from the first key on:
 * nobody knows when the screen is locked, and a lock replaces the window.
 */
function useKeptValues({ id }: ActionSummary) {
  const { holdTyped, typedFor, saveDraft, readDraft } = useForms();
  const isPersonal = useSession().appInfo?.profile === 'personal';
  const [values, setValues] = useState(() => typedFor(id));
  const isNewer = useRef(Object.keys(values).length > 0);
  const screenId = `action-${id}`;

  useEffect(() => {
    if (!isPersonal) return;
    void readDraft(screenId).then((draft) => {
      // What this window holds, or is being typed, is newer.
      if (isNewer.current) return;
      const kept = onlyTexts(draft);
      setValues(kept);
      holdTyped(kept);
    });
  }, [isPersonal, holdTyped, readDraft, screenId]);

  function change(name: string, value: string) {
    isNewer.current = true;
    const changed = { ...values, [name]: value };
    setValues(changed);
    holdTyped(changed);
    if (isPersonal) saveDraft({ screenId, values: changed });
  }
  return [values, change] as const;
}

function onlyTexts(kept: Readonly<Record<string, string | boolean>>): ActionInput {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function errorIn(fields: readonly InputFieldView[], { field: name, fault }: InputProblem): ReactNode {
  const field = fields.find((each) => each.name === name);
  const say = (named: string) =>
    actionFormWords().faults[fault]({
      kind: field?.kind ?? 'text',
      label: named,
      maxLength: field?.maxLength ?? 0,
    });
  return field ? inSentence([field.label], say) : say(name);
}

interface ErrorSummaryProps {
  readonly problems: readonly InputProblem[];
  readonly errorOf: (problem: InputProblem) => ReactNode;
  readonly idOf: (field: string) => string;
}

/** Takes the focus each time that something is wrong, and leads to the fields (NHS.UK, "Error summary"). */
function ErrorSummary({ problems, errorOf, idOf }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();
  useEffect(() => box.current?.focus(), [problems]);
  return (
    <div className="app-error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby={titleId}>
      <h2 className="nhsuk-heading-s" id={titleId}>
        {actionFormWords().errorTitle}
      </h2>
      <ul className="nhsuk-list">
        {problems.map((problem) => (
          <li key={problem.field}>
            <a
              href={`#${idOf(problem.field)}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(idOf(problem.field))?.focus();
              }}
            >
              {errorOf(problem)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
