import type { AssuranceView, Missing } from '../../preload/session-view.ts';

/** What is said of actions: what is missing for one, what else waits, and what nobody knows the outcome of. */

type Level = AssuranceView['level'];
const levels: Record<Level, string> = { 2: 'high confidence (AAL2)', 3: 'very high confidence (AAL3)' };

interface Ages {
  readonly age: string;
  readonly maxAge: string;
}
type Need<Kind extends Missing['kind']> = Extract<Missing, { readonly kind: Kind }>;

const changeRole = 'go back and select “Change role”.';
const registrationAuthority = 'If you should have it, ask your Registration Authority.';

export const enActions = {
  actionBlocked: {
    title: 'Prove who you are to continue',
    cannotTitle: 'You cannot do this with this log-in',
    toDo: (action: string) => `You want to: ${action}`,
    askedByService:
      'The national service did not accept the log-in that you have now, and did nothing. Prove who you are again, and then confirm again.',
    level: ({ required, actual }: Need<'level'>) =>
      required < actual
        ? `This action is open only to a log-in with ${levels[required]}. You are logged in with ${levels[actual]}. To do it, log out and log in again at that level.`
        : `This action needs ${levels[required]}. You are logged in with ${levels[actual]}.`,
    freshness: ({ age, maxAge }: Ages) =>
      `You last proved who you are ${age} ago. For this action it must be no more than ${maxAge} ago.`,
    identityLevel: ({ required, actual }: Need<'identityLevel'>) =>
      `Your identity was checked at level ${actual}. This action needs level ${required}. Ask your Registration Authority to check it again.`,
    role: (codes: string, current: string) =>
      `This action is for people in another role (${codes}). You are working as ${current}. If you hold such a role, ${changeRole} ${registrationAuthority}`,
    activity: (codes: string, current: string) =>
      `This action needs an activity (${codes}) that your role, ${current}, does not hold. If another role of yours does, ${changeRole} ${registrationAuthority}`,
    access: 'Your access to national services has run out. Log in again to renew it.',
    useOne: 'You can use one of these:',
    untilConfirmed: 'Nothing is done until you come back and confirm it.',
    nothingDone: 'Nothing was done.',
  },

  keptWork: 'What you typed is kept.',

  /** Of an action that is a page in the person's browser, in the place of what is said of one that is sent. */
  opening: {
    hint: 'Opens in your browser',
    confirmLead: 'Nothing has been opened yet. Check that this is what you want to do, in the right role.',
    recorded: 'When you confirm, a page opens in your browser, and that is recorded against your name and role.',
    title: (action: string) => `Opening: ${action}`,
    text: 'We are opening a page in your browser. This takes a few seconds.',
    ok: (action: string) => `${action}: opened in your browser`,
    goOn: 'Go on there. If you cannot see the page, look for the window of your browser.',
    announcement: 'The page was opened in your browser.',
  },

  waitingActions: {
    mayJoinTitle: 'You can add another action to this log-in',
    mayJoinText: 'You confirm each by itself.',
    add: (action: string) => `Add: ${action}`,
    alsoWaiting: 'These wait for the same log-in:',
    askedNext: (actions: readonly string[]) => `After this one we ask you about: ${actions.join(', ')}.`,
    notFilledIn: 'That action is not filled in yet. Go back and open it first.',
  },

  unresolved: {
    title: 'We do not know if this was done',
    asked: (action: string, when: string) =>
      `You asked for “${action}” ${when}, and no complete answer came. Check before you repeat it.`,
    haveChecked: 'I have checked',
  },

  freshness: {
    askedAgain: (when: string) => `, asked again after ${when}`,
  },
};
