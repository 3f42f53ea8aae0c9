import { use } from 'react';
import type { rewards } from '../../words/en/rewards.ts';
import type { Language } from '../../words/speaking.ts';
import { useSpeech } from '../../words/words.tsx';

export type RewardWords = typeof rewards;

const LANGUAGES: Readonly<Record<Language, () => Promise<RewardWords>>> = {
  en: async () => (await import('../../words/en/rewards.ts')).rewards,
  tr: async () => (await import('../../words/tr/rewards.ts')).rewards,
};

/** Asked for once: what is waited for has to be the same each time. */
const asked = new Map<Language, Promise<RewardWords>>();

function wordsIn(language: Language): Promise<RewardWords> {
  const known = asked.get(language);
  if (known) return known;
  const coming = LANGUAGES[language]();
  asked.set(language, coming);
  // Where the network failed, the next look asks again.
  coming.catch(() => asked.delete(language));
  return coming;
}

/** What these screens say. They wait for it: the first page has no use for it, and its size is watched. */
export function useRewardWords(): RewardWords {
  return use(wordsIn(useSpeech().language));
}
