import { lazyWords } from '../../words/lazy-words.ts';
import type { rewards } from '../../words/en/rewards.ts';

export type RewardWords = typeof rewards;

/** What these screens say. */
export const useRewardWords = lazyWords<RewardWords>({
  en: async () => (await import('../../words/en/rewards.ts')).rewards,
  tr: async () => (await import('../../words/tr/rewards.ts')).rewards,
});
