import type { Provider } from 'oidc-provider';
import type { Authentications } from './authentication.ts';

export interface Sessions {
  /** The `sid`s that are not over of a person, or the one `sid` itself. */
  readonly live: (userIdOrSid: string) => readonly string[];
  /** Ends a `sid`: every token of it, and the browser's session. */
  readonly end: (sid: string) => Promise<void>;
}

export function createSessions(provider: Provider, authentications: Authentications): Sessions {
  const over = new Set<string>();
  return {
    live: (userIdOrSid) => {
      const found = [...authentications.values()].filter(
        ({ sid, persona }) => !over.has(sid) && [sid, persona.id].includes(userIdOrSid),
      );
      return [...new Set(found.map(({ sid }) => sid))];
    },
    end: async (sid) => {
      over.add(sid);
      for (const [grantId, authentication] of authentications) {
        if (authentication.sid !== sid) continue;
        await provider.AccessToken.revokeByGrantId(grantId);
        await provider.RefreshToken.revokeByGrantId(grantId);
        const session = await provider.Session.findByUid(authentication.browserSessionUid);
        await session?.destroy();
      }
    },
  };
}
