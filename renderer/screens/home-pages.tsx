import { Suspense, useState, type ReactNode } from 'react';
import type { Incident } from '../../preload/incident.ts';
import type { ActionSummary } from '../../preload/session-view.ts';
import { Button } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { label } from '../i18n/format.ts';
import { ownWords } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { later } from '../later.ts';
import { useForms, useSession } from '../session-context.ts';
import { Home } from './home.tsx';
import type { ViewProps } from './view-props.ts';

// Nobody needs these in their first second, and all wait for the first screen.
const ActionForm = later(
  () => import('./action-form.tsx').then((loaded) => loaded.ActionForm),
  (fault) =>
    ({ action }) => <FormUnavailable action={action} fault={fault} />,
);
const Activity = later(
  () => import('./activity.tsx').then((loaded) => loaded.Activity),
  (fault) =>
    ({ onBack }) => <ActivityUnavailable onBack={onBack} fault={fault} />,
);

/**
 * The home screen and the pages beside it. Main knows of one view; which of its pages is seen is the window's own affair. A
 * form outlives the view, since its person comes back to it from where it leads; the activity goes with it.
 */
export function HomePages({ view }: ViewProps<'home'>) {
  const { openForm } = useSession();
  const [showsActivity, setShowsActivity] = useState(false);
  const action = view.actions.find(({ id }) => id === openForm);
  if (action) {
    return (
      <Suspense>
        <ActionForm key={action.id} action={action} />
      </Suspense>
    );
  }
  if (showsActivity) {
    return (
      <Suspense fallback={<p role="status">{words.activity.reading}</p>}>
        <Activity who={view.who} onBack={() => setShowsActivity(false)} />
      </Suspense>
    );
  }
  return <Home view={view} onOpenActivity={() => setShowsActivity(true)} />;
}

function FormUnavailable({ action, fault }: { readonly action: ActionSummary; readonly fault: Incident }) {
  return (
    <Unavailable documentTitle={label(action.label)} onBack={useForms().closeForm} fault={fault}>
      {ownWords(action.label)}
    </Unavailable>
  );
}

function ActivityUnavailable({ onBack, fault }: Pick<UnavailableProps, 'onBack' | 'fault'>) {
  return (
    <Unavailable documentTitle={words.activity.title} onBack={onBack} fault={fault}>
      {words.activity.title}
    </Unavailable>
  );
}

interface UnavailableProps {
  readonly documentTitle: string;
  readonly children: ReactNode;
  readonly onBack: () => void;
  readonly fault: Incident;
}

function Unavailable({ documentTitle, children, onBack, fault }: UnavailableProps) {
  return (
    <>
      <PageTitle documentTitle={documentTitle}>{children}</PageTitle>
      <p>{words.activity.unavailable}</p>
      <Button onClick={onBack}>{words.activity.back}</Button>
      <SupportDetails problem={fault} />
    </>
  );
}
