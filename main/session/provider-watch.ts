import { followProviderEvents, type ProviderEvents } from '../oidc/provider-events.ts';
import type { ProviderDirectory } from '../oidc/provider.ts';
import type { Policy } from '../policy/schema.ts';
import type { Clock, Http, Log, Random } from '../ports.ts';
import { moreSpecificWithinMs } from './ends.ts';
import { establishedIn, type Established, type State } from './state.ts';

export interface WatchPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly http: Http;
  readonly directory: ProviderDirectory;
}

export interface ProviderWatch {
  /** Listens for the session that is in `state`, and stops when it is gone. */
  follow(state: State): void;
  /** One immediate poll; resolves when it is answered, after 5 s at the latest. At once where there is nothing to poll. */
  lookNow(): Promise<void>;
}

/** Listens to what the provider says of the session that is there (RFC 8936), where policy names a place to listen at. */
export function createProviderWatch(
  { provider }: Pick<Policy, 'provider'>,
  ports: WatchPorts,
  onEnded: (reason: 'providerEvent' | 'usedElsewhere') => void,
): ProviderWatch {
  const { eventsUri } = provider;
  let current: Established | undefined;
  let events: ProviderEvents | undefined;

  return {
    follow(state) {
      const before = current;
      current = establishedIn(state);
      if (eventsUri === undefined) return;
      if (current && !before) {
        const { person, authentication } = current;
        events = followProviderEvents({
          ...ports,
          eventsUri,
          session: {
            subject: person.subject,
            startedAtMs: ports.clock.wallMs(),
            authTimeSeconds: authentication.authTimeSeconds,
            sids: () => current?.sids ?? [],
          },
          bearer: () => current?.tokens.accessToken,
          onEnded,
        });
      } else if (!current && events) {
        const { stop } = events;
        events = undefined;
        // What ended it may be on its way, and says more than that the token is not taken any more.
        const isVague = state.session.kind === 'out' && state.session.end?.reason === 'revoked';
        if (isVague) ports.clock.after(moreSpecificWithinMs, stop);
        else stop();
      }
    },
    lookNow: async () => events?.pollNow(),
  };
}
