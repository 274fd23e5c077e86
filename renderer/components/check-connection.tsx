import { words } from '../i18n/words.ts';
import { usePages, useSession } from '../session-context.ts';
import { mayShowPage } from '../session-store.ts';
import { Button } from './button.tsx';

/** To the checks of screen 24, beside whatever went wrong; not from a screen that must stay in sight. */
export function CheckConnection({ isSmall = false }: { readonly isSmall?: boolean }) {
  const { view } = useSession();
  const { openPage } = usePages();
  if (!mayShowPage(view)) return null;
  const open = () => openPage('diagnostics');
  return isSmall ? (
    <button type="button" className="app-small-button" onClick={open}>
      {words.pages.diagnostics}
    </button>
  ) : (
    <Button variant="secondary" onClick={open}>
      {words.pages.diagnostics}
    </Button>
  );
}
