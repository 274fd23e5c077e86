import { CareIdentityButton } from '../care-identity-button/care-identity-button.tsx';
import { Bullets } from '../components/bullets.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { UnconfirmedDeletion } from '../components/unconfirmed-deletion.tsx';
import { moment } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { ViewProps } from './view-props.ts';

export function Ended({ view }: ViewProps<'ended'>) {
  const reason = words.ended.reasons[view.reason];
  return (
    <Split aside={<WhatThisMeans />}>
      <PageTitle>{reason.title}</PageTitle>
      <p>
        {reason.happened(moment(view.atMs))} {words.ended.again}
      </p>
      {view.unconfirmed && <UnconfirmedDeletion />}
      <CareIdentityButton />
    </Split>
  );
}

function WhatThisMeans() {
  return (
    <>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.ended.meansTitle}</h2>
      <Bullets items={words.ended.means} />
    </>
  );
}
