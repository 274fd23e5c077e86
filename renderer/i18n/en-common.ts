import type { CallErrorCode } from '../../preload/incident.ts';
import type { AuthenticatorKey } from '../../preload/session-view.ts';
import type { FailureWords } from './en-failure-phrases.ts';
import { levelInSentence, levelName } from './en-levels.ts';

/** What every screen shares: the frame, buttons, and the parts of an error. */

/** Indexed by `Record` types, so that a new variant in the contract does not compile until it has words. */
const authenticators: Record<AuthenticatorKey, string> = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  nhsNetConnect: 'NHS.net Connect',
  passkey: 'Passkey',
  windowsHello: 'Windows Hello',
  securityKey: 'Security key',
  ipad: 'NHS CIS2 iPad app',
  smartcard: 'Smartcard',
  smartcardIdentityAgent: 'Smartcard with the older Identity Agent',
};

const callErrors: Record<CallErrorCode, string> = {
  SENDER_REFUSED: 'CIS2 Desktop did not trust this window.',
  INPUT_INVALID: 'What was sent was not complete.',
  OUTPUT_INVALID: 'The answer could not be shown.',
  NOT_NOW: 'Something else has just happened. Look at the screen and try again.',
  LINK_NOT_COPIED: 'The link could not be copied. Select “Reopen browser” instead.',
  DETAILS_NOT_COPIED: 'The details could not be copied. Select them on the screen and copy them by hand.',
  HELP_NOT_OPENED: 'We could not open your browser. Your local IT service desk can help.',
  BUNDLE_NOT_WRITTEN: 'The file could not be saved.',
  INTERNAL: 'Something went wrong in CIS2 Desktop. Try again.',
};

export const enCommon = {
  appName: 'CIS2 Desktop',
  title: (screen: string) => `${screen} – CIS2 Desktop`,
  levelName,
  levelInSentence,
  authenticators,
  otherMethod: (amr: string) => `another method (${amr})`,
  methodNotStated: 'Not stated',

  chrome: {
    skipToContent: 'Skip to main content',
    account: 'Your account',
    noRoleYet: 'No role chosen yet',
    changeRole: 'Change role',
    lock: 'Lock',
    logOut: 'Log out',
    session: 'Your session',
    with: 'With',
    confirmed: 'Confirmed',
    helpTitle: 'Who can help',
    help: [
      { who: 'Your local IT service desk', what: 'this computer, the network, your browser or a card reader' },
      {
        who: 'Your Registration Authority',
        what: 'your smartcard, your other ways to log in, your name and your roles',
      },
      { who: 'National Service Desk', what: 'faults in the national log-in service, through your IT service desk' },
    ],
    version: (version: string) => `CIS2 Desktop version ${version}`,
    profile: { personal: 'Set up for one person', shared: 'Set up as a shared computer' },
    disclaimer: 'CIS2 Desktop is not an NHS England product.',
    environment: 'Environment:',
  },

  feedback: {
    linkCopied: 'Link copied. Paste it into the address bar of a browser on this computer.',
    detailsCopied: 'Details copied. You can paste them into an email or a support form.',
    browserReopened: 'We asked your browser to open the page again.',
    stayedLoggedIn: 'You are still logged in.',
    refused: (code: CallErrorCode) => `That was not possible now. ${callErrors[code]}`,
  },

  actions: {
    logIn: 'Log in with my Care Identity',
    cancel: 'Cancel',
    continue: 'Continue',
    continueInBrowser: 'Continue in browser',
    tryAgainInBrowser: 'Try again in browser',
    goBack: 'Go back',
    confirm: 'Confirm',
    reopenBrowser: 'Reopen browser',
    copyLink: 'Copy link',
    copyDetails: 'Copy details',
    switchTo: (name: string) => `Switch to ${name}`,
    unlockAs: (name: string) => `Unlock as ${name}`,
    someoneElse: 'I am someone else',
    continueAs: (name: string) => `Continue as ${name}`,
    stayLoggedIn: 'Stay logged in',
    logOutNow: 'Log out now',
    finishMyWork: 'Finish my work',
    logInAgain: 'Log in again',
  },

  /** Where the script of a screen is missing. */
  partMissing: {
    title: 'This screen could not be opened',
    whatToDo:
      'A part of CIS2 Desktop is missing. Close it and open it again. If this happens again, tell your local IT service desk.',
  },

  problem: {
    whatHappened: 'What happened',
    whatToDo: 'What you can do',
    whoCanHelp: 'Who can help',
    forSupport: 'Details for support',
    code: 'Code',
    time: 'Time',
    correlationId: 'Correlation ID',
    detail: 'For IT',
    line: (code: string, when: string, correlationId: string) =>
      `Code ${code}, ${when}. Correlation ID ${correlationId}.`,
    loading: 'Looking up what happened. The code below stays the same.',
    /** Where the words of all failures are missing. */
    unexplained: (code: string): FailureWords => ({
      title: `There is a problem (${code})`,
      happened: 'We cannot explain it, because a part of CIS2 Desktop could not be opened.',
      whatToDo: 'Close CIS2 Desktop and open it again, then try again.',
      whoCanHelp: 'Your local IT service desk. Give them the code and the correlation ID.',
    }),
  },
};
