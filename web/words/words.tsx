import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en } from './en/index.ts';
import { tr } from './tr/index.ts';
import type { Language } from './speaking.ts';

export type Words = typeof en;

const ALL: Readonly<Record<Language, Words>> = { en, tr };
const KEPT = 'sojourn.language';

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly speak: (language: Language) => void;
}

const Speech = createContext<Spoken>({ language: 'en', words: en, speak: () => undefined });

/** Everything that the pages say, in the language of the browser or the one that was chosen. */
export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      words: ALL[language],
      speak(wanted) {
        localStorage.setItem(KEPT, wanted);
        setLanguage(wanted);
      },
    }),
    [language],
  );
  return <Speech value={spoken}>{children}</Speech>;
}

export function useSpeech(): Spoken {
  return use(Speech);
}

export function useWords(): Words {
  return use(Speech).words;
}

function firstLanguage(): Language {
  const wanted = localStorage.getItem(KEPT) ?? navigator.language;
  return wanted.startsWith('tr') ? 'tr' : 'en';
}
