import { memo, useMemo, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { getMovesContract } from '../../../api/segments/get-moves.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { useLive } from '../../live/live.tsx';
import type { FeedView } from '../../live/move-feed.ts';
import type { MoveLine } from '../../live/stream.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/words.tsx';
import { useCauseText } from './use-cause-text.ts';
import { segmentNames, useSegments, type SegmentNames } from './use-segments.ts';

const SHOWN = 20;

/** Who moved last, as it happens. The list stands still while somebody points at it or is inside of it with the keyboard. */
export function MovesNow() {
  const words = useWords().segments;
  const { data } = useSegments();
  const names = useMemo(() => segmentNames(data?.segments ?? [], words.nameless), [data, words.nameless]);
  const [held, setHeld] = useState(false);
  const feed = useFeed(held);
  const past = useReply<typeof getMovesContract>('get /v1/moves', { query: { limit: SHOWN } });
  const hold = (now: boolean) => () => setHeld(now);
  return (
    <Card
      className="moves-now"
      title={words.moves.title}
      about={held ? words.moves.held : feed.more > 0 ? words.moves.more(feed.more) : undefined}
    >
      <Asked reply={past}>
        {({ moves }) => {
          const rows = newest(feed.moves, moves);
          if (rows.length === 0) return <p className="soft">{words.moves.none}</p>;
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- pointing at it is no action: it only holds still
            <div
              role="group"
              aria-label={words.moves.title}
              onPointerEnter={hold(true)}
              onPointerLeave={hold(false)}
              onFocus={hold(true)}
              onBlur={hold(false)}
            >
              <ul className="feed">
                {rows.map((move) => (
                  <Move key={`${move.customer} ${move.at} ${move.to}`} move={move} names={names} />
                ))}
              </ul>
            </div>
          );
        }}
      </Asked>
    </Card>
  );
}

/** What the feed shows; while it is held, what it showed when that began. */
function useFeed(held: boolean): FeedView {
  const { feed } = useLive();
  const now = useSyncExternalStore(feed.subscribe, feed.view);
  const [shown, setShown] = useState(now);
  if (!held && shown !== now) setShown(now);
  return held ? shown : now;
}

/** What came since the page was opened, and before that what was there already; each once. */
function newest(live: readonly MoveLine[], past: readonly MoveLine[]): readonly MoveLine[] {
  const keyOf = ({ customer, at, to }: MoveLine) => `${customer} ${at} ${to}`;
  const seen = new Set(live.map(keyOf));
  return [...live, ...past.filter((move) => !seen.has(keyOf(move)))].slice(0, SHOWN);
}

/** Remembered: of the rows that are shown, at most five a second are new. */
const Move = memo(function Move({ move, names }: { readonly move: MoveLine; readonly names: SegmentNames }) {
  const words = useWords().segments;
  const format = useFormat();
  const causeText = useCauseText();
  const { customer, at, from, to, cause } = move;
  return (
    <li className={names.rankOf(to) < names.rankOf(from) ? 'up-move' : 'down-move'}>
      <span className="line">
        <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link>
        <time className="soft small" dateTime={at}>
          {format.dateTime(at)}
        </time>
      </span>
      <span className="line">{words.moves.arrow(names.nameOf(from), names.nameOf(to))}</span>
      <span className="soft small">{causeText(cause)}</span>
    </li>
  );
});
