/** One part that is shipped, as `build/scripts/licences.ts` collects it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX */
  readonly licence: string;
  readonly text: string;
}

/**
 * The licences of all that is in this installation, from a script that the build puts beside the page: it knows them only when
 * all bundles are done. A script and not a file of data, since the page may make no connection (B17).
 */
export async function loadLicences(): Promise<readonly Licence[]> {
  const loaded: unknown = await import(/* @vite-ignore */ new URL('licences.js', document.baseURI).href);
  return (loaded as { readonly licences: readonly Licence[] }).licences;
}
