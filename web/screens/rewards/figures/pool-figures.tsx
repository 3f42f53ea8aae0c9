import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

/** What the coupons of each pool took off, and what was ordered after they were given. */
export function PoolFigures({ of: { pools, months } }: { readonly of: RewardFigures }) {
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
            {pools.map(({ id, name, granted, redeemed, cost, unpriced, orders, revenue }) => (
              <tr key={id}>
                <td>
                  <strong>{name}</strong>
                </td>
                <td className="number">{number(granted)}</td>
                <td className="number">{number(redeemed)}</td>
                <td className="number">
                  <Cost cost={cost} redeemed={redeemed} unpriced={unpriced} />
                </td>
                <td className="number">{number(orders ?? 0)}</td>
                <td className="number">{money(revenue ?? 0)}</td>
              </tr>
            ))}
          </ListTable>
          {months.length > 0 && <Months of={months} />}
          {pools.some(({ unpriced }) => unpriced > 0) && <p className="small soft">{words.unknownHint}</p>}
        </div>
      )}
    </Card>
  );
}

/** What was redeemed in each month, and what it took off. */
function Months({ of }: { readonly of: RewardFigures['months'] }) {
  const { pools: words } = useRewardFigureWords();
  const { number, month: nameOf } = useFormat();
  return (
    <ListTable
      label={words.byMonth}
      columns={[words.month, { name: words.redeemed, figures: true }, { name: words.cost, figures: true }]}
    >
      {of.map(({ month, redeemed, cost, unpriced }) => (
        <tr key={month}>
          <td>{nameOf(month)}</td>
          <td className="number">{number(redeemed)}</td>
          <td className="number">
            <Cost cost={cost} redeemed={redeemed} unpriced={unpriced} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

interface CostProps {
  readonly cost: number;
  readonly redeemed: number;
  readonly unpriced: number;
}

/** What is known of it, and of how many nothing is. */
function Cost({ cost, redeemed, unpriced }: CostProps) {
  const { pools: words } = useRewardFigureWords();
  const { number, money } = useFormat();
  return (
    <>
      {unpriced < redeemed || redeemed === 0 ? money(cost) : '–'}
      {unpriced > 0 && <span className="small soft below">{words.unpriced(number(unpriced))}</span>}
    </>
  );
}
