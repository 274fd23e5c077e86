/**
 * For the checks of the release workflow: says that it is so, or ends the check. `test/packaging/not-covered.ts` names these
 * words as proof.
 */
export function confirm(words: string, holds: boolean): void {
  if (!holds) throw new Error(`Not so: ${words}`);
  console.log(`ok  ${words}`);
}
