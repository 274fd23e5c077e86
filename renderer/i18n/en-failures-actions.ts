import {
  localIt,
  localItOrServiceDesk,
  registrationAuthority,
  nobodyNeeded,
  type FailureWords,
} from './en-failure-phrases.ts';

/** Failures of an action. */
export const enActionFailures = {
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
} satisfies Record<string, FailureWords>;
