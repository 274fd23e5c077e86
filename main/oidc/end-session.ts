import type { Person } from '../identity/userinfo.ts';
import type { Provider } from './provider.ts';
export declare function endSessionUrl(
  provider: Provider,
  options: { readonly person: Person; readonly sid: string | undefined; readonly state: string },
): string | undefined;
