import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';

/** The help lines, in the same place on every screen. */
export function Footer() {
  const { appInfo } = useSession();
  return (
    <footer className="nhsuk-footer app-footer">
      <div className="nhsuk-width-container">
        <h2 className="nhsuk-heading-xs app-heading-tight">{words.chrome.helpTitle}</h2>
        <dl className="app-help">
          {words.chrome.help.map(({ who, what }) => (
            <div key={who}>
              <dt>{who}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
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
