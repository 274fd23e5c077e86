import type { InputFieldView, InputProblem } from '../../preload/session-view.ts';

/** What the form of an action says. Loaded with the form, and beside the catalogue for that reason alone. */

interface Field extends Pick<InputFieldView, 'kind' | 'maxLength'> {
  readonly label: string;
}

/** Will not compile while a fault has no words. */
const faults: Record<InputProblem['fault'], (field: Field) => string> = {
  missing: ({ kind, label }) => (kind === 'choice' ? `Select an answer: ${label}` : `Fill in: ${label}`),
  tooLong: ({ label, maxLength }) => `${label}: use ${maxLength} characters or fewer`,
  malformed: ({ kind, label }) =>
    kind === 'nhsNumber'
      ? `${label}: enter a valid NHS number, which has 10 digits`
      : `${label}: remove the characters that cannot be sent. Type it instead of pasting it`,
  notAChoice: ({ label }) => `Select one of the answers: ${label}`,
  unknownField: () => 'This form has changed. Go back, and open the action again',
};

export const enActionForm = {
  errorTitle: 'There is a problem',
  errorPrefix: 'Error: ',
  faults,
  optional: (label: string) => `${label} (optional)`,
  characters: (count: number) => `Up to ${count} characters.`,
  nhsNumber: '10 digits, for example 900 000 0009.',
  choose: 'Select an answer',
  notKept: 'What you type here is not kept when you go back or log out: this is a shared computer.',
  kept: 'What you type is kept until you log out.',
};
