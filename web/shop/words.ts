import type { Language } from '../words/speaking.ts';
import { en, type ShopWords } from './words-en.ts';
import { tr } from './words-tr.ts';

export const SHOP_WORDS: Readonly<Record<Language, ShopWords>> = { en, tr };

/** As it was chosen in the pages, or else as the browser has it. */
export function shopLanguage(): Language {
  const wanted = localStorage.getItem('sojourn.language') ?? navigator.language;
  return wanted.startsWith('tr') ? 'tr' : 'en';
}
