import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, current, folder, intended, memoryDisk, recordOf, run, type MemoryDisk } from './record.ts';

/** The lines of a whole record, each with its line break. */
const record = await recordOf(12);
const lines = record
  .text(current)
  .split('\n')
  .slice(0, -1)
  .map((line) => `${line}\n`);

function diskWith(text: string | Uint8Array): MemoryDisk {
  const disk = memoryDisk();
  disk.write(current, text);
  return disk;
}
const checked = (text: string | Uint8Array) => check(diskWith(text));
const runs = { numRuns: 300 };

test('issue 5 line 7: a record that nobody touched is whole', async () => {
  expect(await checked(lines.join(''))).toMatchObject({ kind: 'whole', lines: 12 });
  expect(await checked(''), 'nothing in it').toMatchObject({ kind: 'whole', lines: 0, firstSeq: undefined });
  expect(await check(memoryDisk()), 'none at all').toMatchObject({ kind: 'whole', lines: 0 });
});

describe('issue 5 line 7: every change inside a record is found', () => {
  const inside = lines.slice(0, -1).join('').length;

  test('issue 5 line 7: one byte changed, anywhere before the last line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(inside - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = Buffer.from(lines.join(''));
        bytes[at] = ((bytes[at] ?? 0) + by) % 256;
        expect((await checked(bytes)).kind).toBe('broken');
      }),
      runs,
    );
  });

  test('issue 5 line 7: something put in, or taken out, anywhere before the last line', async () => {
    const text = lines.join('');
    await fc.assert(
      fc.asyncProperty(fc.nat(inside - 1), fc.string({ maxLength: 20 }), fc.nat(20), async (at, put, taken) => {
        const changed = text.slice(0, at) + put + text.slice(Math.min(at + taken, inside));
        fc.pre(changed !== text && !text.endsWith(changed));
        expect((await checked(changed)).kind).toBe('broken');
      }),
      runs,
    );
  });

  test('issue 5 line 7: lines taken out, the first and the last ones apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 }), async (from, count) => {
        const to = Math.min(from + count, 11);
        const verdict = await checked([...lines.slice(0, from), ...lines.slice(to)].join(''));
        expect(verdict).toEqual({ kind: 'broken', file: current, line: from + 1, why: 'previousDiffers' });
      }),
      runs,
    );
  });

  test('issue 5 line 7: two lines swapped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(11), fc.nat(11), async (one, other) => {
        fc.pre(one !== other);
        const swapped = lines.map((line, index) => {
          if (index === one) return lines[other];
          return index === other ? lines[one] : line;
        });
        expect((await checked(swapped.join(''))).kind).toBe('broken');
      }),
      runs,
    );
  });

  test('issue 5 line 7: a line put in twice, and one of another record', async () => {
    expect(await checked([...lines.slice(0, 3), lines[2], ...lines.slice(3)].join(''))).toMatchObject({
      kind: 'broken',
      line: 4,
    });
    const other = (await recordOf(1)).text(current);
    expect(await checked([...lines.slice(0, 3), other, ...lines.slice(3)].join(''))).toMatchObject({ line: 4 });
  });

  test('issue 5 line 7: a line whose text alone was changed is named by the one after it', async () => {
    const edited = lines.map((line, index) => (index === 4 ? line.replace('"level":3', '"level":2') : line));
    expect(await checked(edited.join(''))).toEqual({
      kind: 'broken',
      file: current,
      line: 6,
      why: 'previousDiffers',
    });
  });

  test('issue 5 line 7: a line that cannot be read is named itself, also as the last one', async () => {
    const scribbled = lines.map((line, index) => (index === 4 ? 'scribbled\n' : line));
    expect(await checked(scribbled.join(''))).toMatchObject({ line: 5, why: 'notALine' });
    expect(await checked([...lines, 'scribbled\n'].join(''))).toMatchObject({ line: 13, why: 'notALine' });
    expect(await checked([...lines.slice(0, 5), `${'x'.repeat(70_000)}\n`].join(''))).toMatchObject({ line: 6 });
  });

  test('issue 5 line 7: a number that does not follow, although every hash does', async () => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    await audit.append(intended('r1'));
    disk.write(current, disk.text(current).replace('"seq":1', '"seq":7').replace('"previous":null', `"previous":"x"`));
    await run(disk).audit.append(intended('r2'));
    expect(await check(disk), 'what comes first is taken as it is').toMatchObject({ kind: 'whole', firstSeq: 7 });
    const [first = '', second = ''] = disk.text(current).split('\n');
    const { createHash } = await import('node:crypto');
    const forged = first.replace('"seq":7', '"seq":3');
    const follows = second.replace(
      /"previous":"[^"]+"/,
      `"previous":"${createHash('sha256').update(forged).digest('hex')}"`,
    );
    expect(await checked(`${forged}\n${follows}\n`)).toMatchObject({ line: 2, why: 'sequenceDiffers' });
  });

  test('issue 5 line 7: across the border of two files', async () => {
    const disk = memoryDisk();
    disk.write(`${folder}/audit-000000000005.jsonl`, lines.slice(0, 5).join(''));
    disk.write(current, lines.slice(5).join(''));
    expect(await check(disk)).toMatchObject({ kind: 'whole', lines: 12 });
    disk.write(`${folder}/audit-000000000005.jsonl`, lines.slice(0, 4).join(''));
    expect(await check(disk)).toEqual({ kind: 'broken', file: current, line: 1, why: 'previousDiffers' });
  });
});

describe('issue 5 line 7: what the chain alone cannot show', () => {
  test('issue 5 line 7: lines gone at either end; the numbers say so to whoever knows the heads', async () => {
    expect(await checked(lines.slice(3).join(''))).toMatchObject({ kind: 'whole', firstSeq: 4 });
    expect(await checked(lines.slice(0, 9).join(''))).toMatchObject({ kind: 'whole', head: { seq: 9 } });
  });

  test('issue 5 line 7: a first line that says it is the first must be it', async () => {
    expect(
      await checked(
        lines
          .slice(1)
          .join('')
          .replace(/"previous":"[^"]+"/, '"previous":null'),
      ),
    ).toMatchObject({
      kind: 'broken',
      line: 1,
    });
  });
});

test('issue 5 line 7: an unreadable file is said to be unreadable, not whole', async () => {
  const disk = diskWith(lines.join(''));
  for (const step of [0, 1, 2]) {
    disk.failAt(step, 'nothing');
    expect((await check(disk)).kind, String(step)).toBe('unreadable');
  }
});
