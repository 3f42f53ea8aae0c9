import type { TellingWords } from '../../screens/customers/telling.ts';
import { silenceText } from './silence-reasons.ts';
import { trendText } from './trend.ts';

export const telling: TellingWords = {
  scoreChange: ({ by }) =>
    ({
      recency: 'son alışverişin üzerinden, puanı koruyamayacak kadar uzun süre geçer',
      window: 'bir alışveriş, sayılan sürenin dışında kalır',
    })[by],
  silence: (reason, _because, say) => silenceText(reason, say),
  trend: ({ read }, say) => trendText(read, say),
};
