import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { check, current, finished, folder, intended, linesIn, memoryDisk, run, startMs } from './record.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('issue 5 line 7: the chain', () => {
  test('issue 5 line 7: each line has the hash of the one before it and the number after it', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await audit.append(intended('r1'));
    await audit.append(finished('r1'));
    await audit.append(intended('r2'));
    const texts = disk.text(current).trimEnd().split('\n');
    const lines = linesIn(disk);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(lines.map(({ previous }) => previous)).toEqual([null, sha256(texts[0] ?? ''), sha256(texts[1] ?? '')]);
  });

  test('issue 5 line 7: it goes on over a start of the app', async () => {
    const disk = memoryDisk();
    await run(disk).audit.append(intended('r1'));
    await run(disk).audit.append(intended('r2'));
    await run(disk).audit.append(intended('r3'));
    expect(linesIn(disk).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 3, healed: 0, unfinished: false, firstSeq: 1 });
  });

  test('issue 5 line 7: appends at once are one after the other in it', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await Promise.all(Array.from({ length: 20 }, (_, number) => audit.append(intended(`r${number}`))));
    expect(linesIn(disk).map(({ correlationId }) => correlationId)).toEqual(
      Array.from({ length: 20 }, (_, number) => `r${number}`),
    );
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 20 });
  });

  test('issue 5 line 7: a line has every field, and says what it does not know', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk, { nowMs: () => startMs });
    await audit.append({ ...intended('r1'), sessionId: 'a'.repeat(32) });
    await audit.append({ event: 'login.refused', outcome: 'refused', code: 'LEVEL_TOO_LOW', correlationId: 'c1' });
    const [known, unknown] = linesIn(disk);
    expect(known).toEqual({
      at: '2026-11-21T09:30:00.000Z',
      seq: 1,
      event: 'action.intended',
      outcome: 'intended',
      userId: '999000000104',
      roleId: '999000000001',
      organisationCode: 'Z99901',
      level: 3,
      amr: ['N3_SMARTCARD'],
      deviceId: 'SYNTHETIC-device-id-00',
      appVersion: '0.1.0',
      sessionId: 'a'.repeat(32),
      correlationId: 'r1',
      code: null,
      actionId: 'sign-prescription',
      previous: null,
    });
    expect(Object.keys(unknown ?? {})).toEqual(Object.keys(known ?? {}));
    expect(unknown).toMatchObject({ userId: null, level: null, amr: null, code: 'LEVEL_TOO_LOW', correlationId: 'c1' });
  });
});

describe('issue 5 line 7: the log of the operating system', () => {
  const heads = (sent: readonly string[]) => sent.map((line) => JSON.parse(line) as Record<string, unknown>);

  test('issue 5 line 7: gets the head at start, end and rotation, and no line by default', async () => {
    const disk = memoryDisk();
    const { audit, sent } = run(disk, { rules: { maxFileBytes: 1 } });
    await audit.start();
    await audit.append(intended('r1'));
    await audit.append(intended('r2'));
    await audit.stop();
    const hashes = [disk.text(`${folder}/audit-000000000001.jsonl`), disk.text(current)].map((text) =>
      sha256(text.trimEnd()),
    );
    expect(heads(sent)).toEqual([
      { audit: 'head', when: 'start', seq: 0, sha256: null },
      { audit: 'head', when: 'rotation', seq: 1, sha256: hashes[0] },
      { audit: 'head', when: 'end', seq: 2, sha256: hashes[1] },
    ]);
  });

  test('issue 5 line 7: a tail that is lost between two runs shows against the heads', async () => {
    const disk = memoryDisk();
    const first = run(disk);
    await first.audit.append(intended('r1'));
    await first.audit.append(finished('r1'));
    await first.audit.stop();
    disk.write(current, `${disk.text(current).split('\n')[0] ?? ''}\n`);
    const second = run(disk);
    await second.audit.start();
    expect(await check(disk), 'the chain alone cannot say so').toMatchObject({ kind: 'whole', lines: 1 });
    expect([...heads(first.sent), ...heads(second.sent)].map(({ when, seq }) => [when, seq])).toEqual([
      ['end', 2],
      ['start', 1],
    ]);
  });

  test('issue 5 line 7: with `forward` each line goes there as well, and only once it is on disk', async () => {
    const disk = memoryDisk();
    const { audit, sent } = run(disk, { rules: { forward: true } });
    await audit.append(intended('r1'));
    expect(sent).toEqual([disk.text(current).trimEnd()]);
    disk.failAt(0, 'nothing');
    await expect(audit.append(intended('r2'))).rejects.toThrow('disk full');
    expect(sent).toHaveLength(1);
  });
});

