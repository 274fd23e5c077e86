import { Button, ButtonGroup } from '../components/button.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { label, organisation } from '../i18n/format.ts';
import { inSentence, ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** The last look before something is sent: who does what, in which role. Names the actor because screens are shared. */
export function ConfirmAction({
  view: { who, action, confirmationId, input, alsoWaiting },
}: ViewProps<'confirmAction'>) {
  const { confirmAction, goBack } = useGestures();
  const { person, role, assurance } = who;
  return (
    <Column>
      <PageTitle documentTitle={words.confirmAction.title(label(action.label))}>
        {inSentence([action.label], words.confirmAction.title)}
      </PageTitle>
      {assurance.level === 3 && (
        <p className="app-level-reached">
          <strong>{words.confirmAction.levelNow(assurance.level)}</strong>
        </p>
      )}
      <p>{action.opens ? words.opening.confirmLead : words.confirmAction.lead}</p>
      <div className="app-card">
        <SummaryList>
          <SummaryRow label={words.confirmAction.action}>{ownWords(action.label)}</SummaryRow>
          {input.map((field, index) => (
            // Two fields may have one label, and the list never changes while it is shown.
            <SummaryRow key={index} label={ownWords(field.label)}>
              <span className="app-as-typed">
                {typeof field.value === 'string' ? field.value : ownWords(field.value)}
              </span>
            </SummaryRow>
          ))}
          <SummaryRow label={words.confirmAction.person}>{person.name}</SummaryRow>
          {role && <SummaryRow label={words.confirmAction.role}>{role.name}</SummaryRow>}
          {role && <SummaryRow label={words.confirmAction.organisation}>{organisation(role)}</SummaryRow>}
          <SummaryRow label={words.confirmAction.assurance}>{words.levelName[assurance.level]}</SummaryRow>
        </SummaryList>
      </div>
      <p>{action.opens ? words.opening.recorded : words.confirmAction.recorded}</p>
      {alsoWaiting.length > 0 && (
        <p>
          {inSentence(
            alsoWaiting.map((next) => next.label),
            (...next) => words.waitingActions.askedNext(next),
          )}
        </p>
      )}
      <ButtonGroup>
        <Button onClick={() => confirmAction({ confirmationId })}>{words.actions.confirm}</Button>
        <Button variant="secondary" onClick={goBack}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
    </Column>
  );
}
