import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS, ROLE_IDS } from '../../../../test/simulator/index.ts';
import {
  endedWithin2Seconds,
  heading,
  openedTabs,
  plainStartLink,
  processIsNew,
  says,
  saysNothingOf,
  shows,
  windowTitle,
} from '../checks/app-window.ts';
import { tabHeading } from '../checks/browser-tab.ts';
import { tokenIsDead, tokenLives } from '../checks/national-api.ts';
import { noFileNames, nothingSecretIsKept } from '../checks/on-disk.ts';
import { askedForNewLogIn, exchanges, revoked, revokedBeforeTheNext } from '../checks/provider.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows, tabShows } from '../waiting.ts';
import { askedByServiceSteps } from './asked-by-service.ts';
import { ofOwen, ofPriyaOnTheWard } from './people.ts';

/** Longer than the minute after which it is said whose session stands open. */
const awhileMs = 61_000;

/** A terminal that many people use: whose session it is, one action to take it over, and an end from elsewhere. */
export const wardSteps: readonly Step<Stage>[] = [
  {
    name: 'ward-home',
    title: 'On the ward many people use one computer. Dr Sample logs in there, for her role on the ward',
    shows: 'app',
    async act(stage) {
      // Where the keychain is not our own, what it keeps of the demo must not stay there.
      if ((await stage.view())?.kind === 'home') {
        await press(stage.page, 'Log out');
        await appShows(stage, 'ended', '');
      }
      await stage.moveToSharedTerminal();
      await press(stage.page, 'Log in with my Care Identity');
      await stage.openTab();
      await logInAt(stage.tab, PERSONA_IDS.generalPractitioner, 'microsoftAuthenticator');
      await appShows(stage, 'chooseRole', '2');
      await stage.page.locator(`input[type=radio][value="${ROLE_IDS.clinicalAtWard}"]`).check();
      await press(stage.page, 'Continue');
      await appShows(stage, 'home', '2');
    },
    checks: [
      shows('home', '2'),
      says('it shows her name and role', 'Priya Sample, Clinical Practitioner Access Role', 'SIM03'),
      says('everybody may take over at any time', 'I am someone else', 'Logs out Priya Sample'),
      askedForNewLogIn,
      exchanges(1),
      tokenLives('her'),
      noFileNames('her', ...ofPriyaOnTheWard),
      nothingSecretIsKept,
    ],
  },
  {
    name: 'in-use',
    title: 'She walks away. After a minute it says whose session stands open',
    shows: 'app',
    async act(stage) {
      await stage.leaveAlone(awhileMs);
      await stage.page.locator('.app-in-use').waitFor();
    },
    checks: [
      shows('home', '2'),
      says('it says who', 'In use by Priya Sample, Clinical Practitioner Access Role'),
      says('one action takes over, and says what it does', 'I am someone else', 'Logs out Priya Sample'),
      revoked(0),
    ],
  },
  {
    name: 'take-over-page',
    title: 'Her colleague presses “I am someone else”, and his browser asks who he is',
    shows: 'browser',
    async act(stage) {
      await stage.rememberProcess();
      await stage.time.touch(stage.app);
      await stage.page.locator('.app-in-use').getByRole('button', { name: 'I am someone else' }).click();
      await stage.openTab();
      await tabShows(stage, 'Log in to the CIS2 simulator');
      await appShows(stage, 'waitingForBrowser', '');
    },
    checks: [
      tabHeading('Log in to the CIS2 simulator'),
      revokedBeforeTheNext,
      revoked(1),
      tokenIsDead('her'),
      askedForNewLogIn,
      openedTabs(2),
      plainStartLink,
      processIsNew,
      shows('waitingForBrowser', ''),
      saysNothingOf('nothing of her is left in the app', ...ofPriyaOnTheWard),
    ],
  },
  {
    name: 'ward-home-of-colleague',
    title: 'He logs in, and it is his session',
    shows: 'app',
    async act(stage) {
      await logInAt(stage.tab, PERSONA_IDS.nurse, 'microsoftAuthenticator');
      await appShows(stage, 'home', '2');
    },
    checks: [
      shows('home', '2'),
      says('it shows his name and role', 'Owen Example, Nurse Access Role'),
      saysNothingOf('nothing of her is left in the app', ...ofPriyaOnTheWard),
      windowTitle,
      exchanges(1),
      noFileNames('her or him', ...ofPriyaOnTheWard, ...ofOwen),
      nothingSecretIsKept,
    ],
  },
  ...askedByServiceSteps,
  {
    name: 'ended-elsewhere',
    title: 'Later he ends his sessions from another place, and this one hears of it',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Back to your session');
      await stage.rememberProcess();
      await stage.endElsewhere(PERSONA_IDS.nurse);
      await appShows(stage, 'ended', '');
    },
    checks: [
      processIsNew,
      endedWithin2Seconds,
      shows('ended', ''),
      heading('The session was ended from another place'),
      says('it says what happened', 'that the same person logged in, or out, at another place.'),
      says(
        'it says what to do',
        'If it was not you, tell your local IT service desk and your Registration Authority now.',
      ),
      saysNothingOf('nothing of him is left in the app', ...ofOwen),
      tokenIsDead('his'),
      noFileNames('her or him', ...ofPriyaOnTheWard, ...ofOwen),
      nothingSecretIsKept,
    ],
  },
];
