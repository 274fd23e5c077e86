import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenForActivity } from './activity.ts';
import { App } from './app.tsx';
import { loadFailureWords } from './i18n/failure-words.ts';
import { followLanguage } from './language.ts';
import { loadAtWork } from './screens/at-work-later.tsx';
import { followAppearance } from './appearance.ts';
import { listenForLockShortcut } from './lock-shortcut.ts';
import { catchLostFocus } from './lost-focus.ts';
import { createSessionStore } from './session-store.ts';
import { SessionStoreContext } from './session-context.ts';
import './styles/main.scss';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const store = createSessionStore(window.cis2);
followAppearance(window, store);
listenForLockShortcut(window, store);
listenForActivity(window, store);
catchLostFocus(root);

void followLanguage(store).then(() => {
  createRoot(root).render(
    <StrictMode>
      <SessionStoreContext value={store}>
        <App />
      </SessionStoreContext>
    </StrictMode>,
  );
  // Before they are needed: nobody waits for them, and when something fails the disk may be what fails.
  requestIdleCallback(() => {
    void loadFailureWords();
    void loadAtWork().catch(reportError);
  });
});
