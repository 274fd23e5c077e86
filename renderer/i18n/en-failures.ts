import type { FailureCode } from '../../preload/failures.ts';
import { enNetworkFailures } from './en-network.ts';
import { enPolicyFailures } from './en-policy.ts';

/** How a refusal is told: what happened, what the person can do now, and who can help if that does not work. */
export interface FailureWords {
  readonly title: string;
  readonly happened: string;
  readonly whatToDo: string;
  readonly whoCanHelp: string;
}

const localIt = 'Your local IT service desk. Give them the code and the correlation ID.';
const localItOrServiceDesk =
  'Your local IT service desk. If the problem is not on your network, they can contact the National Service Desk.';
const registrationAuthority =
  'Your Registration Authority. They manage your Care Identity, your roles and your ways to log in.';
const nobodyNeeded = 'You should not need help. If this keeps happening, tell your local IT service desk.';

const tryAgain = 'Try again. If it happens again, stop and tell your local IT service desk.';
const tryAgainSoon = 'Wait a minute, then try again. Your card, passcode or authenticator is not the cause.';
const notLoggedIn = 'To protect patients, we did not use this log-in.';
const answerNotTrusted = `The answer that came back did not pass our security checks. ${notLoggedIn}`;
const setUpOnly = 'You cannot fix this yourself. Ask IT to check how CIS2 Desktop is set up on this computer.';

/** Will not compile while a code has no words. */
export const enFailures: Record<FailureCode, FailureWords> = {
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
  ...enNetworkFailures,
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
  ACTION_EXPIRED: {
    title: 'You waited too long to confirm',
    happened: 'The confirmation is no longer valid. Nothing was sent.',
    whatToDo: 'Go back and start the action again.',
    whoCanHelp: nobodyNeeded,
  },
  ACTION_NOT_AUDITED: {
    title: 'We could not record this action, so we did not do it',
    happened: 'Every action must be written to the audit log first. That was not possible. Nothing was sent.',
    whatToDo: 'Go back and try again. If this patient cannot wait, follow your local procedure.',
    whoCanHelp: 'Your local IT service desk. The disk may be full or protected.',
  },
  ACTION_INPUT_INVALID: {
    title: 'Something that was filled in cannot be used',
    happened: 'One of the fields does not have the right form. Nothing was sent.',
    whatToDo: 'Go back, correct it, and start the action again.',
    whoCanHelp: nobodyNeeded,
  },
  ACTION_ADDRESS_REFUSED: {
    title: 'This action would go to a place that is not allowed',
    happened: 'Your organisation has not listed the service that this action calls. Nothing was sent.',
    whatToDo: 'You cannot fix this yourself. Ask IT to check the settings of this action.',
    whoCanHelp: localIt,
  },
  ACTION_ROLE_CHANGED: {
    title: 'Your role changed, so we did not do it',
    happened: 'The log-in came back with another role than the one that you began this action in. Nothing was sent.',
    whatToDo: 'Choose the role that you are working in, then start the action again.',
    whoCanHelp: registrationAuthority,
  },
  ACTION_NOT_OPENED: {
    title: 'We could not open the page',
    happened: 'This computer did not let CIS2 Desktop open a web browser.',
    whatToDo: 'Open your browser yourself once, then try again.',
    whoCanHelp: 'Your local IT service desk. They can set the default browser for this computer.',
  },
  API_UNREACHABLE: {
    title: 'We could not reach the national service',
    happened: 'The action could not be sent, so it was not done. The network may be down or blocking it.',
    whatToDo: 'Wait a minute, then go back and try again. If this patient cannot wait, follow your local procedure.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_REFUSED: {
    title: 'The national service refused this action',
    happened: 'The request reached the service, and it said no. The action was not done.',
    whatToDo: 'Check that you are working in the right role. Then go back and try again.',
    whoCanHelp:
      'Your Registration Authority, if you think that your role should allow this. Else your local IT service desk.',
  },
  API_LEVEL_TOO_LOW: {
    title: 'The national service asked for a stronger log-in',
    happened: 'It did not accept the level of your log-in for this action. The action was not done.',
    whatToDo:
      'Go back and start the action again, using your smartcard, a security key, Windows Hello or the CIS2 iPad app.',
    whoCanHelp: registrationAuthority,
  },
  API_ACCESS_EXPIRED: {
    title: 'Your access to national services has run out',
    happened: 'The service no longer accepted your log-in. The action was not done.',
    whatToDo: 'Log out and log in again, then start the action again.',
    whoCanHelp: nobodyNeeded,
  },
  API_BAD_ANSWER: {
    title: 'The national service sent an answer that we could not read',
    happened: 'We could not understand the answer, so we cannot show it to you.',
    whatToDo: 'Check in the patient record before you try again.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_REDIRECTED: {
    title: 'The national service pointed us to another place',
    happened:
      'We do not follow it there, so that your access is not given to somebody else. The action may not have been done.',
    whatToDo: 'Check in the patient record before you repeat it.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_VERSION_CONFLICT: {
    title: 'Somebody changed this record before you',
    happened: 'The record is not the one that you looked at any more. The action was not done.',
    whatToDo: 'Look at the record again, then start the action again.',
    whoCanHelp: nobodyNeeded,
  },
  API_BUSY: {
    title: 'The national service is too busy',
    happened: 'It asked us to come back later, and we tried more than once. The action was not done.',
    whatToDo:
      'Wait a few minutes, then go back and try again. If this patient cannot wait, follow your local procedure.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_ROLE_REFUSED: {
    title: 'The national service did not accept your role',
    happened: 'It does not know the role that you are working in, or needs another one. The action was not done.',
    whatToDo: 'Change your role, then start the action again.',
    whoCanHelp: registrationAuthority,
  },
  API_OUTCOME_UNKNOWN: {
    title: 'We do not know if this was done',
    happened: 'The request was sent, but no complete answer came back. It may have been done, or it may not.',
    whatToDo: 'Check in the patient record before you repeat it. We will not repeat it for you.',
    whoCanHelp: localItOrServiceDesk,
  },
  POLICY_MISSING: {
    title: 'CIS2 Desktop is not set up on this computer',
    happened: 'There are no settings that say which log-in service to use.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_UNREADABLE: {
    title: 'The settings could not be opened',
    happened: 'The settings are on this computer, but CIS2 Desktop is not allowed to read them or the disk failed.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_MALFORMED: {
    title: 'The settings are not written correctly',
    happened: 'The settings were opened, but they are not in the right format.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_INVALID: {
    title: 'A setting has a value that is not allowed',
    happened: 'At least one setting is outside its safe range, missing or not known.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_INSECURE_ISSUER: {
    title: 'The log-in service in the settings is not secure',
    happened: 'Its address does not use a secure connection (https).',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  POLICY_LIVE_PROVIDER: {
    title: 'This version must not be used with the live service',
    happened: 'The settings name the live log-in service, which this version is not approved to use.',
    whatToDo: setUpOnly,
    whoCanHelp: localIt,
  },
  ...enPolicyFailures,
  INTERNAL: {
    title: 'Something went wrong in CIS2 Desktop',
    happened: 'This is a fault in the program. It is not something that you did.',
    whatToDo: 'Try again. If it happens again, close CIS2 Desktop and open it again.',
    whoCanHelp: localIt,
  },
};