describe('issue 5 line 7: HAZ-06 what nobody knows the outcome of', () => {
  const unresolved = async (disk: ReturnType<typeof memoryDisk>, userId = '999000000104') =>
    (await run(disk).audit.unresolvedOf(userId)).map(({ requestId }) => requestId);

  test('HAZ-06 is what was begun in an earlier run and has no outcome, of this person alone, newest first', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk, { nowMs: () => startMs });
    await audit.append(intended('done'));
    await audit.append(finished('done'));
    await audit.append(intended('first'));
    await audit.append(intended('of-another', '999000000999'));
    await audit.append(intended('second'));
    expect(await audit.unresolvedOf('999000000104'), 'somebody waits for these').toEqual([]);
    expect(await unresolved(disk)).toEqual(['second', 'first']);
    expect(await run(disk).audit.unresolvedOf('999000000999')).toEqual([
      { requestId: 'of-another', actionId: 'sign-prescription', atMs: startMs },
    ]);
  });

  test('HAZ-06 is also what ended with an outcome that nobody knows, at once and at the next start', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await audit.append(intended('r1'));
    expect(await audit.unresolvedOf('999000000104'), 'it is waited for').toEqual([]);
    await audit.append(finished('r1', 'unknown'));
    expect(await audit.unresolvedOf('999000000104')).toMatchObject([{ requestId: 'r1' }]);
    expect(await unresolved(disk)).toEqual(['r1']);
  });

  test('HAZ-06 is not asked about again once it was checked', async () => {
    const disk = memoryDisk();
    await run(disk).audit.append(intended('r1'));
    const { event: _, ...facts } = intended('r1');
    await run(disk).audit.append({ ...facts, event: 'action.checked', outcome: 'checked' } as never);
    expect(await unresolved(disk)).toEqual([]);
  });

  test('HAZ-06 is found in full files as well, and its outcome in a later one', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk, { rules: { maxFileBytes: 1 } });
    for (const id of ['r1', 'r2']) await audit.append(intended(id));
    await audit.append(finished('r1'));
    expect(disk.held.size).toBe(3);
    expect(await unresolved(disk)).toEqual(['r2']);
  });
});

describe('issue 5 line 7: a person’s own lines', () => {
  test('issue 5 line 7: are theirs alone, newest first, and no more than asked for, over all files', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk, { rules: { maxFileBytes: 1500 } });
    for (let number = 0; number < 30; number += 1) {
      await audit.append(intended(`r${number}`, number % 3 === 0 ? '999000000999' : '999000000104'));
    }
    expect(disk.held.size).toBeGreaterThan(3);
    const newest = async (userId: string, limit: number) =>
      (await audit.newestOf(userId, limit)).map(({ correlationId }) => correlationId);
    expect(await newest('999000000999', 200)).toEqual([
      'r27',
      'r24',
      'r21',
      'r18',
      'r15',
      'r12',
      'r9',
      'r6',
      'r3',
      'r0',
    ]);
    expect(await newest('999000000104', 3)).toEqual(['r29', 'r28', 'r26']);
    expect(await newest('9990000001', 200), 'a part of an id is nobody').toEqual([]);
    expect(await newest('withheld.', 200)).toEqual([]);
  });

  test('issue 5 line 7: a file that gets its other name while it is read is not missed', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await audit.append(intended('r1'));
    let listed = 0;
    const moving = run({
      ...disk,
      files: {
        ...disk.files,
        async list(of) {
          const names = await disk.files.list(of);
          listed += 1;
          if (listed === 1) await disk.files.rename(current, `${folder}/audit-000000000001.jsonl`);
          return names;
        },
      },
    });
    expect(await moving.audit.newestOf('999000000104', 10)).toHaveLength(1);
  });
});
