import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuditLog, type AuditEvent } from '../../main/audit/audit-log.ts';

const event: AuditEvent = {
  event: 'action.intended',
  outcome: 'intended',
  actionId: 'sign',
  requestId: 'r',
  userId: '999000000001',
  roleId: '5',
  organisationCode: 'A81001',
  level: 3,
  amr: ['FIDO2'],
};

function log(fails: (line: number) => boolean = () => false) {
  const lines: string[] = [];
  let tries = 0;
  const audit = createAuditLog('/audit.jsonl', {
    clock: { wallMs: () => 0 },
    files: {
      appendDurably: async (_path, text) => {
        tries += 1;
        if (fails(tries)) throw new Error('disk full');
        lines.push(text);
      },
    },
  });
  return { audit, lines };
}

test('each line holds the hash of the line before it, also when written at once', async () => {
  const { audit, lines } = log();
  await Promise.all([audit.append(event), audit.append(event), audit.append(event)]);
  expect(lines).toHaveLength(3);
  const [first, second] = lines.map((line) => line.trimEnd());
  expect(JSON.parse(first ?? '')).toMatchObject({ previous: null, at: '1970-01-01T00:00:00.000Z' });
  expect(JSON.parse(second ?? '')).toMatchObject({
    previous: createHash('sha256')
      .update(first ?? '')
      .digest('hex'),
  });
});

test('invariant 9: a line that could not be written is told to its caller, and the chain goes on without it', async () => {
  const { audit, lines } = log((line) => line === 2);
  await audit.append(event);
  await expect(audit.append(event)).rejects.toThrow('disk full');
  await audit.append(event);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    previous: createHash('sha256')
      .update((lines[0] ?? '').trimEnd())
      .digest('hex'),
  });
});
