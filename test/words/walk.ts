/** Walks two catalogues of one shape side by side, for tests of a translation. */

export interface Said {
  /** `home.idle.personal`, with what a function was given behind it. */
  readonly path: string;
  readonly english: string;
  readonly welsh: string;
  /** What a function was given to put into its text. */
  readonly given: readonly string[];
}

/** What functions are called with, by path; `text` where a path is not named. Several calls, where it depends on a count. */
export type Samples = Readonly<Record<string, readonly (readonly unknown[])[]>>;

const text = (index: number) => `Enghraifft-${index}`;

export function pairsOf(english: unknown, welsh: unknown, samples: Samples = {}, path = ''): readonly Said[] {
  if (typeof english === 'string') {
    return [{ path, english, welsh: typeof welsh === 'string' ? welsh : `not a string: ${typeof welsh}`, given: [] }];
  }
  if (typeof english === 'function') {
    const calls = samples[path] ?? [Array.from({ length: english.length }, (_, index) => text(index))];
    return calls.flatMap((given) => {
      const called = `${path}(${given.map((one) => JSON.stringify(one)).join(', ')})`;
      const [said, translated] = [english, welsh].map((one) => (one as (...given: unknown[]) => unknown)(...given));
      const shown = given.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
      return pairsOf(said, translated, samples, called).map((pair) => ({ ...pair, given: shown }));
    });
  }
  if (typeof english === 'object' && english !== null) {
    const [names, others] = [english, welsh as object].map((one) => Object.keys(one ?? {}).sort());
    if (JSON.stringify(names) !== JSON.stringify(others))
      throw new Error(`${path}: not the same keys in both languages`);
    return Object.entries(english).flatMap(([name, value]) =>
      pairsOf(value, (welsh as Record<string, unknown>)[name], samples, path === '' ? name : `${path}.${name}`),
    );
  }
  if (english !== welsh) throw new Error(`${path}: ${String(english)} and ${String(welsh)}`);
  return [];
}

/** Texts that are as in English, other than those in `same`: a product's name, or something that somebody has forgotten. */
export function untranslated(pairs: readonly Said[], same: readonly string[]): readonly string[] {
  return pairs.filter(({ english, welsh }) => english === welsh && !same.includes(english)).map(({ path }) => path);
}

/** Functions whose Welsh leaves out something that their English tells. */
export function withoutArguments(pairs: readonly Said[]): readonly string[] {
  return pairs
    .filter(({ english, welsh, given }) => given.some((one) => english.includes(one) && !welsh.includes(one)))
    .map(({ path }) => path);
}
