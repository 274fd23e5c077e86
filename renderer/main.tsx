import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createSessionStore } from './session-store.ts';
import { SessionStoreContext } from './session-context.ts';
import './styles/main.scss';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <SessionStoreContext value={createSessionStore(window.cis2)}>
      <App />
    </SessionStoreContext>
  </StrictMode>,
);
