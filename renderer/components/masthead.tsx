import type { SessionView, Who } from '../../preload/session-view.ts';
import { methodInWords } from '../i18n/assurance.ts';
import { moment, organisation, time } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { useGestures, useSession } from '../session-context.ts';
import { AssuranceTag } from './assurance-tag.tsx';
import { FeedbackLine } from './feedback-line.tsx';
import { InUseStrip, useInUse } from './in-use-strip.tsx';
import { SessionTimeLeft } from './session-time-left.tsx';
import { TakeOver } from './take-over.tsx';

interface MastheadProps {
  readonly who: Who | null;
  readonly screen: SessionView['kind'];
}

/**
 * Header and session bar: on every screen, whose session this is and how strongly they proved it, and on a shared terminal
 * how to take it over. The answer to the last click is here too, because here it is in sight however far the page is
 * scrolled.
 */
export function Masthead({ who, screen }: MastheadProps) {
  const inUse = useInUse(who);
  return (
    <div className="app-masthead" ref={tellHeight}>
      <header className="app-header">
        <div className="nhsuk-width-container">
          <div className="app-header__container">
            <ServiceName />
            {who && <Account who={who} screen={screen} inUse={inUse} />}
          </div>
        </div>
      </header>
      {who && <SessionBar who={who} />}
      {/* Always there, as screen readers only notice changes inside a region. */}
      <div role="status">{who && inUse && <InUseStrip who={who} />}</div>
      <FeedbackLine />
    </div>
  );
}

/** Of the window's height: higher than that it would leave too little of the page in sight (WCAG 1.4.10, 2.4.11). */
const mostOfWindow = 0.4;

/**
 * For the style sheet: how high it is, so that it keeps what has the focus clear of it, and whether it stays in sight. Names,
 * the strip and larger text make it higher or lower.
 */
function tellHeight(masthead: HTMLDivElement | null) {
  if (!masthead) return undefined;
  const root = document.documentElement;
  const observer = new ResizeObserver(() => {
    root.style.setProperty('--app-masthead-height', `${masthead.offsetHeight}px`);
    root.dataset['masthead'] = masthead.offsetHeight <= window.innerHeight * mostOfWindow ? 'stays' : 'scrolls';
  });
  observer.observe(masthead);
  // As high as the window at least (`.app`), so it tells of that too.
  if (masthead.parentElement) observer.observe(masthead.parentElement);
  return () => observer.disconnect();
}

function ServiceName() {
  const environment = useSession().appInfo?.environment;
  return (
    <div className="app-header__service">
      <span className="app-header__name">{words.appName}</span>
      {environment && (
        <strong className="nhsuk-tag nhsuk-tag--white app-tag">
          <span className="nhsuk-u-visually-hidden">{words.chrome.environment} </span>
          {environment}
        </strong>
      )}
    </div>
  );
}

interface AccountProps {
  readonly who: Who;
  readonly screen: SessionView['kind'];
  /** While the strip says whose session this is, and offers to take it over. */
  readonly inUse: boolean;
}

function Account({ who: { person, role }, screen, inUse }: AccountProps) {
  const { changeRole, lock, logOut } = useGestures();
  const { appInfo } = useSession();
  return (
    <section className="app-account" aria-label={words.chrome.account}>
      {!inUse && (
        <p className="app-account__person">
          <span>
            <strong>{person.name}</strong>
            {role && `, ${role.name}`}
          </span>
          <span>{role ? organisation(role) : words.chrome.noRoleYet}</span>
        </p>
      )}
      <div className="app-account__actions">
        {/* First, as the widest: the others have room beside each other in a narrow window. */}
        {appInfo?.profile === 'shared' && !inUse && <TakeOver name={person.name} className="app-account__button" />}
        {screen === 'home' && (
          <button type="button" className="app-account__button" onClick={changeRole}>
            {words.chrome.changeRole}
          </button>
        )}
        {/* A shared terminal has nobody to keep it locked for: there it is "Log out" (design section 5). */}
        {appInfo?.profile === 'personal' && (
          <button type="button" className="app-account__button" onClick={lock}>
            {words.chrome.lock}
          </button>
        )}
        <button type="button" className="app-account__button" onClick={logOut}>
          {words.chrome.logOut}
        </button>
      </div>
    </section>
  );
}

function SessionBar({ who: { assurance, standing } }: { readonly who: Who }) {
  return (
    <section className="app-session-bar" aria-label={words.chrome.session}>
      <div className="nhsuk-width-container">
        <div className="app-session-bar__items">
          <AssuranceTag level={assurance.level} />
          <span>
            {words.chrome.with} <strong>{methodInWords(assurance)}</strong>
          </span>
          <span>
            {words.chrome.confirmed} <strong>{moment(assurance.confirmedAtMs)}</strong>
            {assurance.askedAgainAtMs !== null && words.freshness.askedAgain(time(assurance.askedAgainAtMs))}
          </span>
          <SessionTimeLeft endsAtMs={standing.endsAtMs} />
        </div>
      </div>
    </section>
  );
}
