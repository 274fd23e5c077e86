import type { ResultRow } from '../../preload/session-view.ts';
import { levelInSentence, type Level } from './en-levels.ts';

/** The screens from a log-in that was asked for in the middle of work to the end of an action. */

const rows: Record<ResultRow['name'], string> = {
  patientName: 'Patient name',
  nhsNumber: 'NHS number',
  dateOfBirth: 'Date of birth',
  gender: 'Gender',
  prescription: 'Prescription',
  reference: 'Reference',
  message: 'Answer',
};

/** FHIR administrative gender, R4. */
const genders: Readonly<Record<string, string>> = {
  male: 'Male',
  female: 'Female',
  other: 'Other',
  unknown: 'Not known',
};

export const enOutcomes = {
  insufficient: {
    stillNeeded: (action: string) => `“${action}” has not been done. Nothing was submitted.`,
    nothingDone: 'Nothing has been changed. Your session is as it was.',
    used: 'What you used',
    needed: 'What is needed',
    neededFresh: 'A new log-in, made just now',
    tryOne: 'You can try again with one of these:',
    cannotTitle: 'If you have none of these',
    cannot:
      'You cannot do this here today. Go back to your session, or ask a colleague who can do it with their own Care Identity. Your Registration Authority can give you a way to log in with very high confidence (AAL3).',
  },

  otherPerson: {
    title: 'This is not the person who was logged in',
    lead: 'Another person logged in when we asked for a log-in. Nothing was submitted.',
    leadLocked: 'Another person logged in when we asked for a log-in to unlock. Nothing was unlocked.',
    lockedFor: 'Locked for',
    here: 'Logged in here',
    came: 'Logged in just now in the browser',
    switchMeans: (here: string, other: string) =>
      `If you switch, ${here} is logged out here and ${other} is asked to log in again.`,
    backMeans: (here: string) => `If you go back, ${here} stays logged in and nothing changes.`,
    backMeansLocked: (here: string) => `If you go back, it stays locked for ${here}.`,
  },

  confirmAction: {
    title: (action: string) => `Check and confirm: ${action}`,
    levelNow: (level: Level) => `You are now logged in with ${levelInSentence[level]}.`,
    lead: 'Nothing has been sent yet. Check that this is what you want to do, in the right role.',
    action: 'Action',
    person: 'Done by',
    role: 'In the role of',
    organisation: 'At',
    assurance: 'Level of assurance',
    recorded: 'When you confirm, the action is sent once and is recorded against your name and role.',
  },

  sendingAction: {
    title: (action: string) => `Sending: ${action}`,
    text: 'We are waiting for the national service. Do not close this window.',
  },

  actionDone: {
    ok: (action: string) => `${action}: done`,
    reference: 'If you need support, quote this request ID:',
    resultTitle: 'Result',
    rows,
    gender: (code: string) => genders[code] ?? code,
    unknownTitle: 'We do not know if this was done',
    unknownLead: 'Check before you repeat it.',
    asked: (action: string) => `You asked for: ${action}.`,
    announcement: { ok: 'The action was done.', refused: 'There is a problem.' },
  },
};
