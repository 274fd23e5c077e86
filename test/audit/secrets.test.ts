import { expect, test } from 'vitest';
import { contentOf, sessionIdOf } from '../../main/audit/audit-line.ts';
import { current, intended, linesIn, memoryDisk, run } from './record.ts';

/** Synthetic, each in the form of what must never be written. 900 000 0009 is the NHS number of a sandbox patient. */
const secrets = {
  jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeW50aGV0aWMifQ.c2lnbmF0dXJl',
  opaqueToken: 'SYNTHETIC_token_0123456789abcdefghijklmnopqrstuvwxyz_0123456789abcdefghijklmn',
  code: 'SYNTHETIC~code',
  name: 'Sam SYNTHETIC',
  nhsNumber: '9000000009',
  nhsNumberWithSpaces: '900 000 0009',
  nhsNumberWithDashes: '900-000-0009',
  twoLines: 'x\n{"seq":2}',
};
const fields = ['userId', 'roleId', 'organisationCode', 'sessionId', 'requestId', 'actionId', 'code'] as const;

test.each(Object.entries(secrets))(
  'issue 5 line 7: a %s is not written, whichever field it comes in',
  async (_, secret) => {
    const disk = memoryDisk();
    const { audit } = run(disk);
    for (const field of fields) await audit.append({ ...intended('r'), [field]: secret });
    await audit.append({ ...intended('r'), amr: ['SMARTCARD', secret, secret] });
    expect(disk.text(current)).not.toContain(secret);
    const lines = linesIn(disk);
    expect(lines).toHaveLength(fields.length + 1);
    for (const [index, field] of fields.entries()) {
      expect(lines[index]?.[field === 'requestId' ? 'correlationId' : field], field).toBe('withheld');
    }
    expect(lines.at(-1)?.['amr']).toContain('withheld');
  },
);

test('issue 5 line 7: a field that is not of the record is not written', async () => {
  const disk = memoryDisk();
  const smuggled = {
    ...intended('r'),
    accessToken: secrets.jwt,
    patient: secrets.name,
    input: { nhs: secrets.nhsNumber },
  };
  await run(disk).audit.append(smuggled);
  for (const secret of [secrets.jwt, secrets.name, secrets.nhsNumber]) expect(disk.text(current)).not.toContain(secret);
});

test('issue 5 line 7: what is withheld belongs to nobody', async () => {
  const disk = memoryDisk();
  const { audit } = run(disk);
  await audit.append({ ...intended('r'), userId: secrets.jwt });
  expect(await audit.newestOf(secrets.jwt, 10)).toEqual([]);
});

test('issue 5 line 7: a line has a length that an answer of the provider cannot choose', () => {
  const amr = Array.from({ length: 10_000 }, () => 'A'.repeat(40));
  expect(JSON.stringify(contentOf({ ...intended('r'), amr })).length).toBeLessThan(1500);
});

test('issue 5 line 7: a session is named by a hash of its sid, and the same one the same way', () => {
  const sid = 'SYNTHETIC-sid-1';
  expect(sessionIdOf(sid)).toMatch(/^[0-9a-f]{32}$/);
  expect(sessionIdOf(sid)).toBe(sessionIdOf(sid));
  expect(sessionIdOf(sid)).not.toBe(sessionIdOf('SYNTHETIC-sid-2'));
  expect(sessionIdOf(undefined)).toBeUndefined();
});
