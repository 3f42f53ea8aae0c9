import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

/** What the coupons of each pool took off, and what was ordered after they were given. */
export function PoolFigures({ of: { pools } }: { readonly of: RewardFigures }) {
  const { pools: words, rewards } = useRewardFigureWords();
  const { number, money } = useFormat();
  return (
    <Card title={words.title}>
      {pools.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <div className="stack">
          <ListTable
            label={words.title}
            columns={[
              words.pool,
              ...[words.granted, words.redeemed, words.cost, rewards.orders, rewards.revenue].map((name) => ({
                name,
                figures: true as const,
              })),
            ]}
          >
            {pools.map(({ id, name, granted, redeemed, cost, orders, revenue }) => (
              <tr key={id}>
                <td>
                  <strong>{name}</strong>
                </td>
                <td className="number">{number(granted)}</td>
                <td className="number">{number(redeemed)}</td>
                <td className="number">
                  {cost === null ? <span className="soft small">{words.unknown}</span> : money(cost)}
                </td>
                <td className="number">{number(orders ?? 0)}</td>
                <td className="number">{money(revenue ?? 0)}</td>
              </tr>
            ))}
          </ListTable>
          {pools.some(({ cost }) => cost === null) && <p className="small soft">{words.unknownHint}</p>}
        </div>
      )}
    </Card>
  );
}
