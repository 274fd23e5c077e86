import type {
  AssuranceView,
  AttemptPurpose,
  AuthenticatorKey,
  MemoryOnly,
  ResultRow,
} from '../../preload/session-view.ts';
import type { CallErrorCode } from '../../preload/contract.ts';
import { enActions } from './en-actions.ts';
import { enActivity } from './en-activity-entry.ts';
import { enFailures } from './en-failures.ts';
import { enPages } from './en-pages.ts';
import { enRoles } from './en-roles.ts';
import { enScreens } from './en-screens.ts';
import { enSession } from './en-session.ts';

type Level = AssuranceView['level'];
const levelName: Record<Level, string> = { 2: 'High confidence (AAL2)', 3: 'Very high confidence (AAL3)' };
const levelInSentence: Record<Level, string> = { 2: 'high confidence (AAL2)', 3: 'very high confidence (AAL3)' };

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

const waitingTitle: Record<AttemptPurpose, string> = {
  login: 'Log in using your browser',
  unlock: 'Unlock using your browser',
  stepUp: 'Prove who you are in your browser',
  changeRole: 'Log in using your browser to choose your role',
  renew: 'Log in again using your browser',
};

const opened = 'We have opened a page in your web browser.';
const waitingLead: Record<AttemptPurpose, string> = {
  login: `${opened} Finish logging in there, then come back to this window.`,
  unlock: `${opened} Log in there as the same person, then come back to this window.`,
  stepUp: `${opened} Log in there with very high confidence (AAL3), then come back to this window.`,
  changeRole: `${opened} Log in there as the same person. If you are asked for a role there, choose it, then come back to this window.`,
  renew: `${opened} Log in there as the same person, then come back to this window.`,
};

const waitingKept: Record<AttemptPurpose, string | null> = {
  login: null,
  unlock: null,
  stepUp: 'Your work is kept. Nothing is sent until you confirm it here.',
  changeRole: 'Your session is kept. Your role stays the same until you have finished.',
  renew: 'Your session and your work are kept.',
};

const keptAfterFailure: Record<AttemptPurpose, string> = {
  login: 'You are not logged in.',
  unlock: 'CIS2 Desktop stays locked.',
  stepUp: 'You are still logged in as before, and your work is kept. Nothing was submitted.',
  changeRole: 'You are still logged in. Nothing has changed in your role.',
  renew: 'You are still logged in as before, and your work is kept.',
};

const memoryOnly: Record<MemoryOnly, string> = {
  unavailable: 'The password store of this computer cannot be used.',
  locked: 'The password store of this computer is locked.',
  slow: 'The password store of this computer did not answer in time.',
  tooLarge: 'Your session is too large for the password store of this computer.',
};

const rows: Record<ResultRow['name'], string> = {
  patientName: 'Patient name',
  nhsNumber: 'NHS number',
  dateOfBirth: 'Date of birth',
  gender: 'Gender',
  prescription: 'Prescription',
  reference: 'Reference',
  message: 'Answer',
};

/** FHIR administrative gender, R4. */
const genders: Readonly<Record<string, string>> = {
  male: 'Male',
  female: 'Female',
  other: 'Other',
  unknown: 'Not known',
};

const callErrors: Record<CallErrorCode, string> = {
  SENDER_REFUSED: 'CIS2 Desktop did not trust this window.',
  INPUT_INVALID: 'What was sent was not complete.',
  OUTPUT_INVALID: 'The answer could not be shown.',
  NOT_NOW: 'Something else has just happened. Look at the screen and try again.',
  INTERNAL: 'Something went wrong in CIS2 Desktop. Try again.',
};

