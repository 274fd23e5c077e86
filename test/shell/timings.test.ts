import { expect, test } from 'vitest';
import { createTimings, startMarks } from '../../main/shell/timings.ts';

test('issue 7 line 7: the marks of a start are printed once, when all are there, each as it was first', () => {
  const printed: string[] = [];
  let now = 0;
  const timings = createTimings(
    () => (now += 10.4),
    (line) => printed.push(line),
  );
  for (const mark of startMarks) {
    expect(printed).toEqual([]);
    timings.mark(mark);
    timings.mark(startMarks[0]);
  }
  timings.mark('painted');
  expect(printed).toHaveLength(1);
  const { timingsMs } = JSON.parse(printed[0] ?? '') as { timingsMs: Record<string, number> };
  expect(Object.keys(timingsMs)).toEqual([...startMarks]);
  expect(Object.values(timingsMs)).toEqual([10, 21, 31, 42, 52, 62, 73]);
});
