import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS } from '../../../../test/simulator/index.ts';
import { heading, openedTabs, processIsNew, says, saysNothingOf, shows, windowTitle } from '../checks/app-window.ts';
import { tokenIsDead } from '../checks/national-api.ts';
import { nothingSecretIsKept } from '../checks/on-disk.ts';
import { askedForNewLogIn, exchanges, revoked } from '../checks/provider.ts';
import { savedSessionIsDead, savedSessionIsGone, sessionIsKept, withoutOwnKeychain } from '../checks/saved-session.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appSays, appShows } from '../waiting.ts';
import { ofOwen, ofPriya } from './people.ts';

const notConfirmed = 'We could not confirm that your saved session is deleted';

async function nurseLogsIn(stage: Stage): Promise<void> {
  await press(stage.page, 'Log in with my Care Identity');
  await stage.openTab();
  await logInAt(stage.tab, PERSONA_IDS.nurse, 'microsoftAuthenticator');
  await appShows(stage, 'home', '2');
}

/** The end, and what is left afterwards: with a keychain that works, and with one that does not. */
export const logOutSteps: readonly Step<Stage>[] = [
  {
    name: 'ended',
    title: 'She logs out',
    shows: 'app',
    async act(stage) {
      await stage.rememberProcess();
      await press(stage.page, 'Log out');
      await appShows(stage, 'ended', '');
    },
    checks: [
      processIsNew,
      shows('ended', ''),
      heading('You are logged out'),
      says('it says the reason and the time', 'You logged out of CIS2 Desktop at'),
      says('it says that the browser may still be logged in', 'Your browser may still be logged in to CIS2.'),
      savedSessionIsGone,
      saysNothingOf('no doubt about the deletion', notConfirmed),
      saysNothingOf('nothing of her is left', ...ofPriya),
      revoked(1),
      tokenIsDead('her newest'),
      nothingSecretIsKept,
    ],
  },
  {
    name: 'home-of-colleague',
    title: 'Her colleague logs in after her, and has one role',
    shows: 'app',
    act: nurseLogsIn,
    checks: [
      shows('home', '2'),
      says(
        'it shows his name, role and organisation',
        'Owen Example, Nurse Access Role',
        'SIMULATED BROOK SURGERY (SIM01)',
      ),
      saysNothingOf('nothing of her is left', ...ofPriya),
      askedForNewLogIn,
      exchanges(1),
      sessionIsKept,
    ],
  },
  {
    name: 'ended-not-confirmed',
    title: 'The computer locks its keychain; then he logs out',
    shows: 'app',
    cannotBeShown: withoutOwnKeychain,
    async act(stage) {
      await stage.ownKeychain?.lock();
      await stage.rememberProcess();
      await press(stage.page, 'Log out');
      await appShows(stage, 'ended', '');
      await appSays(stage, notConfirmed);
    },
    checks: [
      processIsNew,
      shows('ended', ''),
      heading('You are logged out'),
      says(
        'it says what it could not confirm, and what that means',
        notConfirmed,
        'Nobody can use what may be left there to log in here.',
      ),
      savedSessionIsDead,
      revoked(1),
      tokenIsDead('his newest'),
      saysNothingOf('nothing of him is left', ...ofOwen),
      nothingSecretIsKept,
    ],
  },
  {
    name: 'home-in-memory',
    title: 'A locked keychain keeps him out no more than it holds his session',
    shows: 'app',
    cannotBeShown: withoutOwnKeychain,
    act: nurseLogsIn,
    checks: [
      shows('home', '2'),
      says(
        'it says why, and when this session ends',
        'The password store of this computer is locked. You can work as usual. Your session ends when you close CIS2 Desktop.',
      ),
      exchanges(1),
      savedSessionIsDead,
    ],
  },
  {
    name: 'back-at-the-start',
    title: 'The app is closed without a log-out, and started again: a session in memory ends with it',
    shows: 'app',
    cannotBeShown: withoutOwnKeychain,
    async act(stage) {
      await stage.restart();
      await appShows(stage, 'loggedOut', '');
    },
    checks: [
      revoked(1),
      tokenIsDead('his newest'),
      savedSessionIsDead,
      shows('loggedOut', ''),
      heading('Log in to CIS2 Desktop'),
      windowTitle,
      saysNothingOf('nothing of either is left', ...ofPriya, ...ofOwen),
      openedTabs(0),
      nothingSecretIsKept,
    ],
  },
];
