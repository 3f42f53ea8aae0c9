import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { getEventsHealthContract } from '../../../../api/events/get-events-health.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';

type Health = CallReply<typeof getEventsHealthContract>;

/** No event of the stream tells of these. */
const ASK_EVERY_MS = 10_000;

export function EventHealth() {
  const words = useWords().events;
  const format = useFormat();
  const health = useReply<typeof getEventsHealthContract>('get /v1/events/health', {}, { every: ASK_EVERY_MS });
  return (
    <Card title={words.health} about={health.data ? words.healthAbout(format.dateTime(health.data.since)) : undefined}>
      <Asked reply={health}>{(reply) => <Figures health={reply} />}</Asked>
    </Card>
  );
}

function Figures({ health }: { readonly health: Health }) {
  const words = useWords().events;
  const format = useFormat();
  const { asOf, last, oldestPending, p50Ms, p99Ms } = health;
  const inMs = (value: number | null) => (value === null ? '–' : words.ms(format.number(Math.round(value))));
  return (
    <div className="stack">
      {health.temporal === 'away' && (
        <p className="notice" role="status">
          ⚠ {words.away}
        </p>
      )}
      {health.aboveOrder.count > 0 && (
        <div className="notice">
          <p>⚠ {words.aboveOrder(health.aboveOrder.count)}</p>
          <ul className="small">
            {health.aboveOrder.newest.map(({ customer, source, id, at, above }) => (
              <li key={`${source}:${id}`}>
                <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link> ·{' '}
                {words.aboveOf(id, format.exactMoney(above), format.date(at))}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl className="figures">
        <Figure name={words.last}>{last === null ? words.never : format.relative(last, asOf)}</Figure>
        <Figure name={words.pending} about={oldestPending && words.oldest(format.relative(oldestPending, asOf))}>
          {format.number(health.pending)}
        </Figure>
        <Figure name={words.setAside}>{format.number(health.setAside)}</Figure>
        <Figure name={words.accepted}>{format.number(health.accepted)}</Figure>
        <Figure name={words.duplicates}>{format.number(health.duplicates)}</Figure>
        <Figure name={words.conflicts}>{format.number(health.conflicts)}</Figure>
        <Figure name={words.invalid}>{format.number(health.invalid)}</Figure>
        <Figure name={words.p50}>{inMs(p50Ms)}</Figure>
        <Figure name={words.p99}>{inMs(p99Ms)}</Figure>
      </dl>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly about?: string | null;
  readonly children: ReactNode;
}

function Figure({ name, about, children }: FigureProps) {
  return (
    <div>
      <dt className="small soft">{name}</dt>
      <dd>
        <strong>{children}</strong>
        {about && <span className="small soft block">{about}</span>}
      </dd>
    </div>
  );
}
