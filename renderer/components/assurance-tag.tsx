import type { AssuranceView } from '../../preload/session-view.ts';
import { words } from '../i18n/words.ts';

const tagClass: Record<AssuranceView['level'], string> = {
  2: 'nhsuk-tag nhsuk-tag--blue app-tag',
  3: 'nhsuk-tag nhsuk-tag--green app-tag',
};

/** The level in words; the colour only repeats them. */
export function AssuranceTag({ level }: { readonly level: AssuranceView['level'] }) {
  return <strong className={tagClass[level]}>{words.levelName[level]}</strong>;
}
