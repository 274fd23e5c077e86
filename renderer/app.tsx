import { Activity, type ReactNode } from 'react';
import type { SessionView, Who } from '../preload/session-view.ts';
import { Footer } from './components/footer.tsx';
import { Masthead } from './components/masthead.tsx';
import { Notices } from './components/notices.tsx';
import { announcement } from './i18n/announcement.ts';
import { words } from './i18n/words.ts';
import { ActionBlocked } from './screens/action-blocked.tsx';
import { ActionDone } from './screens/action-done.tsx';
import { AttemptFailed } from './screens/attempt-failed.tsx';
import { Blanked } from './screens/blanked.tsx';
import { CheckingLogin } from './screens/checking-login.tsx';
import { ChooseRole } from './screens/choose-role.tsx';
import { ConfirmAction } from './screens/confirm-action.tsx';
import { Ended } from './screens/ended.tsx';
import { HomePages } from './screens/home-pages.tsx';
import { Insufficient } from './screens/insufficient.tsx';
import { Pages } from './pages/pages.tsx';
import { Locked } from './screens/locked.tsx';
import { LoggedOut } from './screens/logged-out.tsx';
import { NoUsableRole } from './screens/no-usable-role.tsx';
import { OpeningBrowser } from './screens/opening-browser.tsx';
import { OtherPerson } from './screens/other-person.tsx';
import { Restorable } from './screens/restorable.tsx';
import { SendingAction } from './screens/sending-action.tsx';
import { SetupProblem } from './screens/setup-problem.tsx';
import { Starting } from './screens/starting.tsx';
import { WaitingForBrowser } from './screens/waiting-for-browser.tsx';
import { useSession } from './session-context.ts';

/** The frame that every screen shares, and the one screen that belongs to the view. */
export function App() {
  const { view, page } = useSession();
  const who = whoOf(view);
  return (
    <div id="app" className="app" data-view={view.kind} data-aal={who?.assurance.level ?? ''}>
      <a className="nhsuk-skip-link" href="#main-content">
        {words.chrome.skipToContent}
      </a>
      <Masthead who={who} screen={view.kind} />
      <Notices who={who} view={view} />
      <main className="app-main" id="main-content" tabIndex={-1}>
        {/* Keyed: screens that look alike must still mount anew, or the focus would not move to their heading, and nothing of
            one person is there for the next. Hidden and not gone beneath a page: what is being typed is there alone. */}
        <Activity key={`${view.kind} ${who?.person.userId ?? ''}`} mode={page ? 'hidden' : 'visible'}>
          {screenOf(view)}
        </Activity>
        {page && <Pages key={page} page={page} />}
      </main>
      {view.kind !== 'blanked' && <Footer />}
      <div role="status" className="nhsuk-u-visually-hidden">
        {announcement(view)}
      </div>
    </div>
  );
}

function whoOf(view: SessionView): Who | null {
  return 'who' in view ? view.who : null;
}

/** Exhaustive: a new variant of `SessionView` does not compile until it has a screen. */
function screenOf(view: SessionView): ReactNode {
  switch (view.kind) {
    case 'starting':
      return <Starting />;
    case 'setupProblem':
      return <SetupProblem view={view} />;
    case 'loggedOut':
      return <LoggedOut />;
    case 'ended':
      return <Ended view={view} />;
    case 'restorable':
      return <Restorable view={view} />;
    case 'blanked':
      return <Blanked />;
    case 'locked':
      return <Locked view={view} />;
    case 'openingBrowser':
      return <OpeningBrowser />;
    case 'waitingForBrowser':
      return <WaitingForBrowser view={view} />;
    case 'checkingLogin':
      return <CheckingLogin />;
    case 'attemptFailed':
      return <AttemptFailed view={view} />;
    case 'chooseRole':
      return <ChooseRole view={view} />;
    case 'noUsableRole':
      return <NoUsableRole view={view} />;
    case 'home':
      // Keyed: nothing that one person looked at is there for the next.
      return <HomePages key={view.who.person.userId} view={view} />;
    case 'actionBlocked':
      return <ActionBlocked view={view} />;
    case 'insufficient':
      return <Insufficient view={view} />;
    case 'otherPerson':
      return <OtherPerson view={view} />;
    case 'confirmAction':
      return <ConfirmAction view={view} />;
    case 'sendingAction':
      return <SendingAction view={view} />;
    case 'actionDone':
      return <ActionDone view={view} />;
    default:
      return view satisfies never;
  }
}
