import { words } from '../i18n/words.ts';
import { usePages, useSession } from '../session-context.ts';
import { mayShowPage } from '../session-store.ts';
import type { Helper } from './contact.tsx';

const links = ['diagnostics', 'settings', 'about'] as const;
/** In the order of their lines; nobody but the first two has a way that policy can tell. */
const helpers: readonly Helper[] = ['localIt', 'registrationAuthority'];

/** The help lines and the pages beside the session, in the same place on every screen. */
export function Footer() {
  const { appInfo, view } = useSession();
  const { openPage } = usePages();
  return (
    <footer className="nhsuk-footer app-footer">
      <div className="nhsuk-width-container">
        <h2 className="nhsuk-heading-xs app-heading-tight">{words.chrome.helpTitle}</h2>
        <dl className="app-help">
          {words.chrome.help.map(({ who, what }, index) => {
            const helper = helpers[index];
            const own = helper && appInfo?.support[helper];
            return (
              <div key={who}>
                <dt>{who}</dt>
                <dd>{what}</dd>
                {own && <dd className="app-help__own">{own}</dd>}
              </div>
            );
          })}
        </dl>
        {mayShowPage(view) && (
          <p className="app-footer__links">
            {links.map((page) => (
              <button key={page} type="button" className="app-link-button" onClick={() => openPage(page)}>
                {words.pages[page]}
              </button>
            ))}
          </p>
        )}
        <p className="app-footer__meta">
          {appInfo && (
            <span>
              {words.chrome.version(appInfo.version)}. {words.chrome.profile[appInfo.profile]}.
            </span>
          )}{' '}
          <span>{words.chrome.disclaimer}</span>
        </p>
      </div>
    </footer>
  );
}
