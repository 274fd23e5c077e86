import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditVerify } from '../../build/scripts/audit-verify.ts';
import { createAuditLog, type AuditLog } from '../../main/audit/audit-log.ts';
import { contentOf, lineAfter, type Head } from '../../main/audit/audit-line.ts';
import { verifyRecord } from '../../main/audit/verify.ts';
import { diskFiles } from '../../main/shell/files.ts';
import { recordedLog, systemClock } from '../unit-support/system.ts';
import { finished, installation, intended, rules } from './record.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cis2-audit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const heads: string[] = [];
function auditOnDisk(maxFileBytes = rules.maxFileBytes): AuditLog {
  return createAuditLog(
    folder,
    installation,
    { ...rules, maxFileBytes },
    {
      files: diskFiles,
      clock: systemClock,
      osLog: { send: (line) => void heads.push(line), flushed: async () => undefined },
      log: recordedLog(),
    },
  );
}
async function append(audit: AuditLog, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await audit.append(intended(`r${number}`));
    await audit.append(finished(`r${number}`));
  }
}
const file = () => path.join(folder, 'audit.jsonl');

describe('issue 5 line 7: npm run audit:verify', () => {
  test('issue 5 line 7: a record on a real disk is whole, by its folder and by its files in any order: 0', async () => {
    await append(auditOnDisk(2000), 6);
    const names = (await diskFiles.list(folder)).map((name) => path.join(folder, name));
    expect(names.length).toBeGreaterThan(2);
    for (const args of [[folder], names, names.toReversed()]) {
      const { text, code } = await auditVerify(args);
      expect(text).toContain('whole: 12 lines\n  numbers 1 to 12\n');
      expect(code).toBe(0);
    }
  });

  test('issue 5 line 7: names file, line and why where it is broken: 1', async () => {
    await append(auditOnDisk(), 3);
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace('"outcome":"ok"', '"outcome":"refused"'));
    expect(await auditVerify([folder])).toEqual({
      text: `broken: ${file()}, line 3 does not follow from the line before it: that line was changed, or lines between the two were removed, added or moved`,
      code: 1,
    });
  });

  test('issue 5 line 7: what cannot be read, and what is not understood: 2', async () => {
    expect((await auditVerify([folder])).code, 'no record').toBe(2);
    expect((await auditVerify([path.join(folder, 'none')])).code).toBe(2);
    for (const args of [[], ['--unknown', folder], [folder, '--head', 'short'], [folder, '--head']]) {
      expect(await auditVerify(args), args.join(' ')).toMatchObject({ code: 2 });
    }
    expect(await auditVerify(['--help'])).toMatchObject({ code: 0 });
  });

  test('issue 5 line 7: a tail that is gone shows against the head of the system’s log: 1', async () => {
    const audit = auditOnDisk();
    await append(audit, 3);
    await audit.stop();
    const { sha256 } = JSON.parse(heads.at(-1) ?? '') as { sha256: string };
    expect(await auditVerify([folder, '--head', sha256])).toMatchObject({ code: 0 });
    const lines = (await readFile(file(), 'utf8')).split('\n');
    await writeFile(file(), `${lines.slice(0, 4).join('\n')}\n`);
    expect(await auditVerify([folder])).toMatchObject({ code: 0 });
    expect(await auditVerify([folder, '--head', sha256])).toMatchObject({ code: 1 });
  });

  test('issue 5 line 7: on a record that is being written, full files and all', async () => {
    const audit = auditOnDisk(20_000);
    let isWriting = true;
    const writing = append(audit, 100).finally(() => {
      isWriting = false;
    });
    let looks = 0;
    while (isWriting) {
      const { code, text } = await auditVerify([folder]);
      // Before the first line there is no record.
      if (looks > 0 || code !== 2) expect([code, text]).toEqual([0, expect.stringContaining('whole')]);
      if (code === 0) looks += 1;
    }
    await writing;
    expect(looks).toBeGreaterThan(0);
    expect(await auditVerify([folder])).toMatchObject({ text: expect.stringContaining('whole: 200 lines') as string });
  });

  test('issue 5 line 7: as the command that it is', async () => {
    await append(auditOnDisk(), 1);
    const run = (...args: string[]) =>
      new Promise<readonly [number, string]>((resolve) => {
        const script = path.resolve('build/scripts/audit-verify.ts');
        execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
          resolve([typeof error?.code === 'number' ? error.code : 0, stdout + stderr]),
        );
      });
    expect(await run(folder)).toEqual([0, expect.stringContaining('whole: 2 lines')]);
    await writeFile(file(), 'scribbled\n');
    expect(await run(file())).toEqual([1, `broken: ${file()}, line 1 cannot be read as a line of the record\n`]);
    expect(await run()).toEqual([2, expect.stringContaining('npm run audit:verify')]);
  });
});

test('issue 5 line 7: 10 MB are verified in bounded memory, one piece at a time', async () => {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const pieceBytes = 65_536;
  const size = 10 * 1024 * 1024;
  const pieces: WeakRef<Uint8Array>[] = [];
  let mostAlive = 0;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    let head: Head | undefined;
    let sent = 0;
    while (sent < size) {
      let text = '';
      while (text.length < pieceBytes) {
        const line = lineAfter(head, contentOf(intended(`r${head?.seq ?? 0}`)), { atMs: 0, installation });
        head = line.head;
        text += `${line.text}\n`;
      }
      const piece = Buffer.from(text);
      sent += piece.length;
      pieces.push(new WeakRef(piece));
      yield piece;
      if (pieces.length % 20 === 0) {
        await new Promise((resolve) => setImmediate(resolve));
        collect();
        mostAlive = Math.max(mostAlive, pieces.filter((piece) => piece.deref() !== undefined).length);
      }
    }
  }
  const verdict = await verifyRecord({ chunks }, ['/audit/audit.jsonl']);
  expect(verdict).toMatchObject({ kind: 'whole' });
  expect(verdict.kind === 'whole' && verdict.lines).toBeGreaterThan(10_000);
  expect(pieces.length).toBeGreaterThan(100);
  expect(mostAlive).toBeLessThan(5);
  expect(mostAlive, 'the measure works').toBeGreaterThan(0);
});
