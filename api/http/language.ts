/** The languages of the pages that the server writes. */
const LANGUAGES = ['en', 'tr'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The first language that we have, of those that are wanted; English where none is. `accepted`: the header `Accept-Language`. */
export function languageFor(own: string | undefined, accepted: string | undefined): Language {
  const wanted = [own ?? '', ...(accepted ?? '').split(',')].map((one) => one.trim().slice(0, 2).toLowerCase());
  for (const one of wanted) {
    const known = LANGUAGES.find((language) => language === one);
    if (known !== undefined) return known;
  }
  return 'en';
}
