import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { closingLines, createNarrator } from '../../build/scripts/demo/narrator.ts';
import type { Report, StepReport } from '../../build/scripts/demo/report.ts';

const check = (name: string, ok: boolean | null = true) => ({ name, ok, detail: '' });
const step: StepReport = { name: 'home', ok: true, ms: 1234, screenshot: null, checks: [check('one'), check('two')] };
const report = (ok: boolean): Report => ({ host: 'stand-in', versions: {}, ok, steps: [step, { ...step, ok }] });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one line a step, with its time and what was checked', () => {
  const lines: string[] = [];
  const narrator = createNarrator((line) => void lines.push(line));
  narrator.begin('She goes home');
  narrator.end('She goes home', step, []);
  narrator.begin('She comes back');
  narrator.end('She comes back', { ...step, ok: false, ms: 15_000, checks: [check('one', false)] }, ['Because.']);
  expect(lines).toEqual([
    '  ok      1.2 s  She goes home. Checked: one; two.',
    '  FAILED 15.0 s  She comes back. Checked: one.',
    '        Because.',
  ]);
});

test('what is not shown on this computer is never told as ok', () => {
  const lines: string[] = [];
  const narrator = createNarrator((line) => void lines.push(line));
  const notShown: StepReport = { ...step, ok: null, checks: [], notShown: 'there is no keychain' };
  narrator.end('The keychain is locked', notShown, []);
  const unseen = { name: 'it is gone', ok: null, detail: 'there is no keychain' };
  narrator.end('She locks', { ...step, checks: [check('one'), unseen] }, []);
  expect(lines).toEqual([
    '  NOT SHOWN      The keychain is locked: there is no keychain.',
    '  ok      1.2 s  She locks. Checked: one. NOT CHECKED: it is gone, because there is no keychain.',
  ]);
  const steps = [step, { ...step, checks: [check('one'), unseen] }, notShown];
  expect(closingLines({ ...report(true), steps }, 3, 9876, 'demo-output')).toEqual([
    '2 steps, 3 checks, all of them held, in 9.9 s.',
    'Not shown on this computer, see above: steps: 1; checks in other steps: 1.',
    'Pictures and report.json are in demo-output',
  ]);
});

test('a wait longer than a second shows a sign of life each second, and none once the step has ended', () => {
  const lines: string[] = [];
  const narrator = createNarrator((line) => void lines.push(line));
  narrator.begin('She waits');
  vi.advanceTimersByTime(900);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1200);
  expect(lines).toEqual(['        … 1 s: She waits', '        … 2 s: She waits']);
  narrator.end('She waits', step, []);
  narrator.begin('She waits again');
  narrator.abandon();
  vi.advanceTimersByTime(10_000);
  expect(lines).toHaveLength(3);
});

test('the last lines say whether all of it held, and where to look', () => {
  expect(closingLines(report(true), 2, 9876, 'demo-output')).toEqual([
    '2 steps, 4 checks, all of them held, in 9.9 s.',
    'Pictures and report.json are in demo-output',
  ]);
  expect(closingLines(report(false), 17, 9876, 'demo-output')[0]).toBe(
    'Stopped at step 2 of 17, after 9.9 s: the reason stands above.',
  );
});
