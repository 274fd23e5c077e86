import { pluralIn } from '../../preload/plural.ts';
import type { SessionView, UnusableRole } from '../../preload/session-view.ts';

const counted = pluralIn('en');

type Cause = Extract<SessionView, { kind: 'noUsableRole' }>['cause'];

/** One of the four faces of screen 9. `count`: how many roles there are that cannot be used. */
interface CauseWords {
  readonly title: (count: number) => string;
  readonly happened: string;
  readonly do: readonly string[];
  readonly who: readonly string[];
}

const registrationAuthority =
  'Your Registration Authority. They manage the roles in your Care Identity. Tell them the name and the ODS code of the organisation that you work for.';

const causes: Record<Cause, CauseWords> = {
  noRoles: {
    title: () => 'You have no role in your Care Identity',
    happened: 'You proved who you are, but no role came back with your Care Identity. Every action here needs a role.',
    do: [
      'If you have just been given a role, log in again.',
      'If you should have a role, ask your Registration Authority to add it.',
    ],
    who: [registrationAuthority],
  },
  roleNotAllowed: {
    title: (count) =>
      counted(count, { one: 'Your role cannot be used here', other: 'None of your roles can be used here' }),
    happened: 'You proved who you are, and you hold a role. But CIS2 Desktop may be used in certain roles only.',
    do: [
      'If you hold another role that can be used here, log in again and choose it.',
      'If your work needs one of the roles that can be used here, ask for it to be added to your Care Identity.',
    ],
    who: [
      registrationAuthority,
      'Your local IT service desk, if the role that you hold should be allowed on this computer.',
    ],
  },
  organisationNotSetUp: {
    title: () => 'Your organisation is not set up here',
    happened:
      'You proved who you are, and you hold a role that can be used. But CIS2 Desktop on this computer is not set up for the organisation that the role belongs to.',
    do: [
      'Ask for the organisation to be set up on this computer. Say its name and its ODS code.',
      'If you hold a role at another organisation, log in again and choose it.',
    ],
    who: [
      'Your local IT service desk. They set up organisations in CIS2 Desktop. Your Registration Authority cannot change this.',
    ],
  },
  technicalFault: {
    title: () => 'We could not read your roles',
    happened:
      'You proved who you are. You may well hold the right role, but your roles came back in a form that we cannot read.',
    do: [
      'Wait a few minutes, then log in again.',
      'If this keeps happening, select “Copy details” and send them to the people who can help.',
    ],
    who: [
      'Your local IT service desk. Give them the code and the correlation ID. If the fault is not here, they can contact the National Service Desk.',
    ],
  },
};

const unusable: Record<UnusableRole['reason'], string> = {
  roleNotAllowed: 'This role is not allowed in CIS2 Desktop. Your Registration Authority can give you another one.',
  organisationNotSetUp: 'This organisation is not set up on this computer. Your local IT service desk can set it up.',
};

export const enRoles = {
  chooseRole: {
    title: 'Choose your role',
    lead: 'Which role are you working in now? What you do is recorded against it.',
    legend: 'Your roles',
    search: 'Search your roles',
    searchHint: 'By role, organisation, ODS code or role code',
    shown: (shown: number, all: number) => `Showing ${shown} of ${all} roles`,
    noneFound: 'No role matches. Try another word, or clear the search.',
    code: (code: string) => `Role code ${code}`,
    last: 'Your last role here',
    missing: 'Select the role that you are working in now',
    errorPrefix: 'Error: ',
    notListed:
      'If a role is missing from this list, ask your Registration Authority. If you have just been given it, or want to choose in the browser, log in again.',
  },

  unusableRoles: {
    summary: (count: number) =>
      `${counted(count, { one: '1 role', other: `${count} roles` })} of yours cannot be used here`,
    title: 'Your roles that cannot be used here',
    reason: unusable,
  },

  noUsableRole: {
    causes,
    neededTitle: 'Roles that can be used here',
    needed: (codes: string) => `Role codes ${codes}`,
    not: 'This is not a problem with your smartcard, passcode or authenticator.',
  },
};
