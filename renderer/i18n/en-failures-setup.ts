import { localIt, setUpOnly, type FailureWords } from './en-failure-phrases.ts';

/** Failures of the set-up, and of the program itself. */
export const enSetupFailures = {
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
  INTERNAL: {
    title: 'Something went wrong in CIS2 Desktop',
    happened: 'This is a fault in the program. It is not something that you did.',
    whatToDo: 'Try again. If it happens again, close CIS2 Desktop and open it again.',
    whoCanHelp: localIt,
  },
} satisfies Record<string, FailureWords>;
