import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * The provider's store, in memory, one per simulator. Nothing is dropped when it expires: the provider itself judges
 * `exp`, and the national API can tell an expired bearer from one it never saw.
 */
export function createTokenStore(): (model: string) => Adapter {
  const stored = new Map<string, AdapterPayload>();

  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    const findBy = async (matches: (payload: AdapterPayload) => boolean) =>
      [...stored].find(([id, payload]) => id.startsWith(`${model}:`) && matches(payload))?.[1];

    return {
      upsert: async (id, payload) => {
        stored.set(key(id), payload);
      },
      find: async (id) => stored.get(key(id)),
      findByUid: (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: (userCode) => findBy((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = stored.get(key(id));
        if (payload !== undefined) stored.set(key(id), { ...payload, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => {
        stored.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [id, payload] of stored) {
          if (id.startsWith(`${model}:`) && payload.grantId === grantId) stored.delete(id);
        }
      },
    };
  };
}
