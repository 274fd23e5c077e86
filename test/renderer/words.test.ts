import { expect, it } from 'vitest';
import { callErrorCodes } from '../../preload/contract.ts';
import { failureCodes } from '../../preload/failures.ts';
import { authenticatorsInWords } from '../../renderer/i18n/assurance.ts';
import { en } from '../../renderer/i18n/en.ts';
import { calendarDay, duration, label, maskedUserId, organisation } from '../../renderer/i18n/format.ts';
import { role } from './views.ts';

it.each(failureCodes)('%s is told in whole sentences, and its title is its own', (code) => {
  const { title, happened, whatToDo, whoCanHelp } = en.failures[code];
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [happened, whatToDo, whoCanHelp]) expect(text).toMatch(/^[A-Z].*\.$/);
  expect(failureCodes.filter((other) => en.failures[other].title === title)).toEqual([code]);
});

it('uses the words of the NHS: log in, log out, no code names, no blame', () => {
  const all = Object.values(en.failures)
    .flatMap((words) => [words.title, words.happened, words.whatToDo, words.whoCanHelp])
    .join(' ');
  expect(all).not.toMatch(/sign(ed|ing)? (in|out)|\blogin\b|token|nonce|invalid|illegal|you failed|your fault/i);
});

it.each(callErrorCodes)('a refused call with %s is told with its code', (code) => {
  expect(en.feedback.refused(code)).toContain(`(${code})`);
});

it.each([
  [['windowsHello', 'securityKey'], [], 'Windows Hello or security key'],
  [['smartcard'], [], 'Smartcard'],
  [[], ['NEW_THING'], 'Another method (NEW_THING)'],
  [['passkey'], ['NEW_THING'], 'Passkey or another method (NEW_THING)'],
  [[], [], 'Not stated'],
] as const)('%j and %j are "%s"', (keys, others, expected) => {
  expect(authenticatorsInWords(keys, others)).toBe(expected);
});

it.each([
  [-5, '0 seconds'],
  [40, '40 seconds'],
  [60, '1 minute'],
  [1320, '22 minutes'],
  [3 * 3600, '3 hours'],
  [50 * 3600, '2 days'],
])('%d s are %s', (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

it('shows a label in English', () => {
  expect(label({ cy: 'Llofnodi', en: 'Sign' })).toBe('Sign');
});

it('names an organisation by name and ODS code, or by the code alone', () => {
  expect(organisation(role(1, 'Nurse', 'R8001', 'Synthetic Surgery', 'Z99'))).toBe('Synthetic Surgery (Z99)');
  expect(organisation(role(1, 'Nurse', 'R8001', null, 'Z99'))).toBe('Z99');
});

it('masks a user id but for its end', () => {
  expect(maskedUserId('999000000104')).toBe('•••• 0104');
});

it.each([
  ['1980-01-01', '1 January 1980'],
  ['1980-01', '1980-01'],
  ['1980', '1980'],
  ['1980-13-45', '1980-13-45'],
])('shows the FHIR date %s as %s', (date, expected) => {
  expect(calendarDay(date)).toBe(expected);
});
