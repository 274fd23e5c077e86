/** What a look has found; the detail says it in words, and never holds a token, code or verifier. */
export interface Finding {
  /** `null`: it could not be looked at on this computer; the detail says why. */
  readonly ok: boolean | null;
  readonly detail: string;
}

/** Whether two values are the same, said in words. */
export function same(actual: string | number | null | undefined, expected: string | number | null): Finding {
  const ok = (actual ?? null) === expected;
  return { ok, detail: ok ? inWords(expected) : `expected ${inWords(expected)}, found ${inWords(actual)}` };
}

function inWords(value: string | number | null | undefined): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  return typeof value === 'number' ? String(value) : `“${value}”`;
}

export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
