import { use } from 'react';
import type { Language } from './speaking.ts';
import { useSpeech } from './words.tsx';

/**
 * Words that are loaded with the screens that say them: the first page has no use for them, and its size is watched.
 * @returns a hook; whoever calls it waits for the words, below a `<Suspense>`
 */
export function laterWords<Said>(languages: Readonly<Record<Language, () => Promise<Said>>>): () => Said {
  /** Asked for once: what is waited for has to be the same each time. */
  const asked = new Map<Language, Promise<Said>>();
  function wordsIn(language: Language): Promise<Said> {
    const known = asked.get(language);
    if (known) return known;
    const coming = languages[language]();
    asked.set(language, coming);
    // Where the network failed, the next look asks again.
    coming.catch(() => asked.delete(language));
    return coming;
  }
  return function useLaterWords() {
    return use(wordsIn(useSpeech().language));
  };
}
