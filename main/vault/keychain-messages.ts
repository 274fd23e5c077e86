/** What main asks the keychain host for. `findCredentials` is not here: on Linux it can kill the process. */
export type KeychainRequest = {
  readonly id: number;
  readonly service: string;
  readonly account: string;
} & (
  | { readonly operation: 'get' | 'delete'; readonly secret?: undefined }
  | { readonly operation: 'set'; readonly secret: string }
);

/** `null` and `false` prove nothing on Linux: a locked keychain answers so, too (invariant 10). */
export type KeychainReply =
  | { readonly id: number; readonly ok: true; readonly value: string | boolean | null }
  | { readonly id: number; readonly ok: false; readonly reason: string };
