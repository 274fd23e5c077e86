import { useState } from 'react';
import type { ActionInput } from '../../preload/contract.ts';
import type { ActionSummary, Missing, Who } from '../../preload/session-view.ts';
import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { KeptWork } from '../components/kept-work.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { duration } from '../i18n/format.ts';
import { inSentence, ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useForms, useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** The interruption before a step-up: who asks for it and why, what will do, and that nothing is lost. */
export function ActionBlocked({ view }: ViewProps<'actionBlocked'>) {
  const { who, action, missing, acceptable, askedBy, canStepUp, alsoWaiting, mayJoin } = view;
  const { stepUp, goBack } = useGestures();
  const isOfUse = canStepUp || missing.some(({ kind }) => kind === 'level');
  return (
    <Column>
      <div className="nhsuk-panel nhsuk-panel--interruption app-interruption">
        <PageTitle className="nhsuk-panel__heading nhsuk-panel__heading--l">
          {canStepUp ? words.actionBlocked.title : words.actionBlocked.cannotTitle}
        </PageTitle>
        <div className="nhsuk-panel__body">
          <p>
            <strong>{inSentence([action.label], words.actionBlocked.toDo)}</strong>
          </p>
          {askedBy === 'service' && <p>{words.actionBlocked.askedByService}</p>}
          {action.why && <p>{ownWords(action.why)}</p>}
          {missing.map((need) => (
            <p key={need.kind}>{reason(need, who)}</p>
          ))}
          {isOfUse && acceptable.length > 0 && (
            <>
              <p className="app-before-list">{words.actionBlocked.useOne}</p>
              <Bullets items={acceptable.map((key) => words.authenticators[key])} />
            </>
          )}
          {alsoWaiting.length > 0 && (
            <>
              <p className="app-before-list">{words.waitingActions.alsoWaiting}</p>
              <Bullets items={alsoWaiting.map((other) => ownWords(other.label))} />
            </>
          )}
          <p>
            {canStepUp ? words.actionBlocked.untilConfirmed : words.actionBlocked.nothingDone} <KeptWork />
          </p>
          <ButtonGroup>
            {canStepUp && (
              <Button variant="reverse" onClick={() => stepUp({ again: false })}>
                {words.actions.continueInBrowser}
              </Button>
            )}
            <button type="button" className="app-link-button app-link-button--reverse" onClick={goBack}>
              {words.actions.goBack}
            </button>
          </ButtonGroup>
        </div>
      </div>
      {canStepUp && mayJoin.length > 0 && <MayJoin actions={mayJoin} />}
    </Column>
  );
}

/** Other actions that need the same log-in: one journey through the browser does for all of them. */
function MayJoin({ actions }: { readonly actions: readonly ActionSummary[] }) {
  const { prepareAction, readDraft } = useForms();
  const [isRefused, setIsRefused] = useState(false);

  async function add({ id, input }: ActionSummary) {
    const kept = input.length > 0 ? await readDraft(`action-${id}`) : {};
    const filledIn: ActionInput = Object.fromEntries(
      input.flatMap(({ name }) => (typeof kept[name] === 'string' ? [[name, kept[name]]] : [])),
    );
    setIsRefused((await prepareAction({ actionId: id, input: filledIn })).length > 0);
  }

  return (
    <section className="app-may-join">
      <h2 className="nhsuk-heading-s app-heading-tight">{words.waitingActions.mayJoinTitle}</h2>
      <p>{words.waitingActions.mayJoinText}</p>
      <p role="status">{isRefused && words.waitingActions.notFilledIn}</p>
      {actions.map((action) => (
        <Button key={action.id} variant="secondary" action={action.id} onClick={() => void add(action)}>
          {inSentence([action.label], words.waitingActions.add)}
        </Button>
      ))}
    </section>
  );
}

function reason(need: Missing, { role }: Who): string {
  const current = role?.name ?? '';
  switch (need.kind) {
    case 'level':
      return words.actionBlocked.level(need);
    case 'freshness':
      return words.actionBlocked.freshness({ age: duration(need.ageSeconds), maxAge: duration(need.maxAgeSeconds) });
    case 'identityLevel':
      return words.actionBlocked.identityLevel(need);
    case 'role':
      return words.actionBlocked.role(need.roleCodes.join(', '), current);
    case 'activity':
      return words.actionBlocked.activity(need.activityCodes.join(', '), current);
    case 'access':
      return words.actionBlocked.access;
    default:
      return need satisfies never;
  }
}
