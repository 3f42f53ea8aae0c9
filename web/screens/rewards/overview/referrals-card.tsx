import type { getReferralsContract } from '../../../../api/referrals/get-referrals.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useRewardWords } from '../words.ts';

const FIGURES = ['referrers', 'brought', 'bought', 'rewarded'] as const;

/** What has come of customers who bring customers. @param isOn whether the programme rewards it now */
export function ReferralsCard({ isOn }: { readonly isOn: boolean }) {
  const { referrals: words, points } = useRewardWords();
  const format = useFormat();
  const reply = useReply<typeof getReferralsContract>('get /v1/referrals', {});
  return (
    <Card title={words.title}>
      <div className="stack">
        {!isOn && <p className="soft">{words.off}</p>}
        <Asked reply={reply} rows={2}>
          {(figures) => (
            <>
              <dl className="figures">
                {FIGURES.map((figure) => (
                  <div key={figure}>
                    <dt className="small soft">{words[figure]}</dt>
                    <dd>
                      <strong>{format.number(figures[figure])}</strong>
                    </dd>
                  </div>
                ))}
              </dl>
              {figures.uncounted > 0 && <p className="small soft">{points.uncounted(figures.uncounted)}</p>}
            </>
          )}
        </Asked>
      </div>
    </Card>
  );
}
