import { useState } from 'react';
import { faultOfPage } from '../fault-of-page.ts';
import { words } from '../i18n/words.ts';
import { InsetText } from './inset-text.tsx';
import { SupportDetails } from './problem-report.tsx';

/** The keychain could not show that our entry is gone: said, since somebody may have to look (HAZ-07). */
export function UnconfirmedDeletion() {
  const [fault] = useState(() => faultOfPage('DELETION_UNCONFIRMED'));
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.ended.unconfirmedTitle}</h2>
      <p>{words.ended.unconfirmed}</p>
      <p>
        <SupportDetails problem={fault} isSmall />
      </p>
    </InsetText>
  );
}
