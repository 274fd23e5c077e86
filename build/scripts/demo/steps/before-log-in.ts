import type { Page } from '@playwright/test';
import { press } from '../../../../test/e2e/support/clinician.ts';
import { heading, openedTabs, says, shows, windowTitle } from '../checks/app-window.ts';
import {
  everyCheckHasAnswered,
  isDark,
  keychainWasTried,
  pageLanguage,
  policyRow,
  settingsAreKept,
  verdictIs,
} from '../checks/own-pages.ts';
import { exchanges } from '../checks/provider.ts';
import type { Stage } from '../stage.ts';
import type { Step } from '../step.ts';
import { appSays, appShows } from '../waiting.ts';

/** A choice counts, and is shown, once the app has taken it: the mark on the root says so. */
async function choose(page: Page, name: string, mark: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).click();
  await page.locator(`html[${mark}]`).waitFor();
}

/** Ten seconds are what one check may take, and they run at once. */
const checksLimitMs = 15_000;

/** What anybody may look at and change while nobody is logged in. It ends where it began. */
export const beforeLogInSteps: readonly Step<Stage>[] = [
  {
    name: 'logged-out',
    title: 'The simulator and the app start, and nobody is logged in',
    shows: 'app',
    async act(stage) {
      await stage.open();
      await appShows(stage, 'loggedOut', '');
    },
    checks: [
      shows('loggedOut', ''),
      heading('Log in to CIS2 Desktop'),
      says('it says that this is the simulator', 'Simulator'),
      says('it says that it is not an NHS England product', 'not an NHS England product'),
      windowTitle,
      openedTabs(0),
    ],
  },
  {
    name: 'connection-checked',
    title: 'Dr Sample checks the connection before she logs in',
    shows: 'app',
    async act(stage) {
      // Where the app says that it has not been checked yet; a link to the same page is at the foot of every screen.
      await stage.page.locator('#main-content').getByRole('button', { name: 'Check connection' }).click();
      await stage.page.getByRole('button', { name: 'Copy results' }).waitFor({ timeout: checksLimitMs });
    },
    checks: [
      heading('Check connection'),
      everyCheckHasAnswered,
      verdictIs('the policy is good', 'policy', 'pass', 'POLICY_READ'),
      verdictIs('the log-in service answers as it should', 'discovery', 'pass', 'DISCOVERY_GOOD'),
      verdictIs('its keys can be used', 'signingKeys', 'pass', 'KEYS_USABLE'),
      verdictIs('the way back from the browser is free', 'loopbackPorts', 'pass', 'PORTS_FREE'),
      verdictIs('the disk takes what the app writes', 'disk', 'pass', 'DISK_GOOD'),
      keychainWasTried,
      exchanges(0),
      openedTabs(0),
    ],
  },
  {
    name: 'settings-welsh-dark',
    title: 'In the settings she tries dark colours and Welsh (a draft), which count at once',
    shows: 'app',
    async act({ page }) {
      await press(page, 'Go back');
      await press(page, 'Settings');
      await choose(page, 'Dark', 'data-theme="dark"');
      await choose(page, 'Cymraeg', 'lang="cy"');
    },
    checks: [
      heading('Gosodiadau'),
      pageLanguage('cy'),
      says('the rest of the window speaks it, too', 'Gwirio’r cysylltiad'),
      isDark,
      settingsAreKept({ language: 'cy', theme: 'dark' }),
    ],
  },
  {
    name: 'managed',
    title: 'Back in English, she looks at what her organisation manages',
    shows: 'app',
    async act(stage) {
      const { page } = stage;
      // Each language is named in itself, so this leads back from where she cannot read.
      await choose(page, 'English', 'lang="en"');
      await choose(page, 'As this computer has it', 'data-theme="system"');
      await press(page, 'See everything that your organisation has set');
      await appSays(stage, 'values are in force.');
    },
    checks: [
      heading('Managed by your organisation'),
      policyRow('session.profile', 'personal', 'policy.json'),
      policyRow('provider.topology', 'gateway', 'policy.json'),
      policyRow('session.idleMinutes', '15', 'Our own defaults'),
      settingsAreKept({ language: 'en', theme: 'system' }),
    ],
  },
  {
    name: 'ready-to-log-in',
    title: 'She goes back to where she can log in',
    shows: 'app',
    async act(stage) {
      await press(stage.page, 'Go back');
      await appShows(stage, 'loggedOut', '');
    },
    checks: [
      shows('loggedOut', ''),
      heading('Log in to CIS2 Desktop'),
      says('it says what the check has found', 'Nothing was found wrong.'),
      openedTabs(0),
    ],
  },
];
