import { describe, expect, test } from 'vitest';
import type { watchProviderEvents } from '../../main/oidc/provider-events.ts';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { createProviderWatch } from '../../main/session/provider-watch.ts';
import { nodeHttp, recordedLog, steppedClock, systemRandom } from '../unit-support/system.ts';
import { doctor, machine, policy, startMs, type GrantOptions } from './fixtures.ts';

/** Which session is listened for, and how long. The listener itself is a double: what it hears is another test's matter. */
type Options = Parameters<typeof watchProviderEvents>[0];

function watching(over: Parameters<typeof policy>[0] = { provider: { eventsUri: 'https://p/events' } }) {
  const clock = steppedClock(startMs);
  const listeners: { readonly options: Options; stops: number }[] = [];
  const heard: string[] = [];
  const it = machine(policy(over));
  const { provider } = policy(over);
  const directory = createProviderDirectory(
    { issuer: provider.issuer, clientId: provider.clientId, allowLoopbackHttp: false },
    { http: nodeHttp, clock },
  );
  const watch = createProviderWatch(
    { provider },
    { clock, directory, http: nodeHttp, log: recordedLog(), random: systemRandom },
    { ended: (reason) => heard.push(reason), unauthorized: () => heard.push('unauthorized') },
    (options) => {
      const listener = { options, stops: 0 };
      listeners.push(listener);
      return {
        pollNow: async () => {
          heard.push('polled');
          return 'nothing';
        },
        stop: () => {
          listener.stops += 1;
        },
      };
    },
  );
  const logIn = (options: GrantOptions = {}) => {
    it.put({ type: 'loginRequested' });
    it.answer(options);
    it.saved();
    watch.follow(it.state);
  };
  it.start();
  logIn();
  return { it, watch, clock, listeners, heard, logIn, follow: () => watch.follow(it.state) };
}

describe('listening', () => {
  test('for the session that is there, by each sid since its log-in and the bearer of now', () => {
    const { it, listeners, heard, follow } = watching();
    const [listener] = listeners;
    expect(listener?.options).toMatchObject({ eventsUri: 'https://p/events', directory: expect.anything() });
    expect(listener?.options.session()).toMatchObject({
      person: { subject: '999000000001' },
      startedAtMs: startMs,
      authTimeSeconds: startMs / 1000,
    });
    listener?.options.onEnded('usedElsewhere');
    expect(heard).toEqual(['usedElsewhere']);
    expect([listener?.options.session().sids, listener?.options.accessToken()]).toEqual([['sid-1'], 'access-1']);
    it.renew({ sid: 'sid-2' });
    follow();
    expect(listeners, 'one, for as long as it lives').toHaveLength(1);
    expect([listener?.options.session().sids, listener?.options.accessToken()]).toEqual([
      ['sid-1', 'sid-2'],
      'access-2',
    ]);
  });

  test('stops with a lock or an end, and begins anew with the unlock', () => {
    const { it, listeners, follow } = watching();
    it.put({ type: 'lockRequested' });
    follow();
    expect(listeners[0]).toMatchObject({ stops: 1 });
    expect(listeners[0]?.options.accessToken(), 'no token is left in it').toBeUndefined();
    it.put({ type: 'unlockRequested' });
    it.answer();
    it.saved();
    follow();
    expect(listeners).toHaveLength(2);
    it.put({ type: 'logOutRequested' });
    follow();
    expect(listeners[1]?.stops).toBe(1);
  });

  test('not where policy names no place to listen at', async () => {
    const { listeners, watch, heard } = watching({});
    expect(listeners).toEqual([]);
    await watch.lookNow();
    expect(heard).toEqual([]);
  });

  test('one immediate poll, while there is a session', async () => {
    const { it, watch, heard, follow } = watching();
    await watch.lookNow();
    expect(heard).toEqual(['polled']);
    it.put({ type: 'logOutRequested' });
    follow();
    await watch.lookNow();
    expect(heard).toEqual(['polled']);
  });
});

describe('"revoked" may be followed by a word that says more', () => {
  const revoked = () => {
    const watched = watching();
    watched.it.untilRenewal();
    watched.it.renewalAnswered({ kind: 'ended' });
    watched.follow();
    return watched;
  };

  test('it is listened to for 2 s more, and its sids are still known', () => {
    const { clock, listeners } = revoked();
    expect(listeners[0]?.options.session().sids).toEqual(['sid-1']);
    clock.advance(1_999);
    expect(listeners[0]?.stops).toBe(0);
    clock.advance(1);
    expect(listeners[0]?.stops).toBe(1);
  });

  test('HAZ-01 not into the session of the next person', () => {
    const { listeners, logIn } = revoked();
    logIn({ person: doctor, sid: 'sid-2' });
    expect(listeners[0]?.stops).toBe(1);
    expect(listeners[1]?.options.session().person.subject).toBe(doctor.subject);
    expect(listeners[0]?.options.session().sids).toEqual(['sid-1']);
  });
});
