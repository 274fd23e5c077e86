import { words } from '../i18n/words.ts';
import { InsetText } from './inset-text.tsx';

/** The keychain could not show that our entry is gone: said, since somebody may have to look (HAZ-07). */
export function UnconfirmedDeletion() {
  return (
    <InsetText>
      <h2 className="nhsuk-heading-s app-heading-tight">{words.ended.unconfirmedTitle}</h2>
      <p>{words.ended.unconfirmed}</p>
    </InsetText>
  );
}
