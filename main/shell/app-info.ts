import type { AppInfo } from '../../preload/contract.ts';
import type { Policy } from '../policy/schema.ts';
import { browserName } from './chosen-browser.ts';
import { remoteSessionOf } from './remote-session.ts';
import { versionsOf } from './versions.ts';
import { windowTitle } from './window-options.ts';

/**
 * What the app says about itself.
 *
 * @param madeBy the policy of the present session, or of the next one; without any the computer counts as shared
 */
export function appInfoOf(
  madeBy: Policy | undefined,
  version: string,
  { versions, env }: Pick<NodeJS.Process, 'versions' | 'env'>,
): AppInfo {
  return {
    name: windowTitle,
    version,
    environment: madeBy?.environment ?? null,
    profile: madeBy?.session.profile ?? 'shared',
    versions: versionsOf({ versions }),
    browser: madeBy ? browserName(madeBy.browser) : null,
    remoteSession: remoteSessionOf(env),
    support: {
      continuity: madeBy?.support.continuity ?? null,
      localIt: madeBy?.support.localIt ?? null,
      registrationAuthority: madeBy?.support.registrationAuthority ?? null,
    },
  };
}
