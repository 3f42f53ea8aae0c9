import { lazyWords } from '../../../words/lazy-words.ts';
import type { rewardFigures } from '../../../words/en/reward-figures.ts';

export type RewardFigureWords = typeof rewardFigures;

/** What is said of what rewards cost and bring. */
export const useRewardFigureWords = lazyWords<RewardFigureWords>({
  en: async () => (await import('../../../words/en/reward-figures.ts')).rewardFigures,
  tr: async () => (await import('../../../words/tr/reward-figures.ts')).rewardFigures,
});
