import { use } from 'react';
import type { Language } from './speaking.ts';
import { useSpeech } from './words.tsx';

/** Words that only some screens say. They wait for them: the first page has no use for them, and its size is watched. */
export function lazyWords<Words>(languages: Readonly<Record<Language, () => Promise<Words>>>): () => Words {
  /** Asked for once: what is waited for has to be the same each time. */
  const asked = new Map<Language, Promise<Words>>();
  const wordsIn = (language: Language) => {
    const known = asked.get(language);
    if (known) return known;
    const coming = languages[language]();
    asked.set(language, coming);
    // Where the network failed, the next look asks again.
    coming.catch(() => asked.delete(language));
    return coming;
  };
  return function useLazyWords() {
    return use(wordsIn(useSpeech().language));
  };
}
