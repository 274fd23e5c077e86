import { describe, expect, test } from 'vitest';
import { limitsOf, withOwnIdleLimit } from '../../main/session/limits.ts';
import { machine, minuteMs, policy, secondMs } from './fixtures.ts';

/** `ux.md`, R24: a person may shorten the idle limit, and policy caps it. */

describe('R24 issue 6 line 8: a person’s own idle limit', () => {
  test.each<[profile: 'personal' | 'shared', ofPolicy: number | undefined, own: number | null, minutes: number]>([
    ['personal', undefined, 5, 5],
    ['personal', undefined, null, 15],
    ['personal', 5, 10, 5],
    ['personal', 5, 15, 5],
    ['personal', 1, 1, 1],
    ['shared', undefined, 15, 5],
    ['shared', 10, 2, 2],
    ['personal', undefined, 0, 1],
    ['personal', undefined, -5, 1],
  ])('%s, policy %s, own %s: %i minutes, never beyond the policy’s', (profile, ofPolicy, own, minutes) => {
    const limited = withOwnIdleLimit(
      policy({ profile, session: { ...(ofPolicy !== undefined && { idleMinutes: ofPolicy }) } }),
      own,
    );
    expect(limitsOf(limited).idleMs).toBe(minutes * minuteMs);
  });

  const active = () => {
    const it = machine();
    it.logIn({ lifeSeconds: 86_400 });
    return it;
  };

  test('HAZ-02 a shorter one counts at once, and nothing else of the session changes', () => {
    const it = active();
    const { endsAtMs } = it.standing;
    it.changePolicy(withOwnIdleLimit(policy(), 5));
    expect(it.standing).toMatchObject({ idleLimitMinutes: 5, endsAtMs, warning: null });
    it.tick(5 * minuteMs - 1);
    expect(it.where).toBe('active');
    it.tick(1);
    expect(it.where).toBe('locked idle');
  });

  test('HAZ-02 a longer one does not move the limit of the session that is there; the next unlock has it', () => {
    const it = active();
    it.changePolicy(withOwnIdleLimit(policy(), 5));
    it.changePolicy(withOwnIdleLimit(policy(), null));
    expect(it.standing.idleLimitMinutes).toBe(5);
    it.put({ type: 'lockRequested' });
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    expect(it.standing.idleLimitMinutes).toBe(15);
  });

  test('HAZ-08 somebody who has just touched the app is not thrown out by it: they are asked', () => {
    const it = active();
    it.tick(10 * minuteMs);
    it.put({ type: 'activityNoted', inputAtMs: it.nowMs });
    it.changePolicy(withOwnIdleLimit(policy(), 1));
    expect(it.where).toBe('active');
    it.tick(31 * secondMs);
    expect(it.standing.warning).toMatchObject({ cause: 'idle', leadsTo: 'locked' });
  });
});
