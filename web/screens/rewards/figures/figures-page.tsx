import type { getRewardFiguresContract } from '../../../../api/rewards/get-reward-figures.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { useChosen } from '../../../ui/use-chosen.ts';
import { PlacementFigures } from './placement-figures.tsx';
import { PointFigures } from './point-figures.tsx';
import { PoolFigures } from './pool-figures.tsx';
import { RewardTable } from './reward-table.tsx';
import { useRewardFigureWords } from './words.ts';
import './figures.css';

export type RewardFigures = CallReply<typeof getRewardFiguresContract>;

const MONTHS = [1, 3, 6, 13] as const;

/** What each reward costs, and what was ordered after it. */
export function FiguresPage() {
  const words = useRewardFigureWords();
  const { chosen: address, choose } = useChosen();
  const months = MONTHS.find((each) => String(each) === address.get('months')) ?? 3;
  const reply = useReply<typeof getRewardFiguresContract>(
    'get /v1/rewards/figures',
    { query: { months } },
    { keep: true },
  );
  return (
    <div className="stack">
      <div className="row filters">
        <Choice name={words.months} value={String(months)} choose={(value) => choose('months', value)}>
          {MONTHS.map((each) => (
            <option key={each} value={each}>
              {words.monthCount(each)}
            </option>
          ))}
        </Choice>
      </div>
      <Asked reply={reply} rows={8}>
        {(of) => <Known of={of} />}
      </Asked>
    </div>
  );
}

function Known({ of }: { readonly of: RewardFigures }) {
  const words = useRewardFigureWords();
  return (
    <div className="stack">
      <PointFigures of={of} />
      <RewardTable of={of} />
      <PoolFigures of={of} />
      <PlacementFigures of={of} />
      {of.uncounted > 0 && <p className="small soft">{words.uncounted(of.uncounted)}</p>}
    </div>
  );
}
