import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { RewardFigures } from './figures-page.tsx';
import { useRewardFigureWords } from './words.ts';

/** What came of banners and toasts, by the journey that shows them; its results say what people did then. */
export function PlacementFigures({ of: { placements } }: { readonly of: RewardFigures }) {
  const { placements: words, rewards } = useRewardFigureWords();
  const { number, percent } = useFormat();
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
          ]}
        >
          {placements.map(({ journey, name, shown, followed, dismissed, control, measured }) => (
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
            </tr>
          ))}
        </ListTable>
      )}
    </Card>
  );
}
