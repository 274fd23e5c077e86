import type { Language } from '../preload/settings.ts';
import { speak } from './i18n/words.ts';
import type { SessionStore } from './session-store.ts';

/** How long (ms) the first paint waits to know the language. English is there at once, and a change later is no harm. */
const patienceMs = 500;

/**
 * Speaks the language that the settings name, now and whenever they change. Resolves when the first words may be painted: in
 * the right language, or in English where main did not answer in time.
 */
export async function followLanguage(store: Pick<SessionStore, 'subscribe' | 'getSnapshot'>): Promise<void> {
  const known = Promise.withResolvers<void>();
  let asked: Language | undefined;
  const follow = () => {
    const named = store.getSnapshot().settings?.language.value;
    // Once for each change: a language that is missing is not asked for again with each view.
    if (named === undefined || named === asked) return;
    asked = named;
    void speak(named).then(known.resolve);
  };
  store.subscribe(follow);
  follow();
  const timer = setTimeout(known.resolve, patienceMs);
  await known.promise;
  clearTimeout(timer);
}
