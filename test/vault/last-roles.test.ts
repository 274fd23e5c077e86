import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { diskFiles } from '../../main/shell/files.ts';
import { createLastRoles, forgetLastRoles } from '../../main/vault/last-roles.ts';
import { recordedLog, systemRandom } from '../unit-support/system.ts';

/** Synthetic people. */
const nurse = { issuer: 'https://p', subject: '999000000001', userId: '999000000001', name: 'Synthetic Nurse' };
const doctor = { ...nurse, subject: '999000000002', userId: '999000000002', name: 'Synthetic Doctor' };

function world() {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-last-roles-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'roles', 'last-roles.json');
  const log = recordedLog();
  const ports = { files: diskFiles, random: systemRandom, log };
  return { file, log, ports, start: () => createLastRoles(file, ports) };
}

describe('issue 5 line 1: the role that a person worked in last on this computer', () => {
  test('is there at the next start, for that person alone, and is the latest', async () => {
    const { start } = world();
    const first = start();
    await first.note(nurse, 'r1');
    await first.note(doctor, 'r2');
    await first.note(nurse, 'r3');
    const next = start();
    expect(await next.read(nurse)).toBe('r3');
    expect(await next.read(doctor)).toBe('r2');
    expect(await next.read({ ...nurse, issuer: 'https://q' })).toBeUndefined();
  });

  test('two that are noted at once are both there', async () => {
    const { start } = world();
    const roles = start();
    await Promise.all([roles.note(nurse, 'r1'), roles.note(doctor, 'r2')]);
    expect([await roles.read(nurse), await roles.read(doctor)]).toEqual(['r1', 'r2']);
  });

  test('the file names nobody, and no other user may read it', async () => {
    const { file, start } = world();
    await start().note(nurse, '555254240100');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/999000000001|Nurse|https/);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('the same person has another key on another computer', async () => {
    const keys = await Promise.all(
      [world(), world()].map(async ({ file, start }) => {
        await start().note(nurse, 'r1');
        return (JSON.parse(readFileSync(file, 'utf8')) as { roles: [string, string][] }).roles[0]?.[0];
      }),
    );
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  test('it keeps twenty people, and forgets who was there the longest ago', async () => {
    const { start } = world();
    const roles = start();
    const people = Array.from({ length: 21 }, (_, index) => ({ ...nurse, userId: String(999000000100 + index) }));
    for (const person of people) await roles.note(person, `r${person.userId}`);
    const read = await Promise.all(people.map((person) => roles.read(person)));
    expect(read.map((role) => role === undefined)).toEqual([true, ...Array.from({ length: 20 }, () => false)]);
  });

  test.each([
    ['no JSON', 'r1'],
    ['empty', ''],
    ['of another kind', '{"version":2}'],
    [
      'too many',
      JSON.stringify({
        version: 1,
        salt: 'a'.repeat(22),
        roles: Array.from({ length: 21 }, () => ['a'.repeat(43), 'r']),
      }),
    ],
  ])('a broken file is no error for anybody, is in the log, and is replaced: %s', async (_name, text) => {
    const { file, log, ports, start } = world();
    await start().note(nurse, 'r1');
    writeFileSync(file, text);
    const roles = createLastRoles(file, ports);
    expect(await roles.read(nurse)).toBeUndefined();
    expect(log.lines.map(({ code }) => code)).toContain('LAST_ROLES_NOT_READ');
    await roles.note(nurse, 'r2');
    expect(await roles.read(nurse)).toBe('r2');
  });

  test('a disk that takes nothing is in the log alone', async () => {
    const { log } = world();
    const files = {
      readText: () => Promise.reject(new Error('EIO')),
      replaceDurably: () => Promise.reject(new Error('ENOSPC')),
    };
    const roles = createLastRoles('nowhere', { files, random: systemRandom, log });
    await roles.note(nurse, 'r1');
    expect(await roles.read(nurse)).toBeUndefined();
    expect(log.lines.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['LAST_ROLES_NOT_READ', 'LAST_ROLES_NOT_WRITTEN']),
    );
  });

  test('invariant 7: a computer that became a shared terminal forgets it', async () => {
    const { file, ports, start } = world();
    await start().note(nurse, 'r1');
    await forgetLastRoles(file, ports);
    expect(existsSync(file)).toBe(false);
    await forgetLastRoles(file, ports);
  });
});
