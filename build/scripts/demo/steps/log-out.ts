import { press } from '../../../../test/e2e/support/clinician.ts';
import { heading, openedTabs, pageIsNew, says, saysNothingOf, shows, windowTitle } from '../checks/app-window.ts';
import { tokenIsDead } from '../checks/national-api.ts';
import { nothingSecretIsKept } from '../checks/on-disk.ts';
import { revoked } from '../checks/provider.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows } from '../waiting.ts';

const hers = ['Priya', 'Sample', 'SIM02', '900 000 0009'];

/** The end, and what is left afterwards. */
export const logOutSteps: readonly Step<Stage>[] = [
  {
    name: 'ended',
    title: 'She logs out',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Log out');
      await appShows(stage, 'ended', '');
    },
    checks: [
      shows('ended', ''),
      heading('You are logged out'),
      says('it says the reason and the time', 'You logged out of CIS2 Desktop at'),
      says('it says that the browser may still be logged in', 'Your browser may still be logged in to CIS2.'),
      saysNothingOf('nothing of her is left', ...hers),
      pageIsNew,
      revoked(1),
      tokenIsDead,
      nothingSecretIsKept,
    ],
  },
  {
    name: 'back-at-the-start',
    title: 'The app is closed and started again on the same data',
    shows: 'app',
    async act(stage) {
      await stage.restart();
      await appShows(stage, 'loggedOut', '');
    },
    checks: [
      shows('loggedOut', ''),
      heading('Log in to CIS2 Desktop'),
      windowTitle,
      saysNothingOf('nothing of her is left', ...hers),
      openedTabs(0),
    ],
  },
];
