import type { AppInfo } from '../../preload/contract.ts';

/** Put in by the build (`vite.config.ts`): `git describe` of what was built, or `null` where there was no git. */
declare const __CIS2_COMMIT__: string | null;

/** What the app is made of, for the About page and for support. */
export function versionsOf(process: {
  readonly versions: Readonly<Record<string, string | undefined>>;
}): AppInfo['versions'] {
  const { electron = '', chrome: chromium = '', node = '' } = process.versions;
  return { electron, chromium, node, commit: __CIS2_COMMIT__ };
}
