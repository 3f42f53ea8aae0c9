import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

/** What became of points, and how everything below is meant. */
export function PointFigures({ of: { points, worth, attributedDays } }: { readonly of: RewardFigures }) {
  const words = useRewardFigureWords();
  const { number, money } = useFormat();
  const shown = [
    { name: words.points.granted, value: points.granted, cost: points.granting },
    { name: words.points.spent, value: points.spent, cost: points.spending },
    { name: words.points.reversed, value: points.reversed, cost: null },
    { name: words.points.expired, value: points.expired, cost: null },
  ];
  return (
    <Card title={words.title}>
      <div className="stack">
        <p>
          <strong>{words.formula(attributedDays)}</strong> {words.attributed}
        </p>
        <h3>{words.points.title}</h3>
        <p className="small soft">
          {worth === null ? words.noWorth : words.worth(money(worth))}{' '}
          <Link href="/rewards/programme">{worth === null ? words.sayWorth : words.changeWorth}</Link>
        </p>
        <dl className="reward-points">
          {shown.map(({ name, value, cost }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <span className="value">{number(value)}</span>
                {cost !== null && <span className="soft small below">{words.points.cost(money(cost))}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}
