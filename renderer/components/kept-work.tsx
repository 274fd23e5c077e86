import { words } from '../i18n/words.ts';
import { useForms } from '../session-context.ts';

/** HAZ-08: on the screens that a form leads to, that its values are there still. Nothing, where nothing was typed. */
export function KeptWork() {
  return useForms().hasTyped() ? words.keptWork : null;
}
