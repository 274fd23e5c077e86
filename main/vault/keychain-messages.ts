/** What main asks the keychain host for. `findCredentials` is not here: on Linux it can kill the process. */
export type KeychainRequest = {
  readonly id: number;
  readonly service: string;
  readonly account: string;
} & (
  | { readonly operation: 'get' | 'delete'; readonly secret?: undefined }
  | { readonly operation: 'set'; readonly secret: string }
);

/** `null` and `false` prove nothing on Linux: a locked keychain answers so, too (invariant 10). A set answers `null`. */
export type KeychainReply =
  | { readonly id: number; readonly ok: true; readonly value: string | boolean | null }
  | { readonly id: number; readonly ok: false; readonly reason: string };

export function isKeychainReply(message: unknown): message is KeychainReply {
  if (typeof message !== 'object' || message === null || !('id' in message) || !('ok' in message)) return false;
  if (typeof message.id !== 'number') return false;
  if (message.ok === false) return 'reason' in message && typeof message.reason === 'string';
  if (message.ok !== true || !('value' in message)) return false;
  return message.value === null || typeof message.value === 'string' || typeof message.value === 'boolean';
}
