/** One part that is shipped, as `build/scripts/licences.ts` collects it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX */
  readonly licence: string;
  readonly text: string;
}

/** The licences of all that is in this installation, in a script of their own that the build makes. */
export async function loadLicences(): Promise<readonly Licence[]> {
  const { licences } = await import('virtual:licences');
  return licences;
}
