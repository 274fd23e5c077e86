import { expect } from 'vitest';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import type { WholeSession } from './whole-session.ts';

/** After a refusal: words, a line in the log by the same id, nothing stored, nobody half logged in, and a way on. */
export function expectRefused(it: WholeSession, code: string): void {
  const view = it.view();
  if (view.kind !== 'attemptFailed') throw new Error(`not refused: ${JSON.stringify(view)}`);
  expect(view.problem.code).toBe(code);
  expect(view.who, 'nobody is half logged in').toBeNull();
  expect(enFailures[view.problem.code].title).toMatch(/\w{3,}/);
  expect(it.log.lines).toContainEqual(
    expect.objectContaining({
      code,
      fields: expect.objectContaining({ correlationId: view.problem.correlationId }),
    }),
  );
  expect(it.vault.current()).toBeUndefined();
  expect(it.audited).toEqual([]);
  expect(it.gesture({ type: 'wentBack' })).toBe(true);
  expect(it.view().kind).toBe('loggedOut');
}
