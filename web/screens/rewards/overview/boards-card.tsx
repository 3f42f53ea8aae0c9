import { useState } from 'react';
import type { getBoardContract } from '../../../../api/boards/get-board.contract.ts';
import type { getBoardsContract } from '../../../../api/boards/get-boards.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { SelectField } from '../../journeys/build/fields/fields.tsx';
import { useRewardWords } from '../words.ts';

type Boards = CallReply<typeof getBoardsContract>['boards'];

/** The boards that customers opted in to, and the best of one of them. */
export function BoardsCard() {
  const words = useRewardWords().boards;
  const boards = useReply<typeof getBoardsContract>('get /v1/leaderboards', {});
  return (
    <Card title={words.title}>
      <Asked reply={boards}>
        {({ boards: all }) => (all.length === 0 ? <p className="soft">{words.none}</p> : <Known boards={all} />)}
      </Asked>
    </Card>
  );
}

function Known({ boards }: { readonly boards: Boards }) {
  const { boards: words, programme } = useRewardWords();
  const [wanted, setWanted] = useState('');
  const board = boards.find(({ id }) => id === wanted) ?? boards[0];
  if (board === undefined) return null;
  const { id, members, metric, window } = board;
  const of = [programme.boards.metrics[metric.by], programme.boards.windows[window]].join(', ');
  return (
    <div className="stack">
      <SelectField
        label={words.which}
        value={id}
        choices={boards.map((each) => ({ value: each.id, text: each.name }))}
        change={setWanted}
      />
      <p className="small soft">
        {of} · {words.members(members)}. {words.about}
      </p>
      <Best id={id} />
    </div>
  );
}

function Best({ id }: { readonly id: string }) {
  const words = useRewardWords();
  const { boards, points } = words;
  const format = useFormat();
  const reply = useReply<typeof getBoardContract>('get /v1/leaderboards/:id', { params: { id } });
  return (
    <Asked reply={reply} rows={5}>
      {({ board, top, uncounted }) => (
        <>
          {uncounted > 0 && <p className="small soft">{points.uncounted(uncounted)}</p>}
          {top.length === 0 ? (
            <p className="soft">{boards.nobody}</p>
          ) : (
            <ListTable label={board} columns={[boards.rank, boards.name, { name: boards.score, figures: true }]}>
              {top.map(({ rank, name, score }) => (
                <tr key={name}>
                  <td>{rank === null ? '–' : format.number(rank)}</td>
                  <td>{name}</td>
                  <td className="number">{format.number(score)}</td>
                </tr>
              ))}
            </ListTable>
          )}
        </>
      )}
    </Asked>
  );
}
