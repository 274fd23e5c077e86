import type { AppInfo } from '../../preload/contract.ts';
import type { FailureCode } from '../../preload/failures.ts';
import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';

export type Helper = Exclude<keyof AppInfo['support'], 'continuity'>;

/** How to reach them here, in the organisation's own words; nothing where policy has none. */
export function Contact({ who }: { readonly who: Helper }) {
  const own = useSession().appInfo?.support[who];
  if (!own) return null;
  return (
    <p className="app-contact">
      <strong>{words.screens.ownContact[who]}</strong> {own}
    </p>
  );
}

/** Whom the words of a failure send people to first. */
export function helperFor(code: FailureCode): Helper {
  return registrationAuthority.has(code) ? 'registrationAuthority' : 'localIt';
}

const registrationAuthority: ReadonlySet<FailureCode> = new Set([
  'AUTHORIZATION_DENIED',
  'AUTHORIZATION_UNMET_LEVEL',
  'LEVEL_TOO_LOW',
  'IDENTITY_LEVEL_UNKNOWN',
  'IDENTITY_LEVEL_TOO_LOW',
  'IDENTITY_LEVEL_CONFLICT',
  'ROLE_NOT_HELD',
  'ROLE_UNKNOWN',
  'ACTION_ROLE_CHANGED',
  'API_REFUSED',
  'API_LEVEL_TOO_LOW',
  'API_ROLE_REFUSED',
]);
