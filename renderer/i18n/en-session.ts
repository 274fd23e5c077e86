import type { EndReason, LockReason, Standing } from '../../preload/session-view.ts';

/** What is said of a session's limits, of its locks, and of its end. Times come in as "at 09:28", spans as "2 minutes". */

interface EndWords {
  readonly title: string;
  readonly happened: (when: string) => string;
  readonly whatToDo: string;
  /** Whether the browser may still be logged in: not where the provider itself ended the log-in. */
  readonly browser: boolean;
}

const startAgain = 'You, or someone else, can log in now.';
const goOn = 'Log in again to go on.';

/** Will not compile while a reason has no words. They say "you" only of what the person in front of the screen has done. */
const ended: Record<EndReason, EndWords> = {
  user: {
    title: 'You are logged out',
    happened: (when) => `You logged out of CIS2 Desktop ${when}.`,
    whatToDo: startAgain,
    browser: true,
  },
  switchUser: {
    title: 'Logged out to switch to another person',
    happened: (when) => `The last session was ended ${when} so that another person can log in.`,
    whatToDo: 'If that is you, log in now with your own Care Identity.',
    browser: true,
  },
  idle: {
    title: 'Logged out because there was no activity',
    happened: (when) => `CIS2 Desktop was not used for a while. It logged out ${when}, to protect patient information.`,
    whatToDo: startAgain,
    browser: true,
  },
  absoluteLimit: {
    title: 'Logged out because the session had reached its longest time',
    happened: (when) => `A session lasts for a set time at most, also when it is in use. This one ended ${when}.`,
    whatToDo: `${goOn} Nothing is wrong with your Care Identity.`,
    browser: true,
  },
  computerLocked: {
    title: 'Logged out because the computer was locked',
    happened: (when) => `The computer was locked ${when}. It is a shared computer, so that ended the session.`,
    whatToDo: startAgain,
    browser: true,
  },
  sleep: {
    title: 'Logged out because the computer went to sleep',
    happened: (when) => `The computer went to sleep ${when}. It is a shared computer, so that ended the session.`,
    whatToDo: startAgain,
    browser: true,
  },
  userSwitch: {
    title: 'Logged out because the computer was handed to another user',
    happened: (when) =>
      `Somebody switched the computer to another user, or left a remote desktop, ${when}. It is a shared computer, so that ended the session.`,
    whatToDo: startAgain,
    browser: true,
  },
  providerEvent: {
    title: 'The log-in service ended the session',
    happened: (when) =>
      `It told us ${when} that this log-in is over. That can be a log-out in another program, or a decision of your organisation.`,
    whatToDo: `${goOn} If that does not work, ask your Registration Authority.`,
    browser: false,
  },
  revoked: {
    title: 'The log-in service did not renew the session',
    happened: (when) =>
      `When we asked ${when}, it no longer accepted this log-in. It may have been ended there, or it had run out.`,
    whatToDo: `${goOn} If that does not work, ask your Registration Authority.`,
    browser: true,
  },
  usedElsewhere: {
    title: 'The session was ended from another place',
    happened: (when) => `The log-in service told us ${when} that the same person logged in, or out, at another place.`,
    whatToDo:
      'If that was you, log in here again when you need to. If it was not you, tell your local IT service desk and your Registration Authority now.',
    browser: false,
  },
  roleWithdrawn: {
    title: 'Logged out because the role is no longer held',
    happened: (when) => `When we checked ${when}, the role of this session was no longer in the Care Identity.`,
    whatToDo: 'Log in and choose another role. If you should still hold this one, ask your Registration Authority.',
    browser: true,
  },
  policy: {
    title: 'Logged out because settings were changed',
    happened: (when) => `Your organisation changed the settings of CIS2 Desktop. That ended the session ${when}.`,
    whatToDo: `${goOn} You have done nothing wrong.`,
    browser: true,
  },
  clock: {
    title: 'Logged out because the clock of the computer changed',
    happened: (when) =>
      `The date or time of the computer was changed ${when}. After that we could not be sure how long the session had lasted.`,
    whatToDo:
      'Check the date and time of the computer, then log in again. If they are wrong, tell your local IT service desk.',
    browser: true,
  },
  interrupted: {
    title: 'Log in again to go on',
    happened: (when) =>
      `The last session was interrupted ${when}, in the middle of something. To be safe, it is not continued.`,
    whatToDo: 'Log in as usual. Nothing is wrong with your Care Identity.',
    browser: true,
  },
  error: {
    title: 'Logged out because something went wrong',
    happened: (when) =>
      `There was a fault in CIS2 Desktop ${when}. To be safe, it ended the session. It is not something that you did.`,
    whatToDo: `${goOn} If it happens again, tell your local IT service desk.`,
    browser: true,
  },
  quit: {
    title: 'Logged out because CIS2 Desktop was closed',
    happened: (when) => `CIS2 Desktop was closed ${when}, and that ended the session.`,
    whatToDo: startAgain,
    browser: true,
  },
};

const protects = 'This protects patient information.';

/** Will not compile while a reason has no words. */
const lockedBecause: Record<LockReason, (when: string) => string> = {
  user: (when) => `You locked it ${when}.`,
  idle: (when) => `It locked ${when}, because there was no activity. ${protects}`,
  computerLocked: (when) => `It locked ${when}, together with the computer. ${protects}`,
  sleep: (when) => `It locked ${when}, because the computer went to sleep. ${protects}`,
  userSwitch: (when) =>
    `It locked ${when}, because the computer was switched to another user or a remote desktop was left. ${protects}`,
  renewalLost: (when) =>
    `It locked ${when}, because the connection failed while we renewed your session. Nothing is wrong with your Care Identity.`,
};

