import { PageTitle } from '../components/page.tsx';
import { words } from '../i18n/words.ts';

/** Behind a locked computer: nothing of the session, and nobody's name. */
export function Blanked() {
  return (
    <div className="app-blanked">
      <PageTitle className="nhsuk-heading-m app-heading-tight">{words.blanked.title}</PageTitle>
      <p>{words.blanked.text}</p>
    </div>
  );
}
