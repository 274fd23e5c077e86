import { expect, test } from 'vitest';
import { encodeRecord, storedBytes } from '../../main/vault/record.ts';
import { account, factsOf, nextRun, recordOf, storedOf, world } from './fake-world.ts';

const { role } = factsOf();
if (!role) throw new Error('the synthetic person has a role');
const activityCodes = Array.from({ length: 400 }, (_, index) => `B${String(1000 + index)}`);
const facts = factsOf('999000000001', { role: { ...role, activityCodes } });

test('issue 5 line 1: a role with hundreds of activity codes makes the record not a byte larger', () => {
  expect(storedBytes(JSON.stringify(activityCodes))).toBeGreaterThan(2_500);
  expect(storedBytes(encodeRecord(storedOf({ facts })))).toBe(storedBytes(encodeRecord(storedOf())));
});

test('and is kept and found without them: a continued session has them from userinfo', async () => {
  const it = world();
  expect(await it.vault.save(recordOf({ facts }))).toEqual({ kind: 'keychain' });
  expect(it.store.entries.get(account)).not.toContain('B1000');
  expect(await nextRun(it).vault.open()).toMatchObject({ kind: 'restorable', facts: { role } });
});
