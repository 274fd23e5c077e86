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
    kept: 'Your work is kept. Nothing is sent until you come back and confirm it.',
    keptOnly: 'Your work is kept. Nothing was sent.',
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
