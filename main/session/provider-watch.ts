import { watchProviderEvents, type ProviderEvents } from '../oidc/provider-events.ts';
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

export interface WatchListener {
  ended(reason: 'providerEvent' | 'usedElsewhere'): void;
  /** The access token is not taken; a refresh tells why. */
  unauthorized(): void;
}

/** Listens to what the provider says of the session that is there (RFC 8936), where policy names a place to listen at. */
export function createProviderWatch(
  { provider }: Pick<Policy, 'provider'>,
  ports: WatchPorts,
  listener: WatchListener,
): ProviderWatch {
  const { eventsUri } = provider;
  let events: ProviderEvents | undefined;
  /** The session that is listened for, as it was last; without its tokens once it is gone. */
  let established: Established | undefined;

  function begin(uri: string, first: Established): ProviderEvents {
    const startedAtMs = ports.clock.wallMs();
    const { person, authentication, sids } = first;
    const atFirst = { person, authTimeSeconds: authentication.authTimeSeconds, sids };
    return watchProviderEvents(
      {
        eventsUri: uri,
        directory: ports.directory,
        accessToken: () => established?.tokens.accessToken,
        session: () => ({
          ...atFirst,
          startedAtMs,
          ...(established && {
            authTimeSeconds: established.authentication.authTimeSeconds,
            sids: established.sids,
          }),
        }),
        onEnded: (reason) => listener.ended(reason),
        onUnauthorized: () => listener.unauthorized(),
      },
      ports,
    );
  }

  return {
    follow(state) {
      established = establishedIn(state);
      if (eventsUri === undefined) return;
      if (established) {
        events ??= begin(eventsUri, established);
        return;
      }
      if (!events) return;
      const ended = events;
      events = undefined;
      // What ended it may be on its way, and says more than that the token is not taken any more.
      const isVague = state.session.kind === 'out' && state.session.end?.reason === 'revoked';
      if (isVague) ports.clock.after(moreSpecificWithinMs, () => ended.stop());
      else ended.stop();
    },
    async lookNow() {
      await events?.pollNow();
    },
  };
}
