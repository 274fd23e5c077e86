import { expect, it } from 'vitest';
import { failureCodes } from '../../preload/failures.ts';
import { callErrorCodes } from '../../preload/incident.ts';
import { endReasons, inputFaults, lockReasons } from '../../preload/session-view.ts';
import { authenticatorsInWords } from '../../renderer/i18n/assurance.ts';
import { enActionForm } from '../../renderer/i18n/en-action-form.ts';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { en } from '../../renderer/i18n/en.ts';
import {
  calendarDay,
  countdown,
  duration,
  keysInWords,
  label,
  maskedUserId,
  organisation,
} from '../../renderer/i18n/format.ts';
import { role } from './fixtures.ts';

it.each(failureCodes)('%s is told in whole sentences, and its title is its own', (code) => {
  const { title, happened, whatToDo, whoCanHelp } = enFailures[code];
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [happened, whatToDo, whoCanHelp]) expect(text).toMatch(/^[A-Z].*\.$/);
  expect(failureCodes.filter((other) => enFailures[other].title === title)).toEqual([code]);
});

it.each(endReasons)('the end by %s is told in whole sentences with its time, and its title is its own', (reason) => {
  const { title, happened, whatToDo } = en.ended.reasons[reason];
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [happened('at 09:28'), whatToDo]) expect(text).toMatch(/^[A-Z].*\.$/);
  expect(happened('at 09:28')).toContain('at 09:28');
  expect(endReasons.filter((other) => en.ended.reasons[other].title === title)).toEqual([reason]);
});

it('HAZ-07 says that the browser may still be logged in, unless the provider itself ended the log-in', () => {
  expect(endReasons.filter((reason) => !en.ended.reasons[reason].browser)).toEqual(['providerEvent', 'usedElsewhere']);
});

it.each(lockReasons)('the lock by %s is told in whole sentences with its time, in words of its own', (reason) => {
  const because = en.locked.because[reason]('at 09:25');
  expect(because).toMatch(/^[A-Z].*at 09:25.*\.$/);
  expect(lockReasons.filter((other) => en.locked.because[other]('at 09:25') === because)).toEqual([reason]);
});

it('uses the words of the NHS: log in, log out, no code names, no blame', () => {
  const ends = Object.values(en.ended.reasons).flatMap(({ title, happened, whatToDo }) => [
    title,
    happened('now'),
    whatToDo,
  ]);
  const locks = Object.values(en.locked.because).map((because) => because('now'));
  const failures = Object.values(enFailures).flatMap((words) => [
    words.title,
    words.happened,
    words.whatToDo,
    words.whoCanHelp,
  ]);
  const all = [...ends, ...locks, ...failures].join(' ');
  expect(all).not.toMatch(/sign(ed|ing)? (in|out)|\blogin\b|token|nonce|invalid|illegal|you failed|your fault/i);
});

it.each(inputFaults)('a field with the fault %s is named, and told without blame (issue 5 line 2)', (fault) => {
  for (const kind of ['text', 'longText', 'nhsNumber', 'choice'] as const) {
    const told = enActionForm.faults[fault]({ kind, label: 'Reason for access', maxLength: 200 });
    if (fault !== 'unknownField') expect(told).toContain('Reason for access');
    expect(told).not.toMatch(/invalid|illegal|wrong|failed/i);
  }
});

it.each(callErrorCodes)('a refused call with %s is told in words of its own; its code stands beside them', (code) => {
  expect(en.feedback.refused(code)).not.toContain(code);
  expect(callErrorCodes.filter((other) => en.feedback.refused(other) === en.feedback.refused(code))).toEqual([code]);
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

it.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [94, '1 minute 34 seconds'],
  [121, '2 minutes 1 second'],
])('counts down: %d s are %s', (seconds, expected) => {
  expect(countdown(seconds)).toBe(expected);
});

it.each([
  ['CommandOrControl+Shift+L', false, 'Ctrl+Shift+L'],
  ['CommandOrControl+Alt+X', false, 'Ctrl+Alt+X'],
  ['CommandOrControl+Alt+X', true, 'Cmd+Option+X'],
])('names the keys of %s (on a Mac: %s)', (accelerator, isMac, expected) => {
  expect(keysInWords(accelerator, isMac)).toBe(expected);
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
