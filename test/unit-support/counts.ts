/**
 * How often a test repeats: `short` under `npm test`, `long` under `npm run test:long`. Which of the two it was stands in
 * the output, so that nobody mistakes the small count for the full one.
 */
export function count(short: number, long: number): number {
  const isLong = process.env['CIS2_TEST_LONG'] === '1';
  const chosen = isLong ? long : short;
  console.info(
    `Count: ${chosen} (${isLong ? `full; npm test takes ${short}` : `short; npm run test:long takes ${long}`})`,
  );
  return chosen;
}
