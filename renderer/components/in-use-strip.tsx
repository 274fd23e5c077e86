import { useEffect, useState } from 'react';
import type { Who } from '../../preload/session-view.ts';
import { organisation } from '../i18n/format.ts';
import { inSentence } from '../i18n/own-words.tsx';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';
import { TakeOver } from './take-over.tsx';

/** Screen 17, on shared terminals: whose session stands open, and one action to take over (HAZ-01, HAZ-02). */
export function InUseStrip({ who: { person, role } }: { readonly who: Who }) {
  return (
    <div className="app-in-use">
      <div className="nhsuk-width-container">
        <div className="app-in-use__items">
          <p className="app-in-use__who">
            {words.inUse.by} <strong>{person.name}</strong>
            {role && `, ${role.name}`}
            <span className="app-in-use__more">{role ? organisation(role) : words.chrome.noRoleYet}</span>
            <UnsentInForm />
          </p>
          <TakeOver name={person.name} className="app-small-button" />
        </div>
      </div>
    </div>
  );
}

/** What is being typed is in this window alone on a shared terminal, and goes with a switch. */
function UnsentInForm() {
  const { view, openForm } = useSession();
  const action = view.kind === 'home' && view.actions.find(({ id }) => id === openForm);
  return action && <span className="app-in-use__more">{inSentence([action.label], words.screens.unsent.inForm)}</span>;
}

/**
 * Whether the strip is shown. Whoever walks up moves the mouse first, and with that main takes the terminal for used again:
 * so the strip stays until something else is pressed, and never goes from under a pointer on its way to it.
 */
export function useInUse(who: Who | null): boolean {
  const userId = who?.person.userId ?? null;
  const askedFor = who?.standing.showInUse ? userId : null;
  const [wasAskedFor, setWasAskedFor] = useState(askedFor);
  const [shownFor, setShownFor] = useState(askedFor);
  const isShown = shownFor !== null && shownFor === userId;
  if (askedFor !== wasAskedFor) {
    setWasAskedFor(askedFor);
    if (askedFor !== null) setShownFor(askedFor);
  } else if (shownFor !== null && !isShown) {
    setShownFor(null);
  }

  useEffect(() => {
    if (!isShown) return;
    const onClick = ({ target }: MouseEvent) => {
      if (!isInStrip(target)) setShownFor(null);
    };
    const onKeyDown = ({ target, key }: KeyboardEvent) => {
      if (key !== 'Tab' && key !== 'Shift' && !isInStrip(target)) setShownFor(null);
    };
    // At the click and not at the press: the page moves up, and the click would land on what has come in its place.
    window.addEventListener('click', onClick);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('click', onClick);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [isShown]);
  return isShown;
}

function isInStrip(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.app-in-use') !== null;
}
