import { press } from '../../../../test/e2e/support/clinician.ts';
import { heading, openedTabs, pageTitle, says, sessionIsAsBefore, shows } from '../checks/app-window.ts';
import { tokenLives } from '../checks/national-api.ts';
import { exchanges, nobodyWasAsked, renewed } from '../checks/provider.ts';
import { sessionIsKept, withoutOwnKeychain } from '../checks/saved-session.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows } from '../waiting.ts';

/** Her own computer restarts in the middle of the day. */
export const restartSteps: readonly Step<Stage>[] = [
  {
    name: 'restorable',
    title: 'The app is closed without a log-out, and started again: it offers her to go on, and waits',
    shows: 'app',
    cannotBeShown: withoutOwnKeychain,
    async act(stage) {
      await stage.rememberSession();
      await stage.restart();
      await appShows(stage, 'restorable', '');
    },
    checks: [
      shows('restorable', ''),
      heading('Continue your session'),
      says('it says whose it is', 'Priya Sample', 'General Medical Practitioner', 'SIMULATED HILL SURGERY (SIM02)'),
      says('it offers her to go on, and others to log in', 'Continue as Priya Sample', 'I am someone else'),
      pageTitle('Continue your session – CIS2 Desktop'),
      nobodyWasAsked,
      openedTabs(0),
      sessionIsKept,
    ],
  },
  {
    name: 'continued',
    title: 'She presses “Continue as Priya Sample”, and goes on where she was',
    shows: 'app',
    cannotBeShown: withoutOwnKeychain,
    async act(stage) {
      await press(stage.page, 'Continue as Priya Sample');
      await appShows(stage, 'home', '2');
    },
    checks: [
      shows('home', '2'),
      sessionIsAsBefore,
      renewed(1),
      exchanges(0),
      openedTabs(0),
      tokenLives('her new'),
      sessionIsKept,
    ],
  },
];
