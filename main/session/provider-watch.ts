import { watchProviderEvents, type ProviderEvents } from '../oidc/provider-events.ts';
import type { ProviderDirectory } from '../oidc/provider.ts';
import type { Policy } from '../policy/schema.ts';
import type { Cleanup, Clock, Http, Log, Random } from '../ports.ts';
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

/** A session that is listened for. */
interface Followed {
  /** Its tokens are other ones by now. */
  renewed(established: Established): void;
  /** It is gone, and `afterMs` later so is the interest in what ended it. */
  gone(afterMs: number): void;
}

/** Listens to what the provider says of the session that is there (RFC 8936), where policy names a place to listen at. */
export function createProviderWatch(
  { provider }: Pick<Policy, 'provider'>,
  ports: WatchPorts,
  listener: WatchListener,
  listen: typeof watchProviderEvents = watchProviderEvents,
): ProviderWatch {
  const { eventsUri } = provider;
  let followed: Followed | undefined;
  let stopLast: Cleanup = () => {};
  let events: ProviderEvents | undefined;

  function begin(uri: string, first: Established): Followed {
    const startedAtMs = ports.clock.wallMs();
    const { person } = first;
    // An event about a session that is gone still names one of its sids; its bearer is nobody's by then.
    let known = knownOf(first);
    const mine = listen(
      {
        eventsUri: uri,
        directory: ports.directory,
        accessToken: () => known.bearer,
        session: () => ({ person, startedAtMs, authTimeSeconds: known.authTimeSeconds, sids: known.sids }),
        onEnded: (reason) => listener.ended(reason),
        onUnauthorized: () => listener.unauthorized(),
      },
      ports,
    );
    events = mine;
    return {
      renewed(established) {
        known = knownOf(established);
      },
      gone(afterMs) {
        known = { ...known, bearer: undefined };
        events = undefined;
        stopLast = () => mine.stop();
        if (afterMs > 0) ports.clock.after(afterMs, stopLast);
        else stopLast();
      },
    };
  }

  return {
    follow(state) {
      if (eventsUri === undefined) return;
      const established = establishedIn(state);
      if (established && followed) {
        followed.renewed(established);
      } else if (established) {
        // What is still heard of the session before says nothing about this one.
        stopLast();
        followed = begin(eventsUri, established);
      } else if (followed) {
        // What ended it may be on its way, and says more than that the token is not taken any more.
        const isVague = state.session.kind === 'out' && state.session.end?.reason === 'revoked';
        followed.gone(isVague ? moreSpecificWithinMs : 0);
        followed = undefined;
      }
    },
    async lookNow() {
      await events?.pollNow();
    },
  };
}

interface Known {
  readonly bearer: string | undefined;
  readonly authTimeSeconds: number;
  readonly sids: readonly string[];
}

function knownOf({ tokens, authentication, sids }: Established): Known {
  return { bearer: tokens.accessToken, authTimeSeconds: authentication.authTimeSeconds, sids };
}
