import { describe, expect, test } from 'vitest';
import { readLine } from '../../main/audit/audit-line.ts';
import { check, current, folder, intended, linesIn, memoryDisk, recordOf, run, type Fault } from './record.ts';

describe('issue 5 line 7: a last line that was cut off', () => {
  test('issue 5 line 7: is healed wherever it was cut, noted in the chain, and then the record is whole again', async () => {
    const whole = (await recordOf(3)).text(current);
    const lastAt = whole.trimEnd().lastIndexOf('\n') + 1;
    for (let cut = lastAt + 1; cut < whole.length; cut += 1) {
      const disk = memoryDisk();
      disk.write(current, whole.slice(0, cut));
      expect(await check(disk), `cut at ${cut}, before the start`).toMatchObject({ kind: 'whole', unfinished: true });
      await run(disk).audit.append(intended('after'));
      const isTorn = readLine(Buffer.from(whole.slice(lastAt, cut))) === undefined;
      expect(await check(disk), `cut at ${cut}`).toMatchObject({
        kind: 'whole',
        lines: 4,
        healed: isTorn ? 1 : 0,
        unfinished: false,
      });
    }
  });

  test('issue 5 line 7: what is healed cannot be changed afterwards', async () => {
    const disk = memoryDisk();
    disk.write(current, (await recordOf(3)).text(current).slice(0, -40));
    await run(disk).audit.append(intended('after'));
    const text = disk.text(current);
    expect(linesOfText(text).map((line) => line.includes('audit.healed'))).toEqual([false, false, false, true, false]);
    disk.write(current, text.replace(/("requestId"|"correlationId"):"request-2"/, '$1:"request-9"'));
    expect(await check(disk)).toEqual({ kind: 'broken', file: current, line: 4, why: 'tornDiffers' });
    disk.write(current, text.replace('"torn":"', '"torn":"0'));
    expect((await check(disk)).kind).toBe('broken');
  });

  test('issue 5 line 7: the line before it cannot be changed under its cover', async () => {
    const disk = memoryDisk();
    disk.write(current, (await recordOf(3)).text(current).slice(0, -40));
    await run(disk).audit.append(intended('after'));
    disk.write(current, disk.text(current).replace('"correlationId":"request-1"', '"correlationId":"request-9"'));
    expect(await check(disk)).toMatchObject({ kind: 'broken', why: 'previousDiffers' });
  });

  test('issue 5 line 7: nobody can have a line vouched for that was not at the end', async () => {
    const disk = memoryDisk();
    disk.write(current, (await recordOf(3)).text(current).slice(0, -40));
    await run(disk).audit.append(intended('after'));
    const [first, second, torn, healed, ...rest] = linesOfText(disk.text(current));
    disk.write(current, `${[first, torn, second, healed, ...rest].join('\n')}\n`);
    expect((await check(disk)).kind).toBe('broken');
  });

  test('issue 5 line 7: cut off a second time while it is being healed, also with bytes that are no text', async () => {
    const whole = (await recordOf(3)).text(current);
    for (const rest of ['\n', '\n{"at":', '\u0000\u0000', '\n\n']) {
      const disk = memoryDisk();
      disk.write(
        current,
        Buffer.concat([Buffer.from(whole), Buffer.from('{"at":'), Buffer.from(rest), Buffer.from([0xff])]),
      );
      await run(disk).audit.append(intended('after'));
      expect(await check(disk), JSON.stringify(rest)).toMatchObject({ kind: 'whole', lines: 5, healed: 1 });
    }
  });

  test('issue 5 line 7: in the very first line, and in the first of a new file', async () => {
    const disk = memoryDisk();
    disk.write(current, '{"at":"2026');
    await run(disk).audit.append(intended('r1'));
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 2, healed: 1, firstSeq: 1 });
    await disk.files.rename(current, `${folder}/audit-000000000002.jsonl`);
    disk.write(current, '{"at":"2026');
    await run(disk).audit.append(intended('r2'));
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 4, healed: 2 });
  });

  test('issue 5 line 7: longer than what is read of the end at first', async () => {
    const disk = memoryDisk();
    disk.write(current, (await recordOf(3)).text(current) + 'x'.repeat(70_000));
    await run(disk).audit.append(intended('after'));
    expect(linesIn({ ...disk, text: (path) => disk.text(path).replace(/^x+\n/m, '') }).map(({ seq }) => seq)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });
});

