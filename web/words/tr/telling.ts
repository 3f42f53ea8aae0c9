import type { TellingWords } from '../../screens/customers/telling.ts';
import { NEXT_EITHER_WAY } from './next-kinds.ts';
import { besidesText, entryText } from './timeline.ts';
import { factText } from './timeline-facts.ts';
import { silenceText } from './silence-reasons.ts';
import { trendText } from './trend.ts';

export const telling: TellingWords = {
  scoreChange: ({ by }) =>
    ({
      recency: 'son alışverişin üzerinden, skoru koruyamayacak kadar uzun süre geçer',
      window: 'bir alışveriş, sayılan sürenin dışında kalır',
    })[by],
  silence: (reason, _because, say) => silenceText(reason, say),
  entry: entryText,
  fact: factText,
  besides: (decision, _rest, say) =>
    decision.journeys.length > 0 ? besidesText(decision, say) : entryText(decision, say),
  next: ({ what }) =>
    ({
      segment: 'başka bir segmente geçer',
      overdue: 'gecikir',
      lapsed: 'uzaklaşır',
      score: 'skoru değişir',
      ...NEXT_EITHER_WAY,
    })[what],
  trend: ({ read }, say) => trendText(read, say),
};
