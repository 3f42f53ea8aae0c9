import { useMemo } from 'react';
import { useSpeech } from '../../words/words.tsx';

/** Those for which a frame has words, which most shops write in. */
export const USUAL_LANGUAGES = ['en', 'tr', 'de', 'es', 'fr', 'it', 'nl', 'pt'] as const;

/** How a language is called in the language of the page: `tr` is Turkish; what is no language yet is said as it is written. */
export function useLanguageName(): (tag: string) => string {
  const { language } = useSpeech();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
    return (tag) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    };
  }, [language]);
}
