import { expect, test } from 'vitest';
import { PERSONA_IDS } from '../simulator/index.ts';
import { journeys } from './journey-world.ts';

/** The machine's runner, with the provider behind it. */
const { begin } = journeys();

test.each([
  ['before the log-in', true],
  ['in the middle of it', false],
])(
  'R24 a person’s own idle limit, chosen %s, is that of the session that runs, and none beyond the policy’s is',
  async (_when, isEarly) => {
    const it = await begin({ session: { idleMinutes: 10 } });
    const minutes = () => {
      const view = it.view();
      return view.kind === 'home' ? view.who.standing.idleLimitMinutes : view.kind;
    };
    if (isEarly) it.session.limitIdle(3);
    it.gesture({ type: 'loginRequested' });
    await it.inBrowser(PERSONA_IDS.nurse, 'securityKey');
    await it.when('home');
    expect(minutes()).toBe(isEarly ? 3 : 10);
    it.session.limitIdle(3);
    expect(minutes()).toBe(3);
    it.session.limitIdle(15);
    expect(minutes(), 'and no later for the session that is there').toBe(3);
    it.power.touched(undefined);
    const passedMs = await it.passUntil(() => it.view().kind === 'locked', 4 * 60_000);
    expect(passedMs).toBeLessThanOrEqual(3 * 60_000 + 1_000);
  },
);
