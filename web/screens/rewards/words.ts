import type { rewards } from '../../words/en/rewards.ts';
import { laterWords } from '../../words/later.ts';

export type RewardWords = typeof rewards;

/** What these screens say. */
export const useRewardWords = laterWords<RewardWords>({
  en: async () => (await import('../../words/en/rewards.ts')).rewards,
  tr: async () => (await import('../../words/tr/rewards.ts')).rewards,
});
