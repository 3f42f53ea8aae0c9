export type Language = 'en' | 'tr';

/** As `Intl` calls a language; the day before the month, and 24 hours. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', tr: 'tr-TR' };

export interface Speaking {
  readonly number: (value: number) => string;
  /** The form of a word that belongs to a number; languages without a form for one take the other. */
  readonly form: (value: number, forms: { readonly one?: string; readonly other: string }) => string;
  /** The number and the word, such as "3 orders". */
  readonly count: (value: number, forms: { readonly one?: string; readonly other: string }) => string;
}

export function speaking(language: Language): Speaking {
  const numbers = new Intl.NumberFormat(LOCALES[language]);
  const rules = new Intl.PluralRules(LOCALES[language]);
  const number = (value: number) => numbers.format(value);
  const form: Speaking['form'] = (value, { one, other }) =>
    rules.select(value) === 'one' && one !== undefined ? one : other;
  return { number, form, count: (value, forms) => `${number(value)} ${form(value, forms)}` };
}