type Warning = NonNullable<Standing['warning']>;
type Degraded = NonNullable<Standing['degraded']>;

const warning: {
  readonly title: Record<Warning['leadsTo'], string>;
  readonly why: Record<Warning['cause'], string>;
  readonly left: Record<Warning['leadsTo'], (left: string) => string>;
  readonly spoken: Record<Warning['leadsTo'], (left: string) => string>;
  readonly now: Record<Warning['leadsTo'], string>;
  readonly after: Record<Warning['leadsTo'], string>;
} = {
  title: { locked: 'CIS2 Desktop is about to be locked', loggedOut: 'You are about to be logged out' },
  why: {
    idle: 'There has been no activity for a while.',
    policy:
      'Your organisation changed how long a session may last, and this one has lasted longer. It cannot be put off: finish what you are doing.',
  },
  left: {
    locked: (left) => `It will be locked in ${left}.`,
    loggedOut: (left) => `You will be logged out in ${left}.`,
  },
  spoken: {
    locked: (left) => `It will be locked within ${left}.`,
    loggedOut: (left) => `You will be logged out within ${left}.`,
  },
  now: { locked: 'It is being locked now.', loggedOut: 'You are being logged out now.' },
  after: {
    locked: 'To unlock it, you log in again in the browser.',
    loggedOut: 'Anything that is typed and not sent will be lost.',
  },
};

interface DegradedWords {
  readonly title: string;
  readonly since: (when: string) => string;
  readonly whatToDo: string;
}

/** Will not compile while a cause has no words. */
const degraded: Record<Degraded['cause'], DegradedWords> = {
  unreachable: {
    title: 'National services cannot be reached',
    since: (when) => `This began ${when}.`,
    whatToDo: 'Your card, passcode or authenticator is not the cause.',
  },
  cannotRenew: {
    title: 'Your access to national services could not be renewed',
    since: (when) => `The log-in service refused to renew it ${when}.`,
    whatToDo: 'Log in again to go on, and tell your local IT service desk: the set-up of this computer needs a look.',
  },
  notRenewable: {
    title: 'Your access to national services has ended',
    since: (when) => `It ended ${when}.`,
    whatToDo: 'Log in again to go on.',
  },
};

export const enSession = {
  ended: {
    reasons: ended,
    work: {
      lost: 'What was typed and not sent is lost.',
      notLost: 'Nothing that was typed is lost.',
      notKept: 'What was typed and not sent is not kept on a shared computer.',
    },
    meansTitle: 'What this means',
    means: {
      window: 'Nothing from the session is left in this window.',
      browser:
        'Your browser may still be logged in to CIS2. Then other websites may open in it under the same name, without asking who is there. Close all windows of the browser when you leave.',
      smartcard: 'If you use a smartcard, take it with you when you leave.',
    },
    unconfirmedTitle: 'We could not confirm that your saved session is deleted',
    unconfirmed:
      'The password store of this computer did not show us that it is gone. Nobody can use what may be left there to log in here. Tell your local IT service desk.',
  },

  locked: {
    // The title stands in the task bar too: it names nobody.
    title: 'Locked',
    because: lockedBecause,
    until: (when: string) => `You can unlock it until ${when}. Then the session ends.`,
    work: {
      kept: 'What you typed and did not send is kept for you. It comes back when you unlock.',
      none: 'No typed work is waiting.',
    },
    workWouldBeLost: (name: string) => `What ${name} typed and did not send will then be lost.`,
    meansTitle: 'What this means',
    means: [
      'Nothing can be seen or done until it is unlocked.',
      'To unlock, the same person logs in again in the browser.',
      'If you use a smartcard, take it with you when you leave.',
    ],
  },

  restorable: {
    // Names nobody, like all titles.
    title: 'Continue your session',
    lead: 'CIS2 Desktop was closed while this person was logged in. Only they may continue.',
    times: (loggedIn: string, ends: string) => `Logged in ${loggedIn}. The session ends ${ends}.`,
    meansTitle: 'What happens next',
    means: [
      'When you continue, we ask the log-in service whether that is still allowed.',
      'Nothing of the session has been used so far.',
      'A sensitive action may still ask you to prove who you are again.',
    ],
    continuingTitle: 'Checking that you can continue',
    continuing: 'We are asking the log-in service. This takes a few seconds.',
    problemTitle: 'We could not find out whether you can continue',
    tryAgain: 'Your session is still here, and you can try again.',
  },

  blanked: {
    title: 'Hidden',
    text: 'Unlock the computer to see CIS2 Desktop again.',
  },

  warning,

  notices: {
    endIsNear: (when: string, left: string) => `You will be logged out ${when}, in ${left}, whatever you do.`,
    endIsNearSpoken: (when: string, left: string) => `You will be logged out ${when}, within ${left}, whatever you do.`,
    lessThanAMinute: 'less than a minute',
    finish: 'Finish what you are doing. You can log in again straight away.',
    hide: 'Hide this message',
    degraded,
    stillWorks: 'You are still logged in, and can read what is on the screen. No action can be sent.',
    retry: (when: string) => `We try again ${when}.`,
    retrySoon: 'We try again within a minute.',
    continuity: 'If a patient cannot wait, follow your local business continuity plan.',
    loginOffered: (when: string) => `Your access to national services ends ${when}.`,
    loginOfferedText: 'Log in again to go on.',
  },

  inUse: { by: 'In use by' },

  /** The effect of "I am someone else". */
  takeOver: {
    short: (name: string) => `Logs out ${name}`,
    means: (name: string) => `If you are someone else, ${name} is logged out and you are asked to log in.`,
  },
};
