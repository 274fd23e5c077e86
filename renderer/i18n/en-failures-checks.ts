import {
  localIt,
  localItOrServiceDesk,
  registrationAuthority,
  nobodyNeeded,
  tryAgain,
  notLoggedIn,
  answerNotTrusted,
  type FailureWords,
} from './en-failure-phrases.ts';

/** Failures of what came back: proof, level, person and role. */
export const enCheckFailures = {
  ID_TOKEN_SIGNATURE: {
    title: 'We could not prove that the log-in is genuine',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_ALGORITHM: {
    title: 'The log-in was protected in a way that we do not accept',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_ISSUER: {
    title: 'The log-in was issued by a service that we do not know',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_AUDIENCE: {
    title: 'The log-in was meant for another program',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_NONCE: {
    title: 'The log-in does not match the one you started',
    happened: answerNotTrusted,
    whatToDo: 'Close old log-in tabs in your browser, then try again.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_EXPIRED: {
    title: 'The log-in had already run out when it reached us',
    happened: 'This can happen when the clock of this computer is wrong.',
    whatToDo: 'Check the date and time on this computer, then try again.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_CLOCK: {
    title: 'The clocks do not agree',
    happened: 'The time on this computer and the time at the log-in service are too far apart.',
    whatToDo: 'Check the date and time on this computer, then try again.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_MALFORMED: {
    title: 'Part of the log-in was missing',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  ACCESS_TOKEN_HASH: {
    title: 'The parts of the log-in do not belong together',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  USERINFO_SUBJECT: {
    title: 'The details we received belong to another person',
    happened: `The log-in and the personal details do not match. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  USERINFO_MALFORMED: {
    title: 'We could not read your details',
    happened: 'You proved who you are, but your name or roles did not come back in a form that we can use.',
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  LEVEL_UNKNOWN: {
    title: 'We could not tell how strongly you logged in',
    happened: `The log-in did not state an assurance level that we know. ${notLoggedIn}`,
    whatToDo: 'Try again. If you can, use another way to log in.',
    whoCanHelp: localItOrServiceDesk,
  },
  LEVEL_TOO_LOW: {
    title: 'A stronger way to log in is needed',
    happened: 'The way you logged in does not reach the level that is needed here.',
    whatToDo: 'Try again and choose a stronger way to log in, such as your smartcard or a security key.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_UNKNOWN: {
    title: 'We could not tell how your identity was checked',
    happened: `The log-in did not state an identity level that we know. ${notLoggedIn}`,
    whatToDo: 'Ask your Registration Authority to check your Care Identity.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_TOO_LOW: {
    title: 'Your identity needs to be checked to a higher level',
    happened: 'Your Care Identity has not been verified to the level that is needed here.',
    whatToDo: 'Ask your Registration Authority to verify your identity. Bring your identity documents.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_CONFLICT: {
    title: 'We received 2 different answers about your identity',
    happened: `The log-in and your details state different identity levels. ${notLoggedIn}`,
    whatToDo: 'Try again. If it happens again, ask your Registration Authority to check your Care Identity.',
    whoCanHelp: registrationAuthority,
  },
  AUTH_TIME_MISSING: {
    title: 'We could not tell when you proved who you are',
    happened: `The log-in did not say when it was made. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  AUTH_TIME_STALE: {
    title: 'Too much time passed after you proved who you are',
    happened:
      'Choosing took too long, or the browser used an earlier log-in. For safety we only accept a log-in that is a few minutes old.',
    whatToDo: 'Try again. Once you have used your card, key or phone, choose your role and come straight back here.',
    whoCanHelp: nobodyNeeded,
  },
  PERSON_MISMATCH: {
    title: 'This is not the person who was logged in',
    happened: 'Another person logged in when we asked for you. We did not use their log-in.',
    whatToDo: 'Try again with your own Care Identity. Check whose smartcard is in the reader.',
    whoCanHelp: nobodyNeeded,
  },
  ROLE_NOT_HELD: {
    title: 'You no longer hold the role that you were working in',
    happened: 'When you logged in again, your role was not among those that came back.',
    whatToDo: 'Go back and change your role, or log out and log in again.',
    whoCanHelp: registrationAuthority,
  },
  ROLE_UNKNOWN: {
    title: 'The log-in service named a role that you do not hold',
    happened:
      'The role that was chosen is not among the roles that came with it, so we cannot tell which one you work in.',
    whatToDo: 'Log in again, and choose your role again.',
    whoCanHelp: registrationAuthority,
  },
  AUTH_TIME_EARLIER: {
    title: 'The browser answered with an older log-in',
    happened: 'The log-in that came back was made before the one that you are working with. We did not use it.',
    whatToDo: 'Close all windows of your browser, then try again. Log in when the browser asks you to.',
    whoCanHelp: nobodyNeeded,
  },
} satisfies Record<string, FailureWords>;
