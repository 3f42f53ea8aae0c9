import type { getRecommendationsContract } from '../../../../api/catalogue/get-recommendations.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { useRewardWords } from '../words.ts';

interface RecommendedProps {
  /** Empty: nobody that is known. */
  readonly customer: string;
  /** Left out: as many as a list has where its step does not say. */
  readonly most?: number | undefined;
}

const USUAL = 4;

/** Which items stand in a list: they are chosen for each customer. */
export function Recommended({ customer, most = USUAL }: RecommendedProps) {
  const words = useRewardWords().placements.preview;
  const format = useFormat();
  const reply = useReply<typeof getRecommendationsContract>(
    'get /v1/customers/:id/recommendations',
    { params: { id: customer }, query: { limit: most } },
    { keep: true, when: customer !== '' },
  );
  if (customer === '') return <p className="small soft">{words.items}</p>;
  return (
    <Asked reply={reply} rows={2}>
      {({ recommendations }) =>
        recommendations.length === 0 ? (
          <p className="soft">{words.noItems}</p>
        ) : (
          <ul className="bullets">
            {recommendations.map(({ item, name, price }) => (
              <li key={item}>
                {name ?? item} {price !== null && <span className="soft">{format.money(price)}</span>}
              </li>
            ))}
          </ul>
        )
      }
    </Asked>
  );
}
