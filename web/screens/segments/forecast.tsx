import { Link } from 'wouter';
import type { getSilenceContract } from '../../../api/silence/get-silence.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/words.tsx';
import { NextChanges } from './next-changes.tsx';

type Day = CallReply<typeof getSilenceContract>['days'][number];

const DAYS = 14;

/** Whom silence will move, day by day, and who is next. */
export function Forecast() {
  const words = useWords().segments.forecast;
  const silence = useReply<typeof getSilenceContract>('get /v1/silence', { query: { days: DAYS } });
  const total = silence.data?.days.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <Card title={words.title} about={total === undefined ? undefined : words.about(total)} className="forecast">
      <Asked reply={silence} rows={3}>
        {({ days }) => <Bars days={days} />}
      </Asked>
      <h3>{words.next}</h3>
      <NextChanges />
    </Card>
  );
}

function Bars({ days }: { readonly days: readonly Day[] }) {
  const words = useWords().segments.forecast;
  const format = useFormat();
  const most = Math.max(1, ...days.map(({ customers }) => customers));
  const height = (customers: number) => `${(customers / most) * 100}%`;
  return (
    <>
      <ol className="forecast-bars">
        {days.map(({ day, overdue, lapsed }) => (
          <li key={day} title={words.bar(`${format.weekday(day)} ${format.day(day)}`, overdue, lapsed)}>
            <Link
              href={`/customers?sort=nextChange&day=${day}`}
              aria-label={words.bar(`${format.weekday(day)} ${format.day(day)}`, overdue, lapsed)}
            >
              <span className="bar">
                <span className="overdue" style={{ height: height(overdue) }} />
                <span className="lapsed" style={{ height: height(lapsed) }} />
              </span>
              {format.weekday(day)}
            </Link>
          </li>
        ))}
      </ol>
      <p className="legend">
        <span>
          <span className="dot" style={{ background: 'var(--warn)' }} />
          {words.overdue}
        </span>
        <span>
          <span className="dot" style={{ background: 'var(--down)' }} />
          {words.lapsed}
        </span>
      </p>
      <hr />
    </>
  );
}
