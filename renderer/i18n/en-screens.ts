import type { AppInfo } from '../../preload/contract.ts';
import { pluralIn } from '../../preload/plural.ts';
import type { BrowserLogin } from '../../preload/session-view.ts';

/** What the screens say beside their own state: what is left, what else there is, and who can help. Spans come as "3 hours". */

const counted = pluralIn('en');

type RemoteSession = NonNullable<AppInfo['remoteSession']>;

/** Will not compile while a kind of remote session has no words. */
const remoteSession: Record<RemoteSession, string> = {
  remoteDesktop: 'You are working on another computer by Remote Desktop.',
  citrix: 'You are working on another computer by Citrix.',
  vmware: 'You are working on another computer by VMware or Omnissa Horizon.',
  other: 'You are working on another computer, through a remote session.',
};

const lookThere = 'Look at what it says: we cannot see that from here.';
/** Will not compile while there is something known of the browser's log-in that has no words. */
const browserLogin: Record<Exclude<BrowserLogin, 'mayGoOn'>, string> = {
  askedToEnd: `We opened a page in the browser that asks CIS2 to log out there as well. ${lookThere} If it does not say that you are logged out, close all windows of the browser.`,
  privateWindow:
    'The log-in was made in a private window of the browser. Close that window now. For as long as it is open, it may still be logged in to CIS2.',
};

export const enScreens = {
  screens: {
    sessionLeft: {
      about: (span: string) => `About ${span} left`,
      exactly: (span: string) => `${span} left`,
      lessThanAMinute: 'Less than a minute left',
      none: 'No time left',
    },
    loggedInAt: 'Logged in at',
    ownContact: {
      localIt: 'Your local IT service desk:',
      registrationAuthority: 'Your Registration Authority:',
    },
    connection: {
      notRun: 'The connection to the log-in service has not been checked since CIS2 Desktop was started.',
      running: 'The connection to the log-in service is being checked now.',
      passed: (when: string) => `The connection to the log-in service was checked ${when}. Nothing was found wrong.`,
      found: (count: number, when: string) =>
        `The connection to the log-in service was checked ${when}. ${counted(count, { one: 'There is 1 finding.', other: `There are ${count} findings.` })}`,
    },
    cannotLogIn: {
      title: 'If you cannot log in',
      otherWays: (ways: string) =>
        `You do not need a smartcard to log in. Depending on what you have been given you can use ${ways}. Your Registration Authority can give you another way.`,
      smartcard:
        'If your smartcard is locked, or its certificates have run out, you may be able to put that right yourself.',
      unlock: 'Unlock a smartcard (opens in your browser)',
    },
    waiting: {
      notOpened:
        'We could not open your browser. Your log-in goes on all the same: select “Copy link”, open a browser on this computer yourself, and paste the link into its address bar.',
      notOpenedMeans: 'Your card, passcode or authenticator is not the cause. We are still waiting for you.',
      opensIn: (browser: string) => `The page opens in ${browser}.`,
      byHand:
        'It makes no difference whether we or you open the link: the log-in comes back to this window, for as long as there is time left.',
      otherBrowser: 'If the page stays blank or shows an error, try the link in another browser.',
      remoteTitle: 'You are in a remote session',
      remoteSession,
      remoteMeans:
        'Some remote sessions hand web links to the computer in front of you. This is called host-to-client URL redirection. A log-in page that opens there cannot come back to CIS2 Desktop.',
      remoteToDo:
        'Log in with a browser that runs in the remote session. If the page opens anywhere else, select “Copy link” and paste the link into a browser in the remote session.',
      remoteIt: 'Your local IT service desk can keep links that begin with http://127.0.0.1 in the remote session.',
    },
    cancelled: 'You cancelled. Nothing has been changed.',
    browserLogin,
    unsent: {
      list: (name: string) => `${name} has typed something and not sent it, for:`,
      lost: 'It will be lost if another person takes over.',
      none: (name: string) => `${name} has nothing typed that waits to be sent.`,
      notKept: 'On a shared computer, what is typed and not sent is lost when another person takes over.',
      inForm: (action: string) => `What is typed for “${action}” will be lost.`,
    },
    offline: {
      own: 'Your organisation says:',
      whoCanHelp:
        'Your local IT service desk can tell whether the fault is on your network. A fault in the national service is put right by the National Service Desk.',
      retryIn: (span: string) => `We try again in about ${span}.`,
    },
  },
};
