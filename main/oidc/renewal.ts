import type { FailureCode } from '../../preload/failures.ts';
import type { Authentication } from '../identity/id-token.ts';
import type { Person, Userinfo } from '../identity/userinfo.ts';
import type { Clock } from '../ports.ts';
import type { Provider } from './provider.ts';
import type { TokenSet } from './tokens.ts';
export type RenewalAnswer =
  | {
      readonly kind: 'renewed';
      readonly tokens: TokenSet;
      readonly authentication: Authentication | undefined;
      readonly userinfo: Userinfo | undefined;
    }
  | { readonly kind: 'unproved'; readonly tokens: TokenSet }
  | {
      readonly kind: 'tryLater';
      readonly code: FailureCode;
      readonly detail: string;
      readonly retryAfterMs: number | undefined;
      readonly spent: 'no' | 'unknown';
    }
  | { readonly kind: 'cannotRenew'; readonly code: FailureCode; readonly detail: string }
  | { readonly kind: 'ended' }
  | { readonly kind: 'otherPerson'; readonly tokens: TokenSet };
export declare function renewTokens(
  provider: Provider,
  having: { readonly refreshToken: string; readonly sid: string | undefined; readonly person: Person },
  clock: Clock,
): Promise<RenewalAnswer>;
