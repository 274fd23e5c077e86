import type { Missing } from '../../preload/session-view.ts';
import { Bullets } from '../components/bullets.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { duration, label } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** The interruption before a step-up: why it is needed, what will do, and that nothing is lost. */
export function ActionBlocked({ view: { action, missing, acceptable } }: ViewProps<'actionBlocked'>) {
  const { stepUp, goBack } = useGestures();
  return (
    <Column>
      <div className="nhsuk-panel nhsuk-panel--interruption app-interruption">
        <PageTitle className="nhsuk-panel__heading nhsuk-panel__heading--l">{words.actionBlocked.title}</PageTitle>
        <div className="nhsuk-panel__body">
          <p>
            <strong>{words.actionBlocked.toDo(label(action.label))}</strong>
          </p>
          {missing.map((need) => (
            <p key={need.kind}>{reason(need)}</p>
          ))}
          {acceptable.length > 0 && (
            <>
              <p className="app-before-list">{words.actionBlocked.useOne}</p>
              <Bullets items={acceptable.map((key) => words.authenticators[key])} />
            </>
          )}
          <p>{words.actionBlocked.kept}</p>
          <ButtonGroup>
            <Button variant="reverse" onClick={() => stepUp({ again: false })}>
              {words.actions.continueInBrowser}
            </Button>
            <button type="button" className="app-link-button app-link-button--reverse" onClick={goBack}>
              {words.actions.goBack}
            </button>
          </ButtonGroup>
        </div>
      </div>
    </Column>
  );
}

function reason(need: Missing): string {
  switch (need.kind) {
    case 'level':
      return words.actionBlocked.level(need.required, need.actual);
    case 'freshness':
      return words.actionBlocked.freshness(duration(need.ageSeconds), duration(need.maxAgeSeconds));
    case 'identityLevel':
    case 'role':
    case 'activity':
    case 'access':
      return words.actionBlocked.access;
    default:
      return need satisfies never;
  }
}
