import { useQuery } from '@tanstack/react-query';
import type { ProblemWords } from './en/problems.ts';
import type { Language } from './speaking.ts';

const LANGUAGES: Readonly<Record<Language, () => Promise<ProblemWords>>> = {
  en: async () => (await import('./en/problems.ts')).problems,
  tr: async () => (await import('./tr/problems.ts')).problems,
};

/** The same, for pages that are no dashboard. */
export async function problemWordsIn(language: Language): Promise<ProblemWords> {
  return await LANGUAGES[language]();
}

/** Words for what can go wrong, loaded when something has: `null` until they are there. */
export function useProblemWords(language: Language): ProblemWords | null {
  const { data } = useQuery({
    queryKey: ['words of problems', language],
    queryFn: LANGUAGES[language],
    staleTime: Infinity,
  });
  return data ?? null;
}
