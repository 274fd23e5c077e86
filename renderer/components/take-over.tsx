import { useId } from 'react';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';

interface TakeOverProps {
  readonly name: string;
  readonly className: 'app-account__button' | 'app-small-button';
}

/** "I am someone else" at a shared terminal: one action, and on the button what it does to the person who is logged in. */
export function TakeOver({ name, className }: TakeOverProps) {
  const { switchPerson } = useGestures();
  const labelId = useId();
  const effectId = useId();
  return (
    <button
      type="button"
      className={`${className} app-take-over`}
      aria-labelledby={labelId}
      aria-describedby={effectId}
      onClick={switchPerson}
    >
      <span id={labelId}>{words.actions.someoneElse}</span>
      <span id={effectId} className="app-take-over__effect">
        {words.takeOver.short(name)}
      </span>
    </button>
  );
}
