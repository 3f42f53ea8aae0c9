import { laterWords } from '../../../words/later.ts';
import type { rewardFigures } from '../../../words/en/reward-figures.ts';

export type RewardFigureWords = typeof rewardFigures;

/** What is said of what rewards cost and bring. */
export const useRewardFigureWords = laterWords<RewardFigureWords>({
  en: async () => (await import('../../../words/en/reward-figures.ts')).rewardFigures,
  tr: async () => (await import('../../../words/tr/reward-figures.ts')).rewardFigures,
});
