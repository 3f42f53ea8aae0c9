import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

/** What came of banners and toasts, by the journey that shows them; its results say what people did then. */
export function PlacementFigures({ of: { placements } }: { readonly of: RewardFigures }) {
  const { placements: words, rewards } = useRewardFigureWords();
  const { number, percent, money } = useFormat();
  return (
    <Card title={words.title}>
      {placements.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <ListTable
          label={words.title}
          columns={[
            words.journey,
            ...[words.shown, words.followed, words.dismissed, words.control].map((name) => ({
              name,
              figures: true as const,
            })),
            { name: rewards.orders, figures: true },
            { name: rewards.revenue, figures: true },
          ]}
        >
          {placements.map(({ journey, name, shown, followed, dismissed, control, after, measured }) => (
            <tr key={journey}>
              <td>
                <Link href={`/journeys/${journey}/results`}>{name}</Link>
                {measured && <span className="small soft below">{rewards.results}</span>}
              </td>
              <td className="number">{number(shown)}</td>
              <td className="number">
                {number(followed)}
                {shown > 0 && <span className="small soft below">{words.ofShown(percent(followed / shown))}</span>}
              </td>
              <td className="number">{number(dismissed)}</td>
              <td className="number">{number(control)}</td>
              <td className="number">
                {number(after.shown.orders)}
                <span className="small soft below">{words.afterClick(number(after.followed.orders))}</span>
              </td>
              <td className="number">
                {money(after.shown.revenue)}
                <Each of={after} />
              </td>
            </tr>
          ))}
        </ListTable>
      )}
    </Card>
  );
}

/** Per customer, beside those who are held out: the difference is what showing changed. */
function Each({ of: { shown, control } }: { readonly of: RewardFigures['placements'][number]['after'] }) {
  const { placements: words } = useRewardFigureWords();
  const { money } = useFormat();
  if (shown.customers === 0) return null;
  const each = money(Math.round(shown.revenue / shown.customers));
  const other = control.customers === 0 ? null : money(Math.round(control.revenue / control.customers));
  return <span className="small soft below">{other === null ? words.each(each) : words.eachBeside(each, other)}</span>;
}
