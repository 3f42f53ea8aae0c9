import { useState } from 'react';
import { Link } from 'wouter';
import type { getMovesContract } from '../../../api/segments/get-moves.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/words.tsx';
import { segmentNames, useSegments } from './use-segments.ts';

const SHOWN = 30;

/** Who moved last. The list stands still while somebody points at it or is inside of it with the keyboard. */
export function MovesNow() {
  const words = useWords().segments;
  const format = useFormat();
  const { data } = useSegments();
  const names = segmentNames(data?.segments ?? [], words.nameless);
  const [held, setHeld] = useState(false);
  const moves = useReply<typeof getMovesContract>('get /v1/moves', { query: { limit: SHOWN } }, { when: !held });
  const hold = (now: boolean) => () => setHeld(now);
  return (
    <Card title={words.moves.title} about={held ? words.moves.held : undefined}>
      <Asked reply={moves}>
        {({ moves: rows }) =>
          rows.length === 0 ? (
            <p className="soft">{words.moves.none}</p>
          ) : (
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
                {rows.map(({ customer, at, from, to, cause }) => (
                  <li key={`${customer} ${at}`} className={directionOf(names.rankOf(from), names.rankOf(to))}>
                    <span className="people line">
                      <span>
                        <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link>{' '}
                        {words.moves.arrow(names.nameOf(from), names.nameOf(to))}
                      </span>
                      <time className="soft small" dateTime={at} title={format.dateTime(at)}>
                        {format.dateTime(at)}
                      </time>
                    </span>
                    <span className="soft small">{cause.text}</span>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Asked>
    </Card>
  );
}

function directionOf(from: number, to: number): string {
  return to < from ? 'up-move' : 'down-move';
}
