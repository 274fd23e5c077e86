/** What policy alone can refuse; spread into `en-failures.ts`. */
export const enPolicyFailures = {
  POLICY_UNTRUSTED: {
    title: 'The settings on this computer cannot be trusted',
    happened:
      'The settings are in a file or folder that somebody other than an administrator could have changed. To protect patients, we did not use them.',
    whatToDo: 'You cannot fix this yourself. Ask IT to check who owns the settings of CIS2 Desktop on this computer.',
    whoCanHelp: 'Your local IT service desk. Give them the code and the correlation ID.',
  },
  APP_TOO_OLD: {
    title: 'CIS2 Desktop must be updated before you can log in',
    happened: 'Your organisation asks for a newer version of CIS2 Desktop than the one on this computer.',
    whatToDo: 'Ask IT to update CIS2 Desktop. If it has just been updated, close it and open it again.',
    whoCanHelp: 'Your local IT service desk. Give them the code and the correlation ID.',
  },
};
