import { useFormat } from '../../../../format/use-format.ts';
import type { Comparison } from './compared.tsx';
import { revenueAtEnd } from './revenue-at-end.ts';
import { useResultWords } from './words.ts';

interface EndOfMeasuringProps {
  readonly lift: Comparison['lifts'][number];
  readonly comparison: Comparison;
  /** As they are called within a sentence. */
  readonly arm: string;
  readonly control: string;
}

/** What a single look at the declared end says of money, in words, or why there is no number yet. */
export function EndOfMeasuring({ lift, comparison, arm, control }: EndOfMeasuringProps) {
  const words = useResultWords().lift.revenueAtEnd;
  const { exactMoney, dateTime } = useFormat();
  const found = revenueAtEnd(lift, comparison);
  const say = () => {
    switch (found.is) {
      case 'known': {
        const { from, to } = found;
        if (from > 0) return words.more(exactMoney(from), exactMoney(to), arm, control);
        if (to < 0) return words.less(exactMoney(-to), exactMoney(-from), arm, control);
        return words.either(exactMoney(-from), exactMoney(to), arm, control);
      }
      case 'early':
        return words.early(dateTime(found.ends));
      case 'unequal':
      case 'endless':
      case 'few-buyers':
      case 'few-customers':
        return words[found.is];
    }
  };
  return (
    <div>
      <h3>{words.title}</h3>
      <p className={found.is === 'known' ? '' : 'soft'}>{say()}</p>
      {found.is === 'known' && <p className="soft small">{words.sure}</p>}
    </div>
  );
}
