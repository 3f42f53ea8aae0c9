import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { en } from './en/index.ts';
import type { Language } from './speaking.ts';

export type Words = typeof en;

/** Loaded one by one: nobody reads two languages at once. */
const LANGUAGES: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en/index.ts')).en,
  tr: async () => (await import('./tr/index.ts')).tr,
};
const KEPT = 'sojourn.language';

interface Said {
  readonly language: Language;
  readonly words: Words;
}

interface Spoken extends Said {
  readonly speak: (language: Language) => void;
}

const Speech = createContext<Spoken | null>(null);

/** Everything that the pages say, in the language that was chosen, or else that of the browser. */
export async function firstWords(): Promise<Said> {
  const wanted = localStorage.getItem(KEPT) ?? navigator.language;
  const language = wanted.startsWith('tr') ? 'tr' : 'en';
  return { language, words: await LANGUAGES[language]() };
}

interface SpeechProviderProps {
  readonly first: Said;
  readonly children: ReactNode;
}

export function SpeechProvider({ first, children }: SpeechProviderProps) {
  const [said, setSaid] = useState(first);
  useEffect(() => {
    document.documentElement.lang = said.language;
  }, [said]);
  const spoken = useMemo<Spoken>(
    () => ({
      ...said,
      speak(language) {
        localStorage.setItem(KEPT, language);
        void LANGUAGES[language]().then((words) => setSaid({ language, words }));
      },
    }),
    [said],
  );
  return <Speech value={spoken}>{children}</Speech>;
}

export function useSpeech(): Spoken {
  const spoken = use(Speech);
  if (spoken === null) throw new Error('There are no words here: put the page below <SpeechProvider>.');
  return spoken;
}

export function useWords(): Words {
  return useSpeech().words;
}
