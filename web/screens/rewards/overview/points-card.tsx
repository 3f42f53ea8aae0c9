import type { getPointsLiabilityContract } from '../../../../api/loyalty/get-points-liability.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { byMonth } from '../programme.ts';
import { useRewardWords } from '../words.ts';

type Liability = CallReply<typeof getPointsLiabilityContract>;

/** As far ahead as the API looks. */
const DAYS_AHEAD = 400;

export function useLiability() {
  return useReply<typeof getPointsLiabilityContract>('get /v1/points/liability', { query: { days: DAYS_AHEAD } });
}

/** What all customers together can spend, wait for and owe, and what expires when. */
export function PointsCard({ version }: { readonly version: number }) {
  const words = useRewardWords().points;
  const liability = useLiability();
  return (
    <Card title={words.title} about={words.about(version)}>
      <Asked reply={liability}>{(reply) => <Figures of={reply} />}</Asked>
    </Card>
  );
}

function Figures({ of }: { readonly of: Liability }) {
  const words = useRewardWords().points;
  const format = useFormat();
  const { active, pending, debt, customers, uncounted, money } = of;
  const figures = [
    [words.active, active, money?.active],
    [words.pending, pending, money?.pending],
    [words.debt, debt, money?.debt],
    [words.customers, customers, undefined],
  ] as const;
  return (
    <div className="stack">
      {uncounted > 0 && <p className="small soft">{words.uncounted(uncounted)}</p>}
      <dl className="figures">
        {figures.map(([name, value, worth]) => (
          <div key={name}>
            <dt className="small soft">{name}</dt>
            <dd>
              <strong>{format.number(value)}</strong>
              {worth !== undefined && <span className="small soft below">{words.worth(format.money(worth))}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {customers === 0 ? <p className="notice">{words.none}</p> : <Expiring of={of} />}
    </div>
  );
}

function Expiring({ of: { expiring } }: { readonly of: Liability }) {
  const words = useRewardWords().points;
  const format = useFormat();
  const months = byMonth(expiring);
  if (months.length === 0) return <p className="small soft">{words.nothing}</p>;
  return (
    <div>
      <h3>{words.expiring}</h3>
      <ListTable label={words.expiring} columns={[words.month, { name: words.value, figures: true }]}>
        {months.map(({ month, points }) => (
          <tr key={month}>
            <td>{format.month(month)}</td>
            <td className="number">{format.number(points)}</td>
          </tr>
        ))}
      </ListTable>
    </div>
  );
}
