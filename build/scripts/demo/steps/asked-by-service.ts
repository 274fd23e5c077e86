import { logInAt, press } from '../../../../test/e2e/support/clinician.ts';
import { PERSONA_IDS } from '../../../../test/simulator/index.ts';
import { heading, openedTabs, says, saysNothingOf, shows } from '../checks/app-window.ts';
import { called, withBearer } from '../checks/national-api.ts';
import { auditedAround, auditHasNoSecret, challengeIsAudited } from '../checks/on-disk.ts';
import { askedForLevel, askedWithoutPrompt, exchanges } from '../checks/provider.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appShows } from '../waiting.ts';
import { ofPriyaOnTheWard } from './people.ts';

const laboratory = 'laboratory';
const action = 'release-result';

/** Our policy is content with AAL2, and the service that is called is not (RFC 9470); then what was recorded of it. */
export const askedByServiceSteps: readonly Step<Stage>[] = [
  {
    name: 'service-asks',
    title: 'He releases a test result at AAL2, as the settings allow; the service wants more than they do',
    shows: 'app',
    async act(stage) {
      await stage.page.locator(`[data-action="${action}"]`).click();
      await appShows(stage, 'confirmAction', '2');
      await press(stage.page, 'Confirm');
      await appShows(stage, 'actionBlocked', '2');
    },
    checks: [
      shows('actionBlocked', '2'),
      heading('Prove who you are to continue'),
      says(
        'it says who asks, and that nothing was done',
        'did not accept the log-in that you have now, and did nothing',
      ),
      called(laboratory, 1, 'POST'),
      withBearer(laboratory),
      challengeIsAudited(laboratory),
      openedTabs(2),
    ],
  },
  {
    name: 'service-asked-confirm',
    title: 'He proves who he is with his security key, and is asked to confirm again',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Continue in browser');
      await stage.openTab();
      await logInAt(stage.tab, PERSONA_IDS.nurse, 'securityKey');
      await appShows(stage, 'confirmAction', '3');
    },
    checks: [
      shows('confirmAction', '3'),
      says('it says who does it in which role', 'Done by Owen Example', 'In the role of Nurse Access Role'),
      askedForLevel('AAL3_ANY'),
      askedWithoutPrompt,
      exchanges(1),
      called(laboratory, 1, 'POST'),
    ],
  },
  {
    name: 'service-took-it',
    title: 'He confirms, and now the service takes it',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Confirm');
      await appShows(stage, 'actionDone', '3');
    },
    checks: [
      shows('actionDone', '3'),
      called(laboratory, 2, 'POST'),
      auditedAround(laboratory, action),
      auditHasNoSecret,
    ],
  },
  {
    name: 'my-activity',
    title: 'He looks at what is recorded about him, and has the record checked',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Go back');
      await appShows(stage, 'home', '3');
      await press(stage.page, 'My activity');
      await stage.page.getByRole('table', { name: 'What you did' }).waitFor();
      await press(stage.page, 'Check that the record is whole');
      await stage.page.getByText('The record is whole:').waitFor();
    },
    checks: [
      heading('My activity'),
      says(
        'it lists what he did',
        'Logged in',
        'Sent back: a stronger log-in is needed',
        'Proved who you are again',
        'Answer: Release a test result',
      ),
      says('the record is whole', 'The record is whole:'),
      saysNothingOf('nothing of what she did before him', ...ofPriyaOnTheWard),
    ],
  },
];