export const en = {
  appName: 'CIS2 Desktop',
  title: (screen: string) => `${screen} – CIS2 Desktop`,
  levelName,
  levelInSentence,
  authenticators,
  otherMethod: (amr: string) => `another method (${amr})`,
  methodNotStated: 'Not stated',
  failures: enFailures,
  ...enSession,
  ...enRoles,
  ...enActions,
  ...enActivity,
  ...enPages,
  ...enScreens,

  chrome: {
    skipToContent: 'Skip to main content',
    account: 'Your account',
    noRoleYet: 'No role chosen yet',
    changeRole: 'Change role',
    lock: 'Lock',
    logOut: 'Log out',
    session: 'Your session',
    loggedIn: (level: Level) => `Logged in: ${levelInSentence[level]}`,
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
    refused: (code: CallErrorCode) => `That was not possible now (${code}). ${callErrors[code]}`,
    correlationId: (id: string) => `Correlation ID: ${id}`,
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

  problem: {
    whatHappened: 'What happened',
    whatToDo: 'What you can do',
    whoCanHelp: 'Who can help',
    forSupport: 'Details for support',
    code: 'Code',
    time: 'Time',
    correlationId: 'Correlation ID',
    detail: 'For IT',
  },

  starting: {
    title: 'Starting CIS2 Desktop',
    text: 'This takes a moment.',
  },

  setupProblem: {
    lead: 'Nobody can log in on this computer until it is fixed.',
  },

  loggedOut: {
    title: 'Log in to CIS2 Desktop',
    lead: 'Your browser will open so that you can prove who you are. Then you come back here.',
    needTitle: 'Before you start',
    needLead: 'You need:',
    need: [
      'your smartcard, security key, phone or other way to log in',
      'your own Care Identity: never log in for somebody else',
    ],
    shared: 'This is a shared computer. Log out when you leave it.',
    smartcard: 'If you use a smartcard, insert it before you log in.',
  },

  openingBrowser: {
    title: 'Opening your browser',
    text: 'We are opening your usual web browser. This takes a few seconds.',
  },

  waiting: {
    title: waitingTitle,
    lead: waitingLead,
    forAction: (action: string) => `You are doing this to continue with: ${action}.`,
    kept: waitingKept,
    smartcard:
      'If you use a smartcard, insert it before you continue. NHS software will ask for your passcode. CIS2 Desktop never asks for it.',
    nothingOpened: 'If nothing opened',
    nothingOpenedText: 'Reopen the browser, or copy the link and paste it into another browser on this computer.',
    privacy: 'The link is for this log-in only, and works only on this computer. Do not send it to anybody.',
    timeLeft: {
      minutes: (count: number) =>
        count === 1 ? 'You have about 1 minute left.' : `You have about ${count} minutes left.`,
      seconds: (count: number) => `You have less than ${count} seconds left.`,
      none: 'The time has run out.',
    },
    noticeTitle: 'An answer came that we could not accept',
    noticeStillWaiting: 'Nothing has been changed. We are still waiting for the right answer.',
    noticeCode: (code: string, when: string, correlationId: string) =>
      `Code ${code}, ${when}. Correlation ID ${correlationId}.`,
    announcement: 'Waiting for you to finish in your browser.',
  },

  checkingLogin: {
    title: 'Checking your log-in',
    text: 'You are back from the browser. We are making sure that everything is right.',
  },

  attemptFailed: {
    kept: keptAfterFailure,
  },

  home: {
    title: 'Your session',
    summaryTitle: 'Who is logged in',
    name: 'Name',
    userId: 'CIS2 user ID',
    endingIn: (lastFour: string) => `hidden, ending in ${lastFour}`,
    show: 'Show',
    hide: 'Hide',
    ofUserId: 'CIS2 user ID',
    role: 'Role',
    organisation: 'Organisation',
    assurance: 'Assurance',
    method: 'Method',
    confirmed: 'Confirmed at',
    idleLimit: 'Without activity',
    idle: {
      personal: (minutes: string) => `Locked after ${minutes}`,
      shared: (minutes: string) => `Logged out after ${minutes}`,
    },
    ends: 'Ends at',
    actionsTitle: 'What you can do',
    sensitive: 'Needs very high confidence (AAL3)',
    noActions: 'No actions are set up for this computer.',
    smartcard: {
      personal: (keys: string) =>
        `Removing your smartcard does not log you out. When you leave this computer, select “Lock” or press ${keys}.`,
      shared: (keys: string) =>
        `Removing your smartcard does not log you out. When you leave this computer, select “Log out” or press ${keys}.`,
    },
    memoryOnly: (reason: MemoryOnly) =>
      `${memoryOnly[reason]} You can work as usual. Your session ends when you close CIS2 Desktop.`,
    announcement: (level: Level) => `You are logged in with ${levelInSentence[level]}.`,
  },

  insufficient: {
    stillNeeded: (action: string) => `“${action}” has not been done. Nothing was submitted.`,
    nothingDone: 'Nothing has been changed. Your session is as it was.',
    used: 'What you used',
    needed: 'What is needed',
    neededFresh: 'A new log-in, made just now',
    tryOne: 'You can try again with one of these:',
    cannotTitle: 'If you have none of these',
    cannot:
      'You cannot do this here today. Go back to your session, or ask a colleague who can do it with their own Care Identity. Your Registration Authority can give you a way to log in with very high confidence (AAL3).',
  },

  otherPerson: {
    title: 'This is not the person who was logged in',
    lead: 'Another person logged in when we asked for a log-in. Nothing was submitted.',
    leadLocked: 'Another person logged in when we asked for a log-in to unlock. Nothing was unlocked.',
    lockedFor: 'Locked for',
    here: 'Logged in here',
    came: 'Logged in just now in the browser',
    switchMeans: (here: string, other: string) =>
      `If you switch, ${here} is logged out here and ${other} is asked to log in again.`,
    backMeans: (here: string) => `If you go back, ${here} stays logged in and nothing changes.`,
    backMeansLocked: (here: string) => `If you go back, it stays locked for ${here}.`,
  },

  confirmAction: {
    title: (action: string) => `Check and confirm: ${action}`,
    levelNow: (level: Level) => `You are now logged in with ${levelInSentence[level]}.`,
    lead: 'Nothing has been sent yet. Check that this is what you want to do, in the right role.',
    action: 'Action',
    person: 'Done by',
    role: 'In the role of',
    organisation: 'At',
    assurance: 'Level of assurance',
    recorded: 'When you confirm, the action is sent once and is recorded against your name and role.',
  },

  sendingAction: {
    title: (action: string) => `Sending: ${action}`,
    text: 'We are waiting for the national service. Do not close this window.',
  },

  actionDone: {
    ok: (action: string) => `${action}: done`,
    reference: 'If you need support, quote this request ID:',
    resultTitle: 'Result',
    rows,
    gender: (code: string) => genders[code] ?? code,
    unknownTitle: 'We do not know if this was done',
    unknownLead: 'Check before you repeat it.',
    asked: (action: string) => `You asked for: ${action}.`,
    announcement: { ok: 'The action was done.', refused: 'There is a problem.' },
  },
};

export type Words = typeof en;
