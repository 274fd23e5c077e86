import type { AuditCheck } from '../../preload/contract.ts';
import { pluralIn } from '../../preload/plural.ts';

/** What is said of the audit record: of a person's own lines, and of the whole of it. */

/** By the names of `main/audit/audit-event.ts`; a name of another version of the app is shown as it is. */
const events: Readonly<Record<string, string>> = {
  'session.started': 'Logged in',
  'session.continued': 'Continued after a restart',
  'session.renewed': 'Logged in again',
  'session.locked': 'Locked',
  'session.unlocked': 'Unlocked',
  'session.kept': 'App closed, session kept',
  'session.ended': 'Session ended',
  'session.takenOver': 'Session ended for another person',
  'login.refused': 'Log-in',
  'unlock.refused': 'Unlock',
  'stepUp.refused': 'Proof of who you are',
  'changeRole.refused': 'Change of role',
  'renew.refused': 'Log-in again',
  'stepUp.adopted': 'Proved who you are again',
  'role.chosen': 'Chose a role',
  'role.changed': 'Changed role',
  'action.intended': 'About to send',
  'action.finished': 'Answer',
  'action.checked': 'Said to have been checked',
  'action.refused': 'Not sent',
};

const outcomes: Readonly<Record<string, string>> = {
  ok: 'Done',
  intended: 'Not sent yet',
  refused: 'Refused',
  unknown: 'Not known',
  challenged: 'Sent back: a stronger log-in is needed',
  checked: 'Checked by you',
  unconfirmed: 'Not confirmed',
};

const faults: Record<Extract<AuditCheck, { kind: 'broken' }>['why'], string> = {
  notALine: 'It cannot be read.',
  previousDiffers: 'It does not follow from the line before it.',
  sequenceDiffers: 'Its number does not follow from the line before it.',
  tornDiffers: 'What it says of a line that was cut off is not so.',
};

const counted = pluralIn('en');
const count = (lines: number) => counted(lines, { one: '1 line', other: `${lines} lines` });
const tellIt = 'Tell your local IT service desk. They know who looks after audit records.';

export const enActivityPage = {
  failed: `Your activity could not be read. Try again later. ${tellIt}`,
  none: 'Nothing has been recorded about you on this computer yet.',
  newest: (lines: number) => `The newest ${count(lines)} about you on this computer. Other people’s are not shown.`,
  tableTitle: 'What you did',
  time: 'Time',
  what: 'What',
  outcome: 'Outcome',
  role: 'Role',
  level: 'Level',
  correlationId: 'Correlation ID',
  nothing: 'None',
  gone: 'an action that is not set up here any more',
  whatHappened: (event: string, action: string | null) =>
    action === null ? (events[event] ?? event) : `${events[event] ?? event}: ${action}`,
  outcomes: (outcome: string) => outcomes[outcome] ?? outcome,
  roleAt: (role: string, organisationCode: string) => `${role} (${organisationCode})`,
  levels: (level: number) => `AAL${level}`,
  aboutTitle: 'What is recorded about you',
  about: [
    'When you log in, lock, unlock, change your role and log out, and each action that you send.',
    'Your CIS2 user ID, your role, your organisation, your level of assurance and how you proved who you are.',
    'Never a patient’s name or NHS number, nor what you filled in.',
  ],
  aboutWhy:
    'Your organisation keeps these records to show who did what. You cannot change or delete them. Ask your information governance team how long they are kept.',
  checkTitle: 'Is the record whole?',
  checkLead:
    'Each line proves the one before it, so a change inside the record shows. This looks at everybody’s lines.',
  check: 'Check that the record is whole',
  checking: 'Checking…',
  whole: (lines: number) => `The record is whole: ${count(lines)}, and each follows from the one before.`,
  healed: (times: number) =>
    `${counted(times, { one: 'Once', other: `${times} times` })} a line was cut off because the app or the computer stopped. The record says so itself.`,
  limits:
    'This does not show whether lines are missing at its end. On most computers your IT team can tell that from the system’s log.',
  broken: (file: string, line: number, why: keyof typeof faults) =>
    `The record has been changed. Line ${line} of ${file} is the first that does not fit. ${faults[why]} ${tellIt}`,
  unreadable: `The record could not be read. ${tellIt}`,
  notChecked: 'The record was not checked. Try again later.',
};

export type ActivityWords = typeof enActivityPage;
