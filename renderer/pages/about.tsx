import { useEffect, useState } from 'react';
import type { AppInfo } from '../../preload/contract.ts';
import type { Incident } from '../../preload/incident.ts';
import { Button } from '../components/button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { SupportDetails } from '../components/problem-report.tsx';
import { SummaryList, SummaryRow } from '../components/summary-list.tsx';
import { words } from '../i18n/words.ts';
import { faultOfPage } from '../fault-of-page.ts';
import { usePages, useSession } from '../session-context.ts';
import { loadLicences, type Licence } from './licences.ts';
import { useSettingsWords } from './settings-words.ts';

/** Screen 28. */
export function About() {
  const { appInfo } = useSession();
  const { closePage } = usePages();
  const { about } = useSettingsWords();
  return (
    <Column>
      <PageTitle>{words.pages.about}</PageTitle>
      <p>{about.lead}</p>
      <p>
        <strong>{about.notNhs}</strong> {about.warranty}
      </p>
      {appInfo && <Facts appInfo={appInfo} />}
      <h2 className="nhsuk-heading-m">{about.accessibilityTitle}</h2>
      <Paragraphs texts={about.accessibility} />
      <h2 className="nhsuk-heading-m">{about.privacyTitle}</h2>
      <Bullets items={[...about.privacy[appInfo?.profile ?? 'shared'], ...about.privacyOfBoth]} />
      <h2 className="nhsuk-heading-m">{about.licencesTitle}</h2>
      <p>{about.ownLicence}</p>
      <Licences />
      <Button variant="secondary" onClick={closePage}>
        {words.actions.goBack}
      </Button>
    </Column>
  );
}

function Facts({ appInfo: { version, versions, browser, support } }: { readonly appInfo: AppInfo }) {
  const { about } = useSettingsWords();
  return (
    <>
      <h2 className="nhsuk-heading-m">{about.versionsTitle}</h2>
      <SummaryList>
        <SummaryRow label={about.version}>{version}</SummaryRow>
        <SummaryRow label={about.commit}>
          {versions.commit === null ? about.noCommit : <code className="app-code">{versions.commit}</code>}
        </SummaryRow>
        <SummaryRow label="Electron">{versions.electron}</SummaryRow>
        <SummaryRow label="Chromium">{versions.chromium}</SummaryRow>
        <SummaryRow label="Node.js">{versions.node}</SummaryRow>
        {browser !== null && <SummaryRow label={about.browser}>{browser}</SummaryRow>}
      </SummaryList>
      <h2 className="nhsuk-heading-m">{about.safetyTitle}</h2>
      <p>{about.safetyContact}</p>
      <SummaryList>
        <SummaryRow label={about.localIt}>{support.localIt ?? about.noContact}</SummaryRow>
        <SummaryRow label={about.registrationAuthority}>{support.registrationAuthority ?? about.noContact}</SummaryRow>
        <SummaryRow label={about.hazardLog}>{about.hazardLogVersion}</SummaryRow>
      </SummaryList>
    </>
  );
}

function Paragraphs({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text) => <p key={text}>{text}</p>);
}

/** Loaded only here: nobody needs them at the start, and they are long. */
function Licences() {
  const { about } = useSettingsWords();
  const [licences, setLicences] = useState<readonly Licence[] | 'reading' | Incident>('reading');
  useEffect(() => {
    loadLicences().then(setLicences, () => setLicences(faultOfPage('LICENCES_MISSING')));
  }, []);
  if (licences === 'reading') return <p role="status">{about.licencesReading}</p>;
  if ('code' in licences) {
    return (
      <p role="status">
        {about.licencesFailed} <SupportDetails problem={licences} isSmall />
      </p>
    );
  }
  return (
    <ul className="app-licences">
      {licences.map(({ name, version, licence, text }) => (
        <li key={`${name} ${version}`}>
          <details className="nhsuk-details">
            <summary className="nhsuk-details__summary">
              <span className="nhsuk-details__summary-text">{about.licenceOf(name, version, licence)}</span>
            </summary>
            <div className="nhsuk-details__text">
              <pre className="app-licences__text" lang="en">
                {text}
              </pre>
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
