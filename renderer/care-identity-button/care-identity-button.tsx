/**
 * The slot for the Care Identity button.
 *
 * By default it is a text button, because the official artwork may only be used by services that NHS England has onboarded.
 * An onboarded deployer puts the downloaded file into this folder as `official.svg` (or `official.png`), unchanged, and
 * builds: nothing else needs to be edited. The artwork may not be recoloured or resized out of proportion.
 */
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import { Button } from '../components/button.tsx';

const [artwork] = Object.values(
  import.meta.glob<string>('./official.{svg,png}', { eager: true, query: '?url', import: 'default' }),
);

export function CareIdentityButton() {
  const { login } = useGestures();
  if (artwork === undefined) {
    return (
      <Button variant="login" onClick={login}>
        {words.actions.logIn}
      </Button>
    );
  }
  return (
    <button type="button" className="app-care-identity" onClick={login}>
      <img src={artwork} alt={words.actions.logIn} />
    </button>
  );
}
