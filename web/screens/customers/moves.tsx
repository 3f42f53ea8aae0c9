import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { getMovesContract } from '../../../api/segments/get-moves.contract.ts';
import { usePages } from '../../api/use-pages.ts';
import type { CallReply } from '../../api/call.ts';
import { useFormat } from '../../format/use-format.ts';
import { Pages } from '../../ui/pages.tsx';
import { Scrolls } from '../../ui/scrolls.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { useCauseText } from '../segments/use-cause-text.ts';
import { OnlyFor } from '../../session/allowed.tsx';
import { LaunchDrawer } from '../launch/launch.tsx';
import type { LaunchTo } from '../launch/launch-drawer.tsx';
import { readMoveQuestion, type MoveQuestion } from './move-question.ts';
import { useNames, type Names } from './use-names.ts';
import './customers.css';

type Move = CallReply<typeof getMovesContract>['moves'][number];

const SPANS = [1, 7, 30, 90, 365] as const;

/** Who moved from one segment to another within so many days, or on one day. */
export function Moves() {
  const words = useWords().customers;
  const format = useFormat();
  const [address, setAddress] = useSearchParams();
  const asked = readMoveQuestion(address);
  const names = useNames();
  const end = (segment: string | null) =>
    segment === null ? words.moves.anywhere : names.nameOf(segment === 'none' ? null : segment);
  const title = words.moves.title(end(asked.from), end(asked.to));
  useTitle(title);
  const pages = usePages<typeof getMovesContract>('get /v1/moves', (cursor) => ({ query: { ...asked.query, cursor } }));
  const shown = pages.data?.pages.flatMap(({ moves }) => moves) ?? [];
  const [when, isOther] =
    asked.day !== null
      ? [words.moves.on(format.day(asked.day)), true]
      : asked.since !== null
        ? [words.moves.since(format.dateTime(asked.since)), true]
        : [words.moves.within(asked.days), false];
  const setDays = (days: string) =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      next.delete('day');
      next.delete('since');
      next.set('days', days);
      return next;
    });
  return (
    <section className="card stack">
      <div className="row">
        <div className="grow">
          <h1>{title}</h1>
          <p className="small soft">
            {when}. {words.moves.note}
          </p>
        </div>
        <label className="row">
          <span className="small">{words.moves.days}</span>
          <select value={isOther ? '' : asked.days} onChange={({ target }) => setDays(target.value)}>
            {isOther && <option value="">{when}</option>}
            {[...new Set([...SPANS, ...(isOther ? [] : [asked.days])])].map((days) => (
              <option key={days} value={days}>
                {words.moves.dayCount(days)}
              </option>
            ))}
          </select>
        </label>
        <LaunchMoved asked={asked} moves={shown} title={title} />
      </div>
      <Pages pages={pages}>
        {() => (shown.length === 0 ? <Nobody /> : <MoveTable label={title} moves={shown} names={names} />)}
      </Pages>
    </section>
  );
}

function Nobody() {
  const words = useWords().customers.moves;
  return (
    <div className="notice">
      <p>{words.none}</p>
      <Link href="/" className="button small">
        {words.back}
      </Link>
    </div>
  );
}

interface MoveTableProps {
  readonly label: string;
  readonly moves: readonly Move[];
  readonly names: Names;
}

function MoveTable({ label, moves, names }: MoveTableProps) {
  const words = useWords();
  const causeText = useCauseText();
  const format = useFormat();
  const { moves: say } = words.customers;
  return (
    <Scrolls label={label}>
      <table className="list people-table">
        <thead>
          <tr>
            {[say.customer, say.at, say.move, say.score, say.why].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moves.map(({ customer, at, from, to, score, cause }) => (
            <tr key={`${customer} ${at}`}>
              <td>
                <Link href={`/customers/${encodeURIComponent(customer)}`} className="id">
                  {customer}
                </Link>
              </td>
              <td className="nowrap">
                <time dateTime={at}>{format.dateTime(at)}</time>
              </td>
              <td className="nowrap">
                <span className="dot" style={{ background: names.colorOf(to) }} />
                {words.segments.moves.arrow(names.nameOf(from), names.nameOf(to))}
              </td>
              <td>{score}</td>
              <td>{causeText(cause)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface LaunchMovedProps {
  readonly asked: MoveQuestion;
  readonly moves: readonly Move[];
  readonly title: string;
}

/** Launches for the move itself where a launch can name it; else for those who are shown. */
function LaunchMoved({ asked, moves, title }: LaunchMovedProps) {
  const words = useWords().customers;
  const [launching, setLaunching] = useState(false);
  const customers = [...new Set(moves.map(({ customer }) => customer))];
  const to: LaunchTo = asked.moved === null ? { customers } : { moved: asked.moved };
  return (
    <>
      <OnlyFor to="marketer">
        <button
          className="button main"
          type="button"
          disabled={moves.length === 0}
          title={asked.moved === null ? words.shownOnly : undefined}
          onClick={() => setLaunching(true)}
        >
          {words.launch}
        </button>
      </OnlyFor>
      {launching && (
        <LaunchDrawer
          to={to}
          name={asked.moved === null ? words.who.shown(customers.length) : title}
          close={() => setLaunching(false)}
        />
      )}
    </>
  );
}
