import type { FailureCode } from '../../preload/failures.ts';
import type { Person, Userinfo } from '../identity/userinfo.ts';
import type { Provider } from './provider.ts';
export type PersonCheck =
  | { readonly kind: 'same'; readonly userinfo: Userinfo }
  | { readonly kind: 'otherPerson' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'trouble'; readonly code: FailureCode; readonly detail: string };
export declare function checkPerson(provider: Provider, accessToken: string, person: Person): Promise<PersonCheck>;
