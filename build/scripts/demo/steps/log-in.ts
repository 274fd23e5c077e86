import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS, ROLE_IDS } from '../../../../test/simulator/index.ts';
import { hasRoles, heading, openedTabs, plainStartLink, says, saysNothingOf, shows } from '../checks/app-window.ts';
import { noCodeInAddress, portCloses, tabHeading, tabSays } from '../checks/browser-tab.ts';
import { askedForLevel, askedSafely, exchanges, noClientSecret, verifierMatches } from '../checks/provider.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows, tabShows } from '../waiting.ts';

/** From “Log in” to a role in use, at AAL2. */
export const logInSteps: readonly Step<Stage>[] = [
  {
    name: 'waiting-for-browser',
    title: 'Dr Sample presses “Log in”',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Log in with my Care Identity');
      await appShows(stage, 'waitingForBrowser', '');
    },
    checks: [
      shows('waitingForBrowser', ''),
      heading('Log in using your browser'),
      says('reopen, copy and cancel are offered', 'Reopen browser', 'Copy link', 'Cancel'),
      openedTabs(1),
      plainStartLink,
    ],
  },
  {
    name: 'log-in-page',
    title: 'Her browser shows the log-in page of the simulator',
    shows: 'browser',
    async act(stage) {
      await stage.openTab();
      await tabShows(stage, 'Log in to the CIS2 simulator');
    },
    checks: [
      tabHeading('Log in to the CIS2 simulator'),
      tabSays('it asks for AAL2 or AAL3', 'This application asks for AAL2 or AAL3.'),
      askedForLevel('AAL2_OR_AAL3_ANY'),
      askedSafely,
      exchanges(0),
    ],
  },
  {
    name: 'logged-in-page',
    title: 'She logs in with Microsoft Authenticator',
    shows: 'browser',
    async act(stage) {
      await logInAt(stage.tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
      await tabShows(stage, 'You are logged in');
    },
    checks: [
      // First, because its second runs from here.
      portCloses,
      tabHeading('You are logged in'),
      noCodeInAddress,
      exchanges(1),
      verifierMatches,
      noClientSecret,
    ],
  },
  {
    name: 'choose-role',
    title: 'Back in the app she is asked for her role',
    shows: 'app',
    act: (stage) => appShows(stage, 'chooseRole', '2'),
    checks: [
      shows('chooseRole', '2'),
      heading('Choose your role'),
      says('it shows her name and how she logged in', 'Priya Sample', 'Microsoft Authenticator'),
      hasRoles(6),
      says('a search is offered', 'Search your roles'),
    ],
  },
  {
    name: 'choose-role-search',
    title: 'She searches her roles and picks one',
    shows: 'app',
    async act({ page }) {
      await page.getByRole('searchbox', { name: 'Search your roles' }).fill('hill');
      await page.locator(`input[type=radio][value="${ROLE_IDS.generalPractitionerAtHill}"]`).check();
    },
    checks: [hasRoles(2), says('it says how many are shown', 'Showing 2 of 6 roles')],
  },
  {
    name: 'home-aal2',
    title: 'She goes on in that role',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Continue');
      await appShows(stage, 'home', '2');
    },
    checks: [
      shows('home', '2'),
      heading('Your session'),
      says('it shows her role and organisation', 'General Medical Practitioner', 'SIMULATED HILL SURGERY (SIM02)'),
      says('it says the level in words', 'High confidence (AAL2)'),
      saysNothingOf('her user ID is hidden', PERSONA_IDS.generalPractitioner),
    ],
  },
];
