import { lazy, Suspense, useState } from 'react';
import { Button } from '../components/button.tsx';
import { PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';
import { OpenActivity } from './activity-entry.tsx';
import { Home } from './home.tsx';
import type { ViewProps } from './view-props.ts';

/** Few people ever look at it, so it does not come with the rest. A piece that is missing must not empty the window. */
const Activity = lazy(() =>
  import('./activity.tsx').then(
    (loaded) => ({ default: loaded.Activity }),
    () => ({ default: ActivityUnavailable }),
  ),
);

/** The home screen and the page beside it. Main knows of one view; which of its pages is seen is the window's own affair. */
export function HomePages({ view }: ViewProps<'home'>) {
  const [page, setPage] = useState<'home' | 'activity'>('home');
  if (page === 'activity') {
    return (
      <Suspense fallback={<p role="status">{words.activity.reading}</p>}>
        <Activity who={view.who} onBack={() => setPage('home')} />
      </Suspense>
    );
  }
  return (
    <OpenActivity value={() => setPage('activity')}>
      <Home view={view} />
    </OpenActivity>
  );
}

function ActivityUnavailable({ onBack }: { readonly onBack: () => void }) {
  return (
    <>
      <PageTitle>{words.activity.title}</PageTitle>
      <p>{words.activity.unavailable}</p>
      <Button onClick={onBack}>{words.activity.back}</Button>
    </>
  );
}
