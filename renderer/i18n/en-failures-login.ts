import {
  localIt,
  localItOrServiceDesk,
  registrationAuthority,
  tryAgain,
  tryAgainSoon,
  notLoggedIn,
  setUpOnly,
  type FailureWords,
} from './en-failure-phrases.ts';

/** Failures on the way to the log-in service and back. */
export const enLoginFailures = {
  ATTEMPT_TIMED_OUT: {
    title: 'The time to log in ran out',
    happened: 'The log-in was not finished within 5 minutes, so we stopped waiting. Nothing has been changed.',
    whatToDo: 'Start again. Have your smartcard, security key or phone ready before you begin.',
    whoCanHelp:
      'If the browser showed an error or a blank page, tell your local IT service desk. The network may be blocking it.',
  },
  BROWSER_NOT_OPENED: {
    title: 'We could not open your browser',
    happened: 'This computer did not let CIS2 Desktop open a web browser.',
    whatToDo: 'Open your browser yourself once, then try again.',
    whoCanHelp: 'Your local IT service desk. They can set the default browser for this computer.',
  },
  RECEIVER_NO_PORT: {
    title: 'We could not get ready for the answer from your browser',
    happened: 'Another program or a security setting on this computer is in the way.',
    whatToDo: 'Close programs that you do not need, then try again.',
    whoCanHelp: localIt,
  },
  CALLBACK_STATE_MISMATCH: {
    title: 'An answer came that does not belong to this log-in',
    happened: `It may come from an old browser tab, or from somebody else's log-in. ${notLoggedIn}`,
    whatToDo: 'Close old log-in tabs in your browser, then try again.',
    whoCanHelp: localIt,
  },
  CALLBACK_MALFORMED: {
    title: 'The answer from your browser was not complete',
    happened: 'Part of the answer was missing or could not be read. Nothing has been changed.',
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  CALLBACK_ISSUER_MISMATCH: {
    title: 'The answer came from a service that we do not know',
    happened: `It did not come from the log-in service that this computer is set up for. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  AUTHORIZATION_DENIED: {
    title: 'The log-in was refused or cancelled in the browser',
    happened: 'The log-in service told us that it was not completed. Nothing has been changed.',
    whatToDo: 'If you cancelled, start again when you are ready. If you did not, try another way to log in.',
    whoCanHelp: registrationAuthority,
  },
  AUTHORIZATION_UNMET_LEVEL: {
    title: 'The log-in service could not give the level that is needed',
    happened:
      'You may not have a way to log in with very high confidence (AAL3), or you chose one that does not reach it.',
    whatToDo: 'Try again with a smartcard, a security key, Windows Hello or the CIS2 iPad app.',
    whoCanHelp: registrationAuthority,
  },
  AUTHORIZATION_REFUSED: {
    title: 'The log-in service reported a problem',
    happened: 'It could not complete the log-in. Nothing has been changed.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_UNREACHABLE: {
    title: 'We could not reach the log-in service',
    happened: 'This computer could not connect to it. The network or a proxy may be blocking it.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_TIMED_OUT: {
    title: 'The log-in service took too long to answer',
    happened: 'We connected, but no answer came in time. The service or your network may be busy.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_REDIRECTED: {
    title: 'Something on the network sent us to another address',
    happened: 'This can be a guest Wi-Fi log-in page or a proxy. For your safety we did not follow it.',
    whatToDo: 'If you are on guest Wi-Fi, log in to the Wi-Fi first. Then try again.',
    whoCanHelp: localIt,
  },
  PROVIDER_BAD_ANSWER: {
    title: 'The log-in service sent an answer that we could not read',
    happened: 'It may be having problems, or a proxy on your network may have changed the answer.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_FAILED: {
    title: 'The log-in service is having problems',
    happened: 'It told us that it cannot answer now.',
    whatToDo: tryAgainSoon,
    whoCanHelp: localItOrServiceDesk,
  },
  PROVIDER_ISSUER_MISMATCH: {
    title: 'This is not the log-in service that we expected',
    happened: 'The service at the set-up address gives another name for itself. For your safety we stopped.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  PROVIDER_INSECURE_ENDPOINT: {
    title: 'The log-in service gave an address that is not secure',
    happened: 'Your log-in could have been read by others on the way, so we stopped.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  TOKEN_REQUEST_REFUSED: {
    title: 'The log-in service did not complete the last step',
    happened: 'You proved who you are, but the service then refused to finish. This is not your card or passcode.',
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
} satisfies Record<string, FailureWords>;
