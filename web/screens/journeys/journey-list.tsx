import { useDeferredValue, useState } from 'react';
import { Link } from 'wouter';
import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Allowed } from '../../session/allowed.tsx';
import { useMay } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { useSegments } from '../segments/use-segments.ts';
import { JourneyStatus } from './frame/journey-status.tsx';
import { RecipeList } from './list/recipe-list.tsx';
import { useRecipeWords } from './list/words.ts';
import './journeys.css';

type Line = CallReply<typeof getJourneysContract>['journeys'][number];

/** All journeys: how they stand, what lets people in, and who is inside. */
export function JourneyList() {
  const words = useWords().journeys;
  const recipes = useRecipeWords();
  useTitle(words.title);
  const mayEdit = useMay('marketer');
  const reply = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  const [wanted, setWanted] = useState('');
  const [isNew, setIsNew] = useState(false);
  const search = useDeferredValue(wanted.trim().toLocaleLowerCase());
  const taken = reply.data?.journeys.map(({ id }) => id) ?? [];
  return (
    <div className="stack">
      <header className="journey-head">
        <h1 className="grow">{words.title}</h1>
        <input
          type="search"
          className="journey-search"
          aria-label={words.search}
          placeholder={words.search}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <Link href="/templates" className="button">
          {words.templates}
        </Link>
        {mayEdit && (
          <button className="button main" type="button" onClick={() => setIsNew(true)}>
            {words.fresh}
          </button>
        )}
      </header>
      <section className="card" aria-label={words.title}>
        <Asked reply={reply} rows={7}>
          {({ journeys }) =>
            journeys.length === 0 ? (
              <div className="stack">
                <h2>{words.empty}</h2>
                <Allowed to="marketer">
                  <RecipeList taken={taken} />
                </Allowed>
              </div>
            ) : (
              <Lines lines={journeys.filter((line) => isFound(line, search))} />
            )
          }
        </Asked>
      </section>
      {isNew && (
        <Dialog title={recipes.title} close={() => setIsNew(false)}>
          <RecipeList taken={taken} />
        </Dialog>
      )}
    </div>
  );
}

function isFound({ id, name }: Line, search: string): boolean {
  return id.includes(search) || name.toLocaleLowerCase().includes(search);
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const words = useWords().journeys;
  const { columns } = words;
  if (lines.length === 0) return <p className="soft">{words.notFound}</p>;
  return (
    <ListTable
      label={words.title}
      columns={[columns.name, columns.status, columns.enter, columns.does, { name: columns.inside, figures: true }]}
    >
      {lines.map((line) => (
        <Row key={line.id} line={line} />
      ))}
    </ListTable>
  );
}

function Row({ line }: { readonly line: Line }) {
  const words = useWords().journeys;
  const format = useFormat();
  const { id, name, inside, does } = line;
  const told = new Map<string, string>(Object.entries(words.does));
  return (
    <tr>
      <td>
        <Link href={`/journeys/${id}`} className="journey-name">
          {name}
        </Link>
      </td>
      <td>
        <JourneyStatus of={line} />
      </td>
      <td>
        <Enters line={line} />
      </td>
      <td className="soft">{does.length === 0 ? '–' : does.map((each) => told.get(each) ?? each).join(', ')}</td>
      <td className="number">
        {inside === 0 ? (
          <span className="soft">–</span>
        ) : (
          <Link href={`/journeys/${id}/inside`}>{format.number(inside)}</Link>
        )}
      </td>
    </tr>
  );
}

/** What lets people in; a move by the segments it leads to. */
function Enters({ line: { enter } }: { readonly line: Line }) {
  const words = useWords().journeys;
  const segments = useSegments().data?.segments ?? [];
  const known = new Map<string, string>(Object.entries(words.enters));
  const names = enter.segments.map((id) => segments.find((each) => each.id === id) ?? { id, name: id, color: '' });
  if (names.length === 0) return known.get(enter.on) ?? enter.on;
  return (
    <>
      {words.movesTo}{' '}
      {names.map(({ id, name, color }) => (
        <span key={id} className="nowrap">
          {color !== '' && <span className="dot" style={{ background: color }} />}
          {name}{' '}
        </span>
      ))}
    </>
  );
}
