import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

type Reward = RewardFigures['rewards'][number];

/** Every reward that was given: how often, what it gave, and what was ordered after it. */
export function RewardTable({ of: { rewards } }: { readonly of: RewardFigures }) {
  const { rewards: words } = useRewardFigureWords();
  return (
    <Card title={words.title}>
      {rewards.length === 0 ? (
        <div className="stack">
          <p>{words.none}</p>
          <p className="soft small">{words.noneHint}</p>
        </div>
      ) : (
        <ListTable
          label={words.title}
          columns={[
            words.reward,
            { name: words.times, figures: true },
            words.given,
            { name: words.cost, figures: true },
            { name: words.orders, figures: true },
            { name: words.revenue, figures: true },
          ]}
          className="reward-figures"
        >
          {rewards.map((reward) => (
            <Row key={`${reward.kind}/${reward.id}`} reward={reward} />
          ))}
        </ListTable>
      )}
    </Card>
  );
}

function Row({ reward }: { readonly reward: Reward }) {
  const { rewards: words, kinds } = useRewardFigureWords();
  const { number, money } = useFormat();
  const { kind, id, times, started, points, coupons, tickets, prizes, cost, orders, revenue, measured } = reward;
  const nameOf = useNames();
  const gave = [
    ...(points > 0 ? [words.points(number(points))] : []),
    ...(coupons > 0 ? [words.coupons(coupons)] : []),
    ...(tickets > 0 ? [words.tickets(tickets)] : []),
    ...(prizes > 0 ? [words.prizes(prizes)] : []),
  ];
  return (
    <tr>
      <td>
        <strong>{nameOf(reward)}</strong>
        <span className="small soft below">{kinds[kind]}</span>
        {measured && (
          <Link href={`/journeys/${id}/results`} className="small">
            {words.results}
          </Link>
        )}
      </td>
      <td className="number">
        {number(times)}
        {started > 0 && <span className="small soft below">{words.ofStarted(number(started))}</span>}
      </td>
      <td>{gave.join(', ') || '–'}</td>
      <td className="number">{cost === null || points === 0 ? '–' : money(cost)}</td>
      {orders === null || revenue === null ? (
        <td className="number soft small" colSpan={2}>
          {words.byOrders}
        </td>
      ) : (
        <>
          <td className="number">{number(orders)}</td>
          <td className="number">{money(revenue)}</td>
        </>
      )}
    </tr>
  );
}

/** The two sides of a referral have names of ours. */
function useNames(): (reward: Reward) => string {
  const own = new Map<string, string>(Object.entries(useRewardFigureWords().referral));
  return ({ kind, id, name }) => (kind === 'referral' ? (own.get(id) ?? name) : name);
}
