import { useId } from 'react';
import type { ActionSummary, Unresolved, Who } from '../../preload/session-view.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { InsetText } from '../components/inset-text.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { UserIdRow } from '../components/user-id.tsx';
import { methodInWords } from '../i18n/assurance.ts';
import { inMinutes, keysInWords, moment, organisation, time } from '../i18n/format.ts';
import { inSentence, ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useForms, useGestures, useSession } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

interface HomeProps extends ViewProps<'home'> {
  readonly onOpenActivity: () => void;
}

export function Home({ view: { who, actions, memoryOnly, unresolved, unsent }, onOpenActivity }: HomeProps) {
  const { appInfo, settings } = useSession();
  return (
    <Split aside={<SessionSummary who={who} onOpenActivity={onOpenActivity} />}>
      <PageTitle>{words.home.title}</PageTitle>
      {actions
        .filter(({ id }) => unsent.includes(id))
        .map((action) => (
          <TypedWork key={action.id} action={action} />
        ))}
      {unresolved.map((action) => (
        <NotKnown key={action.requestId} unresolved={action} />
      ))}
      <h2 className="nhsuk-heading-m app-heading-tight">{words.home.actionsTitle}</h2>
      {actions.length === 0 ? <p>{words.home.noActions}</p> : <ActionList actions={actions} />}
      {memoryOnly && (
        <InsetText>
          <p>{words.home.memoryOnly(memoryOnly)}</p>
        </InsetText>
      )}
      {appInfo && settings && (
        <p className="app-tip">{words.home.smartcard[appInfo.profile](keysInWords(settings.lockShortcut.value))}</p>
      )}
    </Split>
  );
}

/** An action of which nobody knows whether it was done, until its person has looked (HAZ-06). It is not offered again. */
function NotKnown({ unresolved: { action, requestId, atMs } }: { readonly unresolved: Unresolved }) {
  const { dismissUnresolved } = useGestures();
  return (
    <section className="app-warning" aria-label={words.unresolved.title}>
      <h2 className="nhsuk-heading-m">{words.unresolved.title}</h2>
      <p>{inSentence([action.label], (asked) => words.unresolved.asked(asked, moment(atMs)))}</p>
      <p>
        {words.actionDone.reference} <span className="app-code">{requestId}</span>
      </p>
      <Button variant="secondary" onClick={() => dismissUnresolved({ requestId })}>
        {words.unresolved.haveChecked}
      </Button>
    </section>
  );
}

/** What was typed before a lock, and where: the form that it was typed in is not open any more (R25). */
function TypedWork({ action }: { readonly action: ActionSummary }) {
  const { openForm } = useForms();
  return (
    <InsetText>
      <p>{inSentence([action.label], words.home.typedWork)}</p>
      <Button variant="secondary" onClick={() => openForm(action.id)}>
        {inSentence([action.label], words.home.continueWith)}
      </Button>
    </InsetText>
  );
}

interface SessionSummaryProps extends Pick<HomeProps, 'onOpenActivity'> {
  readonly who: Who;
}

function SessionSummary({ who: { person, role, assurance, standing }, onOpenActivity }: SessionSummaryProps) {
  const { appInfo } = useSession();
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.home.summaryTitle}</h2>
      <SummaryList>
        <SummaryRow label={words.home.name}>{person.name}</SummaryRow>
        <UserIdRow userId={person.userId} />
        {role && <SummaryRow label={words.home.role}>{role.name}</SummaryRow>}
        {role && <SummaryRow label={words.home.organisation}>{organisation(role)}</SummaryRow>}
        <SummaryRow label={words.home.assurance}>{words.levelName[assurance.level]}</SummaryRow>
        <SummaryRow label={words.home.method}>{methodInWords(assurance)}</SummaryRow>
        {standing.loggedInAtMs !== null && (
          <SummaryRow label={words.screens.loggedInAt}>{time(standing.loggedInAtMs)}</SummaryRow>
        )}
        <SummaryRow label={words.home.confirmed}>{time(assurance.confirmedAtMs)}</SummaryRow>
        {appInfo && (
          <SummaryRow label={words.home.idleLimit}>
            {words.home.idle[appInfo.profile](inMinutes(standing.idleLimitMinutes))}
          </SummaryRow>
        )}
        <SummaryRow label={words.home.ends}>{time(standing.endsAtMs)}</SummaryRow>
      </SummaryList>
      <ButtonGroup>
        <Button variant="secondary" opens="activity" onClick={onOpenActivity}>
          {words.activity.open}
        </Button>
      </ButtonGroup>
    </>
  );
}

function ActionList({ actions }: { readonly actions: readonly ActionSummary[] }) {
  return (
    <ul className="app-actions">
      {actions.map((action) => (
        <ActionItem key={action.id} action={action} />
      ))}
    </ul>
  );
}

function ActionItem({ action }: { readonly action: ActionSummary }) {
  const { prepareAction, openForm } = useForms();
  const begin = () =>
    action.input.length > 0 ? openForm(action.id) : void prepareAction({ actionId: action.id, input: {} });
  const hintId = useId();
  const hints = [...(action.sensitive ? [words.home.sensitive] : []), ...(action.opens ? [words.opening.hint] : [])];
  return (
    <li className="app-actions__item">
      <Button variant="secondary" action={action.id} onClick={begin} {...(hints.length > 0 && { describedBy: hintId })}>
        {ownWords(action.label)}
      </Button>
      {hints.length > 0 && (
        <span className="app-actions__hint" id={hintId}>
          {hints.join('. ')}
        </span>
      )}
    </li>
  );
}
