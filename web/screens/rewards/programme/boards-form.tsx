import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { withAt, withoutAt, type Board, type Programme } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { Removable, type PartProps } from './part.tsx';

const WINDOWS = ['week', 'month', 'all'] as const satisfies readonly Board['window'][];
const METRICS = ['points', 'purchases', 'quest'] as const satisfies readonly Board['metric']['by'][];

/** Boards that customers opt in to. */
export function BoardsForm({ draft, change }: PartProps) {
  const words = useRewardWords().programme;
  const { boards = [], ...others } = draft;
  const set = (next: Board[]) => change(next.length === 0 ? others : { ...draft, boards: next });
  const add = () => {
    const id = slugOf('board', new Set(boards.map((board) => board.id)));
    set([...boards, { id, name: '', metric: { by: 'points' }, window: 'month' }]);
  };
  return (
    <fieldset>
      <legend>{words.boards.title}</legend>
      <div className="stack">
        <p className="small soft">{words.boards.about}</p>
        {boards.length === 0 && <p className="soft">{words.boards.none}</p>}
        <Faults at="boards" />
        {boards.map((board, place) => (
          <Removable key={place} name={board.name || board.id} remove={() => set(withoutAt(boards, place))}>
            <BoardFields
              board={board}
              at={`boards[${place}]`}
              quests={draft.quests ?? []}
              change={(next) => set(withAt(boards, place, next))}
            />
          </Removable>
        ))}
        <button className="button small" type="button" onClick={add}>
          {words.boards.add}
        </button>
      </div>
    </fieldset>
  );
}

interface BoardProps {
  readonly board: Board;
  readonly at: string;
  readonly quests: NonNullable<Programme['quests']>;
  readonly change: (board: Board) => void;
}

function freshMetric(by: Board['metric']['by'], quests: BoardProps['quests']): Board['metric'] {
  return by === 'quest' ? { by, quest: quests[0]?.id ?? '' } : { by };
}

function BoardFields({ board, at, quests, change }: BoardProps) {
  const words = useRewardWords().programme;
  const { metric } = board;
  const setMetric = (next: Board['metric']) =>
    change({ ...board, metric: next, window: next.by === 'quest' ? 'all' : board.window });
  return (
    <div className="form-grid">
      <TextField
        label={words.name}
        at={`${at}.name`}
        value={board.name}
        change={(name) => change({ ...board, name })}
      />
      <TextField label={words.id} at={`${at}.id`} value={board.id} change={(id) => change({ ...board, id })} />
      <SelectField
        label={words.boards.metric}
        at={`${at}.metric`}
        value={metric.by}
        choices={choicesOf(METRICS, words.boards.metrics)}
        change={(by) => setMetric(freshMetric(by, quests))}
      />
      {metric.by === 'quest' ? (
        <SelectField
          label={words.boards.quest}
          at={`${at}.metric.quest`}
          value={metric.quest}
          choices={[
            ...(quests.some(({ id }) => id === metric.quest) ? [] : [{ value: metric.quest, text: metric.quest }]),
            ...quests.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          change={(quest) => setMetric({ by: 'quest', quest })}
        />
      ) : (
        <SelectField
          label={words.boards.window}
          at={`${at}.window`}
          value={board.window}
          choices={choicesOf(WINDOWS, words.boards.windows)}
          change={(window) => change({ ...board, window })}
        />
      )}
    </div>
  );
}
