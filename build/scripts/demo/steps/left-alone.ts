import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS } from '../../../../test/simulator/index.ts';
import {
  countsDown,
  hasNoDialog,
  heading,
  processIsNew,
  says,
  saysNothingOf,
  shows,
  windowTitle,
} from '../checks/app-window.ts';
import { tokenIsDead, tokenLives } from '../checks/national-api.ts';
import { askedForNewLogIn, exchanges, renewed, revoked } from '../checks/provider.ts';
import { savedSessionIsGone, sessionIsKept } from '../checks/saved-session.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appSays, appShows, untilRenewed } from '../waiting.ts';
import { ofPriya } from './people.ts';

const minuteMs = 60_000;
/** Past the moment of the question, which comes two minutes before the idle limit of 15. */
const untilAskedMs = 13 * minuteMs + 5_000;
const isAsked = 'CIS2 Desktop is about to be locked';

/** By now her access token has run out, too, and is renewed behind the question: that of a person who may still be there. */
async function leaveUntilAsked(stage: Stage): Promise<void> {
  await untilRenewed(stage, () => stage.leaveAlone(untilAskedMs));
  await appSays(stage, isAsked);
}

/** She is called away, with a patient's record open. */
export const leftAloneSteps: readonly Step<Stage>[] = [
  {
    name: 'computer-locked',
    title: 'She opens a patient’s record, and locks her computer: the app shows nothing',
    shows: 'app',
    async act(stage) {
      await stage.page.locator('[data-action="view-patient"]').click();
      await appShows(stage, 'actionDone', '2');
      await stage.computerSays('lock-screen');
      await appShows(stage, 'blanked', '');
    },
    checks: [
      shows('blanked', ''),
      heading('Hidden'),
      saysNothingOf('nothing of her and of the patient is in the page', ...ofPriya),
      windowTitle,
      revoked(0),
      tokenLives('her'),
    ],
  },
  {
    name: 'computer-unlocked',
    title: 'She unlocks the computer, and all is as it was',
    shows: 'app',
    async act(stage) {
      await stage.computerSays('unlock-screen');
      await appShows(stage, 'actionDone', '2');
    },
    checks: [
      shows('actionDone', '2'),
      says('the record is still open', 'Robin Simulated', '900 000 0009'),
      exchanges(0),
      sessionIsKept,
    ],
  },
  {
    name: 'idle-warning',
    title: '13 minutes pass in which nobody touches the computer (time is moved, not waited for): she is asked',
    shows: 'app',
    act: leaveUntilAsked,
    checks: [
      says('it says what will happen, and to whom', isAsked, 'Priya Sample', 'There has been no activity for a while.'),
      countsDown(120),
      says('one press is enough to stay', 'Stay logged in'),
      shows('actionDone', '2'),
      renewed(1),
    ],
  },
  {
    name: 'stayed',
    title: 'She presses “Stay logged in”',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Stay logged in');
      await appSays(stage, 'You are still logged in.');
      await stage.time.touch(stage.app);
    },
    checks: [
      shows('actionDone', '2'),
      hasNoDialog,
      says('the record is still open', 'Robin Simulated', '900 000 0009'),
      exchanges(0),
      tokenLives('her'),
    ],
  },
  {
    name: 'locked-unattended',
    title: 'The next time she is not there to be asked, and two minutes later it locks',
    shows: 'app',
    async act(stage) {
      await stage.rememberProcess();
      await leaveUntilAsked(stage);
      await stage.leaveAlone(2 * minuteMs);
      await appShows(stage, 'locked', '');
    },
    checks: [
      processIsNew,
      shows('locked', ''),
      says('it says why', 'because there was no activity.', 'This protects patient information.'),
      says('it says for whom', 'Unlock as Priya Sample'),
      saysNothingOf('nothing of the patient is left', 'Robin', '900 000 0009'),
      renewed(1),
      revoked(1),
      tokenIsDead('her newest'),
      savedSessionIsGone,
    ],
  },
  {
    name: 'unlocked-again',
    title: 'She comes back, and unlocks',
    shows: 'app',
    async act(stage) {
      await stage.time.touch(stage.app);
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
      askedForNewLogIn,
      exchanges(1),
      sessionIsKept,
    ],
  },
];
