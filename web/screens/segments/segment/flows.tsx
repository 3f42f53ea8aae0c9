import { useState } from 'react';
import { Link } from 'wouter';
import type { getMovesDaysContract } from '../../../../api/segments/get-moves-days.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { DayBars } from '../../../charts/day-bars.tsx';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { DaysSelect } from '../../../ui/days-select.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Names } from '../../customers/use-names.ts';
import { flowsOf, perDay, type Flow, type MovesByDay } from './flow.ts';

interface FlowsProps {
  readonly segment: string;
  readonly names: Names;
}

/** Who came and who left, by day and by where from and where to; every number leads to those people. */
export function Flows({ segment, names }: FlowsProps) {
  const words = useWords().segment.flows;
  const [days, setDays] = useState(30);
  const came = useReply<typeof getMovesDaysContract>(
    'get /v1/moves/days',
    { query: { to: segment, days } },
    { keep: true },
  );
  const left = useReply<typeof getMovesDaysContract>(
    'get /v1/moves/days',
    { query: { from: segment, days } },
    { keep: true },
  );
  return (
    <Card
      title={words.title}
      about={<DaysSelect label={words.days} days={days} dayCount={words.dayCount} choose={setDays} />}
    >
      <Asked reply={came} rows={6}>
        {(into) => (
          <Asked reply={left} rows={6}>
            {(out) => (
              <>
                <Bars segment={segment} into={into} out={out} />
                <div className="flow-lists">
                  <FlowList
                    title={words.from}
                    flows={flowsOf(into, 'from')}
                    names={names}
                    toPeople={(other) => `/customers/moves?from=${other ?? 'none'}&to=${segment}&days=${days}`}
                  />
                  <FlowList
                    title={words.to}
                    flows={flowsOf(out, 'to')}
                    names={names}
                    toPeople={(other) => `/customers/moves?from=${segment}&to=${other ?? 'none'}&days=${days}`}
                  />
                </div>
              </>
            )}
          </Asked>
        )}
      </Asked>
    </Card>
  );
}

interface BarsProps {
  readonly segment: string;
  readonly into: MovesByDay;
  readonly out: MovesByDay;
}

function Bars({ segment, into, out }: BarsProps) {
  const words = useWords().segment.flows;
  const format = useFormat();
  const [came, left] = [perDay(into), perDay(out)];
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const [first, last] = [into.days[0], into.days.at(-1)];
  return (
    <>
      <p className="row">
        <span className="up">{words.in(total(came))}</span>
        <span className="down">{words.out(total(left))}</span>
      </p>
      <DayBars
        title={words.bars}
        days={into.days.map((day, place) => {
          const [up, down] = [came[place] ?? 0, left[place] ?? 0];
          return {
            day,
            up,
            down,
            label: words.bar(format.day(day), up, down),
            upTo: `/customers/moves?to=${segment}&day=${day}`,
            downTo: `/customers/moves?from=${segment}&day=${day}`,
          };
        })}
      />
      <div className="day-ends" aria-hidden="true">
        <span>{first && format.day(first)}</span>
        <span>{last && format.day(last)}</span>
      </div>
    </>
  );
}

interface FlowListProps {
  readonly title: string;
  readonly flows: readonly Flow[];
  readonly names: Names;
  readonly toPeople: (other: string | null) => string;
}

function FlowList({ title, flows, names, toPeople }: FlowListProps) {
  const words = useWords().segment.flows;
  const format = useFormat();
  const most = Math.max(1, ...flows.map(({ total }) => total));
  return (
    <div>
      <h3>{title}</h3>
      {flows.length === 0 && <p className="small soft">{words.none}</p>}
      <ul className="flow-list">
        {flows.map(({ other, total }) => (
          <li key={other}>
            <span>{other === null ? words.newcomers : names.nameOf(other)}</span>
            <span className="flow-bar" aria-hidden="true">
              <span style={{ width: `${(total / most) * 100}%`, background: names.colorOf(other) }} />
            </span>
            <Link href={toPeople(other)} className="number">
              {format.number(total)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
