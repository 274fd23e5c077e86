import { useState } from 'react';
import { lastFour, maskedUserId } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { SummaryRow } from './summary-list.tsx';

/** The CIS2 user ID, hidden until asked for: a shared screen is seen by others. */
export function UserIdRow({ userId }: { readonly userId: string }) {
  const [shown, setShown] = useState(false);
  return (
    <SummaryRow label={words.home.userId}>
      <span className="app-with-button">
        {shown ? (
          <span>{userId}</span>
        ) : (
          <span>
            <span aria-hidden="true">{maskedUserId(userId)}</span>
            <span className="nhsuk-u-visually-hidden">{words.home.endingIn(lastFour(userId))}</span>
          </span>
        )}
        <button type="button" className="app-link-button" onClick={() => setShown(!shown)}>
          {shown ? words.home.hide : words.home.show}
          <span className="nhsuk-u-visually-hidden"> {words.home.ofUserId}</span>
        </button>
      </span>
    </SummaryRow>
  );
}
