import type { Language } from './settings.ts';

/** Welsh has six forms; after a number most nouns need no more than these, and what is left out is said as `other`. */
interface Forms {
  readonly en: Readonly<Record<'one' | 'other', string>>;
  readonly cy: Readonly<Record<'one' | 'two' | 'other', string> & Partial<Record<'zero' | 'few' | 'many', string>>>;
}

/**
 * The form that a count takes in a language, for the words of either process: CLDR's rules as `Intl.PluralRules` has them,
 * which Chromium holds for Welsh too, unlike its dates, units and lists.
 */
export function pluralIn<Spoken extends Language>(language: Spoken): (count: number, forms: Forms[Spoken]) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => {
    const form: Partial<Record<Intl.LDMLPluralRule, string>> = forms;
    return form[rules.select(count)] ?? forms.other;
  };
}
