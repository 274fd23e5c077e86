import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS } from '../../../../test/simulator/index.ts';
import { heading, openedTabs, plainStartLink, prescriptionNumber, says, shows } from '../checks/app-window.ts';
import { noCodeInAddress, portCloses, tabHeading, tabSays } from '../checks/browser-tab.ts';
import { called, takesLevel, tokenIsNew, withBearer, wouldRefuseLevel } from '../checks/national-api.ts';
import { auditedAround, auditHasNoSecret } from '../checks/on-disk.ts';
import {
  askedForLevel,
  askedSafely,
  askedWithoutPrompt,
  exchanges,
  noClientSecret,
  verifierMatches,
} from '../checks/provider.ts';
import { sessionIsKept } from '../checks/saved-session.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows, tabShows } from '../waiting.ts';

const patients = 'personal-demographics';
const prescriptions = 'electronic-prescriptions';

/** An action that AAL2 is enough for, and one that is not. */
export const actAndStepUpSteps: readonly Step<Stage>[] = [
  {
    name: 'result-aal2',
    title: 'She looks at a patient’s record, for which AAL2 is enough',
    shows: 'app',
    async act(stage) {
      await stage.page.locator('[data-action="view-patient"]').click();
      await appShows(stage, 'actionDone', '2');
    },
    checks: [
      shows('actionDone', '2'),
      heading('View patient record: done'),
      says('the patient that the API gave', 'Robin Simulated', '900 000 0009'),
      called(patients, 1),
      withBearer(patients),
      takesLevel,
      auditedAround(patients, 'view-patient'),
      auditHasNoSecret,
    ],
  },
  {
    name: 'action-blocked',
    title: 'She wants to sign a prescription, for which it is not',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Go back');
      await appShows(stage, 'home', '2');
      await stage.page.locator('[data-action="sign-prescription"]').click();
      await appShows(stage, 'actionBlocked', '2');
    },
    checks: [
      shows('actionBlocked', '2'),
      heading('Prove who you are to continue'),
      says('it says why', 'needs very high confidence (AAL3)'),
      says('it names what would do', 'Windows Hello', 'Security key', 'Smartcard'),
      openedTabs(1),
      called(prescriptions, 0),
      wouldRefuseLevel,
    ],
  },
  {
    name: 'waiting-for-step-up',
    title: 'She goes on in the browser',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Continue in browser');
      await appShows(stage, 'waitingForBrowser', '2');
    },
    checks: [
      shows('waitingForBrowser', '2'),
      heading('Prove who you are in your browser'),
      says('it says what it is for', 'Sign prescription'),
      openedTabs(2),
      plainStartLink,
    ],
  },
  {
    name: 'step-up-page',
    title: 'The simulator asks for a stronger authenticator',
    shows: 'browser',
    async act(stage) {
      await stage.openTab();
      await tabShows(stage, 'Log in to the CIS2 simulator');
    },
    checks: [
      tabSays('it knows her and asks for more', 'Priya Sample is logged in, but a stronger authenticator is needed'),
      askedForLevel('AAL3_ANY'),
      askedWithoutPrompt,
      askedSafely,
    ],
  },
  {
    name: 'step-up-done-page',
    title: 'She uses her security key',
    shows: 'browser',
    async act(stage) {
      await logInAt(stage.tab, PERSONA_IDS.generalPractitioner, 'securityKey');
      await tabShows(stage, 'You are logged in');
    },
    checks: [
      portCloses,
      tabHeading('You are logged in'),
      noCodeInAddress,
      exchanges(1),
      verifierMatches,
      noClientSecret,
    ],
  },
  {
    name: 'confirm-aal3',
    title: 'Back in the app she is asked whether to go on',
    shows: 'app',
    act: (stage) => appShows(stage, 'confirmAction', '3'),
    checks: [
      shows('confirmAction', '3'),
      heading('Check and confirm: Sign prescription'),
      says('it says who does it in which role', 'Done by Priya Sample', 'In the role of General Medical Practitioner'),
      called(prescriptions, 0),
    ],
  },
  {
    name: 'result-aal3',
    title: 'She confirms, and the prescription is signed',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Confirm');
      await appShows(stage, 'actionDone', '3');
    },
    checks: [
      shows('actionDone', '3'),
      heading('Sign prescription: done'),
      prescriptionNumber,
      called(prescriptions, 1, 'POST'),
      withBearer(prescriptions),
      tokenIsNew,
      auditedAround(prescriptions, 'sign-prescription'),
      auditHasNoSecret,
    ],
  },
  {
    name: 'home-aal3',
    title: 'She goes back to her session',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Go back');
      await appShows(stage, 'home', '3');
    },
    checks: [
      shows('home', '3'),
      says('it says the level in words', 'Very high confidence (AAL3)'),
      says(
        'the role that she chose is kept',
        'Priya Sample, General Medical Practitioner',
        'SIMULATED HILL SURGERY (SIM02)',
      ),
      sessionIsKept,
    ],
  },
];
