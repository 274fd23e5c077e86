/** How a refusal is told: what happened, what the person can do now, and who can help if that does not work. */
export interface FailureWords {
  readonly title: string;
  readonly happened: string;
  readonly whatToDo: string;
  readonly whoCanHelp: string;
}

export const localIt = 'Your local IT service desk. Give them the code and the correlation ID.';
export const localItOrServiceDesk =
  'Your local IT service desk. If the problem is not on your network, they can contact the National Service Desk.';
export const registrationAuthority =
  'Your Registration Authority. They manage your Care Identity, your roles and your ways to log in.';
export const nobodyNeeded = 'You should not need help. If this keeps happening, tell your local IT service desk.';
export const tryAgain = 'Try again. If it happens again, stop and tell your local IT service desk.';
export const tryAgainSoon = 'Wait a minute, then try again. Your card, passcode or authenticator is not the cause.';
export const notLoggedIn = 'To protect patients, we did not use this log-in.';
export const answerNotTrusted = `The answer that came back did not pass our security checks. ${notLoggedIn}`;
export const setUpOnly = 'You cannot fix this yourself. Ask IT to check how CIS2 Desktop is set up on this computer.';
