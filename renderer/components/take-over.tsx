import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';

interface TakeOverProps {
  readonly name: string;
  readonly className: 'app-account__button' | 'app-small-button';
}

/**
 * "I am someone else" at a shared terminal: one action, and on the button what it does to the person who is logged in. Both
 * lines are its name: what is seen on it can be said to it (WCAG 2.5.3).
 */
export function TakeOver({ name, className }: TakeOverProps) {
  const { switchPerson } = useGestures();
  return (
    <button type="button" className={`${className} app-take-over`} onClick={switchPerson}>
      <span>{words.actions.someoneElse}</span>{' '}
      <span className="app-take-over__effect">{words.takeOver.short(name)}</span>
    </button>
  );
}
