import type { App } from 'electron';
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
  app: Pick<App, 'getVersion' | 'getApplicationNameForProtocol'>,
  { versions, env, platform }: Pick<NodeJS.Process, 'versions' | 'env' | 'platform'>,
): AppInfo {
  return {
    name: windowTitle,
    version: app.getVersion(),
    environment: madeBy?.environment ?? null,
    profile: madeBy?.session.profile ?? 'shared',
    versions: versionsOf({ versions }),
    browser: madeBy ? (browserName(madeBy.browser) ?? systemBrowser(madeBy.browser, app, platform)) : null,
    remoteSession: remoteSessionOf(env),
    support: {
      continuity: madeBy?.support.continuity ?? null,
      localIt: madeBy?.support.localIt ?? null,
      registrationAuthority: madeBy?.support.registrationAuthority ?? null,
    },
  };
}

/** As the system calls the browser that opens links (R10). On Linux that is the name of a file, which nobody knows it by. */
function systemBrowser(
  { use }: Pick<Policy['browser'], 'use'>,
  app: Pick<App, 'getApplicationNameForProtocol'>,
  platform: string,
): string | null {
  if (use !== 'default' || platform === 'linux') return null;
  return app.getApplicationNameForProtocol('https://') || null;
}
