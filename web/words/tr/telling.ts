import type { TellingWords } from '../../screens/customers/telling.ts';
import { besidesText, entryText } from './timeline.ts';
import { factText } from './timeline-facts.ts';
import { silenceText } from './silence-reasons.ts';
import { trendText } from './trend.ts';

export const telling: TellingWords = {
  scoreChange: ({ by }) =>
    ({
      recency: 'son alışverişin üzerinden, puanı koruyamayacak kadar uzun süre geçer',
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
      wait: 'yolculuktaki beklemesi biter',
      closes: 'yolculuğun bir sürümü kapanır',
      goal: 'hedefe ulaşma süresi dolar',
      condition: 'beklediği koşul sağlanabilir',
      date: 'yolculuğa alan bir tarihi gelir',
      loyalty: 'puanları, seviyesi ya da görevi değişir',
      audience: 'bir kitleye girebilir ya da kitleden çıkabilir',
    })[what],
  trend: ({ read }, say) => trendText(read, say),
};
