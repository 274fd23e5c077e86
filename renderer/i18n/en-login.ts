import { pluralIn } from '../../preload/plural.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';

/** The screens before and while somebody logs in. */

const counted = pluralIn('en');

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
  stepUp: 'Nothing is done until you confirm it here.',
  changeRole: 'Your session is kept. Your role stays the same until you have finished.',
  renew: 'Your session is kept.',
};

const keptAfterFailure: Record<AttemptPurpose, string> = {
  login: 'You are not logged in.',
  unlock: 'CIS2 Desktop stays locked.',
  stepUp: 'You are still logged in as before. Nothing was submitted.',
  changeRole: 'You are still logged in. Nothing has changed in your role.',
  renew: 'You are still logged in as before.',
};

export const enLogin = {
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
        `You have about ${counted(count, { one: '1 minute', other: `${count} minutes` })} left.`,
      seconds: (count: number) => `You have less than ${count} seconds left.`,
      none: 'The time has run out.',
    },
    noticeTitle: 'An answer came that we could not accept',
    noticeStillWaiting: 'Nothing has been changed. We are still waiting for the right answer.',
    announcement: 'Waiting for you to finish in your browser.',
  },

  checkingLogin: {
    title: 'Checking your log-in',
    text: 'You are back from the browser. We are making sure that everything is right.',
  },

  attemptFailed: {
    kept: keptAfterFailure,
  },
};
