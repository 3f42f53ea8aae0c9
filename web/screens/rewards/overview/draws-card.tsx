import type { getDrawsContract } from '../../../../api/draws/get-draws.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useRewardWords } from '../words.ts';

type Draw = CallReply<typeof getDrawsContract>['draws'][number];

/** The draws in force, with what is left of their prizes. Nothing where there are none: most programmes have none. */
export function DrawsCard() {
  const words = useRewardWords().draws;
  const draws = useReply<typeof getDrawsContract>('get /v1/draws', {});
  if (draws.data?.draws.length === 0) return null;
  return (
    <Card title={words.title} about={words.about} className="wide">
      <Asked reply={draws}>
        {({ draws: rows }) => (
          <div className="stack">
            {rows.map((draw) => (
              <Prizes key={draw.id} draw={draw} />
            ))}
          </div>
        )}
      </Asked>
    </Card>
  );
}

function Prizes({ draw: { name, look, prizes } }: { readonly draw: Draw }) {
  const words = useRewardWords().draws;
  const format = useFormat();
  const figures = [words.chance, words.won, words.left];
  return (
    <div>
      <h3>
        {name} <span className="chip quiet">{words.looks[look]}</span>
      </h3>
      <ListTable
        label={name}
        columns={[words.prize, ...figures.map((each) => ({ name: each, figures: true as const }))]}
      >
        {prizes.map((prize) => (
          <tr key={prize.id}>
            <td>
              {prize.name} {prize.left === 0 && <span className="chip warn">⚠ {words.out}</span>}
            </td>
            <td className="number">{format.percent(prize.chance)}</td>
            <td className="number">{prize.won === null ? words.uncounted : format.number(prize.won)}</td>
            <td className="number">{prize.left === null ? words.endless : format.number(prize.left)}</td>
          </tr>
        ))}
      </ListTable>
    </div>
  );
}
