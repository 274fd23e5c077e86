import { describe, expect, test } from 'vitest';
import { check, current, dayMs, folder, intended, linesIn, memoryDisk, run, startMs } from './record.ts';

const names = (disk: ReturnType<typeof memoryDisk>) =>
  [...disk.held.keys()].map((path) => path.slice(folder.length + 1)).sort();

describe('issue 5 line 7: rotation', () => {
  test('issue 5 line 7: a full file gets its own name, and the next begins with the hash of its last line', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk, { rules: { maxFileBytes: 1500 } });
    for (let number = 0; number < 10; number += 1) await audit.append(intended(`r${number}`));
    expect(names(disk)).toEqual(['audit-000000000004.jsonl', 'audit-000000000008.jsonl', 'audit.jsonl']);
    expect(linesIn(disk)[0]).toMatchObject({ seq: 9 });
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 10, firstSeq: 1 });
    // Each file by itself, too: its first line is taken as it is.
    disk.held.delete(`${folder}/audit-000000000004.jsonl`);
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 6, firstSeq: 5 });
    disk.held.delete(`${folder}/audit-000000000008.jsonl`);
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 2, firstSeq: 9 });
  });

  test('issue 5 line 7: the chain goes on where the app stopped between a full file and a new one', async () => {
    const disk = memoryDisk();
    await run(disk).audit.append(intended('r1'));
    await disk.files.rename(current, `${folder}/audit-000000000001.jsonl`);
    await run(disk).audit.append(intended('r2'));
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 2 });
  });

  test('issue 5 line 7: a quiet desk begins a new file after a twelfth of the time that lines are kept', async () => {
    const disk = memoryDisk();
    let nowMs = startMs;
    const at = (days: number) => {
      nowMs = startMs + days * dayMs;
      return run(disk, { nowMs: () => nowMs, rules: { retentionDays: 120 } }).audit;
    };
    await at(0).append(intended('r0'));
    await at(10).append(intended('r1'));
    expect(names(disk)).toEqual(['audit.jsonl']);
    await at(10.1).append(intended('r2'));
    expect(names(disk)).toEqual(['audit-000000000002.jsonl', 'audit.jsonl']);
  });

  test('issue 5 line 7: a name is never used twice, whatever stands in the files', async () => {
    const disk = memoryDisk();
    disk.write(`${folder}/audit-000000000040.jsonl`, 'scribbled\n');
    disk.write(`${folder}/notes.txt`, 'of somebody else');
    const { audit } = run(disk, { rules: { maxFileBytes: 1 } });
    await audit.append(intended('r1'));
    await audit.append(intended('r2'));
    expect(names(disk)).toEqual(['audit-000000000040.jsonl', 'audit-000000000041.jsonl', 'audit.jsonl', 'notes.txt']);
  });
});

describe('issue 5 line 7: retention', () => {
  /** A file a month for a year and a half, the last on day 540. */
  async function longRecord() {
    const disk = memoryDisk();
    let nowMs = startMs;
    const { audit } = run(disk, { nowMs: () => nowMs, rules: { maxFileBytes: 1 } });
    for (let month = 0; month <= 18; month += 1) {
      nowMs = startMs + month * 30 * dayMs;
      await audit.append(intended(`month-${month}`));
    }
    return disk;
  }
  const start = (disk: ReturnType<typeof memoryDisk>, nowMs: number, retentionDays = 365) =>
    run(disk, { nowMs: () => nowMs, rules: { retentionDays } });

  test('issue 5 line 7: files whose last line is older than the policy says go at a start, and what remains is whole', async () => {
    const disk = await longRecord();
    await start(disk, startMs + 541 * dayMs).audit.start();
    expect(await check(disk)).toMatchObject({ kind: 'whole', firstSeq: 7, lines: 13 });
    expect(names(disk)).toHaveLength(13);
    expect(disk.text(`${folder}/audit-000000000007.jsonl`)).toContain('month-6');
  });

  test('issue 5 line 7: HAZ-09 a clock that runs years ahead deletes nothing', async () => {
    const disk = await longRecord();
    await start(disk, startMs + 20 * 365 * dayMs).audit.start();
    expect(await check(disk)).toMatchObject({ firstSeq: 7 });
    const behind = await longRecord();
    await start(behind, startMs - 365 * dayMs).audit.start();
    expect(await check(behind)).toMatchObject({ firstSeq: 1 });
  });

  test('issue 5 line 7: nothing is deleted behind a file that stays, and never the one that is written to', async () => {
    const disk = await longRecord();
    disk.write(`${folder}/audit-000000000003.jsonl`, 'scribbled\n');
    await start(disk, startMs + 541 * dayMs, 30).audit.start();
    expect(names(disk)[0]).toBe('audit-000000000003.jsonl');
    const all = await longRecord();
    await start(all, startMs + 541 * dayMs, 30).audit.start();
    expect(names(all)).toEqual(['audit-000000000018.jsonl', 'audit.jsonl']);
  });

  test('issue 5 line 7: a file that cannot be deleted stays, is told of, and stops nothing', async () => {
    const disk = await longRecord();
    Object.assign(disk.files, { remove: () => Promise.reject(Object.assign(new Error(), { code: 'EPERM' })) });
    const { audit, log } = start(disk, startMs + 541 * dayMs);
    await audit.start();
    expect(log.lines).toEqual([{ level: 'warn', code: 'AUDIT_NOT_DELETED', fields: { detail: 'EPERM' } }]);
    await audit.append(intended('after'));
    expect(await check(disk)).toMatchObject({ kind: 'whole', firstSeq: 1, lines: 20 });
  });
});
