import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS } from '../../../../test/simulator/index.ts';
import {
  heading,
  openedTabs,
  pageTitle,
  plainStartLink,
  processIsNew,
  says,
  saysNothingOf,
  shows,
  windowTitle,
} from '../checks/app-window.ts';
import { noCodeInAddress, portCloses, tabHeading, tabSays } from '../checks/browser-tab.ts';
import { tokenIsDead } from '../checks/national-api.ts';
import {
  askedForLevel,
  askedForNewLogIn,
  askedSafely,
  exchanges,
  revoked,
  verifierMatches,
} from '../checks/provider.ts';
import { savedSessionIsGone, sessionIsKept } from '../checks/saved-session.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows, tabShows } from '../waiting.ts';
import { ofOwen } from './people.ts';

/** She leaves her desk; somebody else cannot unlock it, and she can. */
export const lockSteps: readonly Step<Stage>[] = [
  {
    name: 'locked',
    title: 'She is called away, and locks',
    shows: 'app',
    async act(stage) {
      await stage.rememberProcess();
      await press(stage.page, 'Lock');
      await appShows(stage, 'locked', '');
    },
    checks: [
      processIsNew,
      shows('locked', ''),
      heading('Locked'),
      says('it says for whom', 'Priya Sample', 'General Medical Practitioner, SIMULATED HILL SURGERY (SIM02)'),
      pageTitle('Locked – CIS2 Desktop'),
      windowTitle,
      saysNothingOf('nothing of the patient or of her AAL3 is left', 'Robin', '900 000 0009', 'AAL3'),
      revoked(1),
      tokenIsDead('her newest'),
      savedSessionIsGone,
    ],
  },
  {
    name: 'unlock-page',
    title: 'Somebody presses “Unlock”, and the browser asks for a new log-in',
    shows: 'browser',
    async act(stage) {
      await press(stage.page, 'Unlock as Priya Sample');
      await stage.openTab();
      await tabShows(stage, 'Log in to the CIS2 simulator');
    },
    checks: [
      tabHeading('Log in to the CIS2 simulator'),
      askedForNewLogIn,
      askedForLevel('AAL2_OR_AAL3_ANY'),
      askedSafely,
      openedTabs(3),
      plainStartLink,
    ],
  },
  {
    name: 'somebody-else-page',
    title: 'It is her colleague, who logs in as himself',
    shows: 'browser',
    async act(stage) {
      await logInAt(stage.tab, PERSONA_IDS.nurse, 'securityKey');
      await tabShows(stage, 'That was somebody else’s log-in');
    },
    checks: [
      portCloses,
      tabHeading('That was somebody else’s log-in'),
      tabSays('it says that nothing was done', 'Nothing has been done.'),
      noCodeInAddress,
      exchanges(1),
      verifierMatches,
    ],
  },
  {
    name: 'other-person',
    title: 'The app refuses him, and asks how to go on',
    shows: 'app',
    act: (stage) => appShows(stage, 'otherPerson', ''),
    checks: [
      shows('otherPerson', ''),
      heading('This is not the person who was logged in'),
      says('it names both', 'Locked for Priya Sample', 'Logged in just now in the browser Owen Example'),
      says('it says that it is still locked', 'Nothing was unlocked.'),
      revoked(1),
      tokenIsDead('his newest'),
      savedSessionIsGone,
    ],
  },
  {
    name: 'still-locked',
    title: 'He goes back, and it stays locked',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Go back');
      await appShows(stage, 'locked', '');
    },
    checks: [
      shows('locked', ''),
      says('it is still for her', 'Priya Sample', 'Unlock as Priya Sample'),
      saysNothingOf('nothing of him is left', ...ofOwen),
    ],
  },
  {
    name: 'unlocked',
    title: 'She comes back and unlocks, this time with Microsoft Authenticator',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Unlock as Priya Sample');
      await stage.openTab();
      await logInAt(stage.tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
      await appShows(stage, 'home', '2');
    },
    checks: [
      shows('home', '2'),
      says(
        'the role that she chose is kept',
        'Priya Sample, General Medical Practitioner',
        'SIMULATED HILL SURGERY (SIM02)',
      ),
      says('the level is that of this log-in', 'High confidence (AAL2)', 'Microsoft Authenticator'),
      askedForNewLogIn,
      askedSafely,
      exchanges(1),
      verifierMatches,
      sessionIsKept,
    ],
  },
];