function linesOfText(text: string): readonly string[] {
  return text.split('\n').slice(0, -1);
}

describe('issue 5 line 7: invariant 9 a disk that fails', () => {
  test.each<Fault>(['nothing', 'half', 'all'])(
    'issue 5 line 7: at each step of an append, with %s of it done: the caller is told, and the chain holds',
    async (fault) => {
      // Steps of a first append, and of one that has to begin a new file.
      for (const maxFileBytes of [10_485_760, 1]) {
        let step = 0;
        for (; ; step += 1) {
          const disk = memoryDisk();
          const before = run(disk);
          await before.audit.append(intended('before'));
          const { audit } = run(disk, { rules: { maxFileBytes } });
          disk.failAt(step, fault);
          const told = await audit.append(intended('failing')).then(
            () => 'written',
            () => 'refused',
          );
          if (disk.steps() <= step) break;
          disk.failAt(Infinity, fault);
          const isThere = disk.text(current).includes('"failing"') && disk.text(current).endsWith('\n');
          if (told === 'written') expect(isThere, `step ${step}`).toBe(true);
          await audit.append(intended('after'));
          expect(await check(disk), `step ${step}, ${told}`).toMatchObject({ kind: 'whole', unfinished: false });
          const ids = [...disk.held.keys()].flatMap((path) => disk.text(path).split('\n'));
          expect(ids.filter((line) => line.includes('"correlationId":"after"'))).toHaveLength(1);
        }
        expect(step, 'steps that can fail').toBeGreaterThanOrEqual(4);
      }
    },
  );

  test('issue 5 line 7: a new file that cannot be begun stops no action, and is begun with the next line', async () => {
    const disk = memoryDisk();
    const { audit, log } = run(disk, { rules: { maxFileBytes: 1 } });
    await audit.append(intended('r1'));
    const rename = disk.files.rename.bind(disk.files);
    Object.assign(disk.files, { rename: () => Promise.reject(Object.assign(new Error(), { code: 'EBUSY' })) });
    await audit.append(intended('r2'));
    expect(log.lines).toEqual([{ level: 'warn', code: 'AUDIT_NOT_ROTATED', fields: { detail: 'EBUSY' } }]);
    Object.assign(disk.files, { rename });
    await audit.append(intended('r3'));
    expect([...disk.held.keys()].sort()).toEqual([`${folder}/audit-000000000002.jsonl`, current]);
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 3 });
  });

  test('issue 5 line 7: one that failed does not keep the next from being written', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await audit.append(intended('r1'));
    disk.failAt(0, 'half');
    const [failed, next] = await Promise.allSettled([audit.append(intended('r2')), audit.append(intended('r3'))]);
    expect([failed.status, next.status]).toEqual(['rejected', 'fulfilled']);
    expect(await check(disk)).toMatchObject({ kind: 'whole', healed: 1, lines: 3 });
  });

  test('issue 5 line 7: a start that cannot read the record says so in the log, and refuses nobody anything', async () => {
    const disk = await recordOf(2);
    const { audit, log } = run(disk);
    disk.failAt(0, 'nothing');
    await audit.start();
    expect(log.lines).toEqual([{ level: 'warn', code: 'AUDIT_NOT_READ', fields: { detail: 'EIO' } }]);
    await audit.append(intended('after'));
    await audit.stop();
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 3 });
  });
});
