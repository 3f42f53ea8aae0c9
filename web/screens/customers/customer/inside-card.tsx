import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import type { CustomerNow } from './path-of.ts';

/** The journeys they are inside of, and the audiences they are in. */
export function InsideCard({ customer }: { readonly customer: CustomerNow }) {
  const words = useWords().customer.inside;
  const format = useFormat();
  const { inside, audiences, asOf } = customer;
  return (
    <Card title={words.title}>
      {inside.length === 0 && <p className="soft">{words.none}</p>}
      <dl className="facts">
        {inside.map(({ journey, name, version, entered, enteredAt, key, step, waits, leavesOn }) => (
          <div key={`${journey} ${key ?? ''} ${entered}`}>
            <dt>
              <Link href={`/journeys/${journey}`}>{name}</Link> <span className="small soft">v{version}</span>{' '}
              {key !== undefined && <span className="chip quiet">{key}</span>}{' '}
              {entered > 1 && <span className="small soft">{words.times(entered)}</span>}
            </dt>
            <dd>
              <p>
                {words.at(step)}, {words.waits(waits.for)}
              </p>
              <p className="small soft">
                {waits.until === null
                  ? words.open
                  : `${words.until(format.dateTime(waits.until))} (${format.relative(waits.until, asOf)})`}
                {' · '}
                {words.entered(format.date(enteredAt))}
              </p>
              {leavesOn.length > 0 && (
                <p className="small soft">
                  {words.leaves}: {leavesOn.join(', ')}
                </p>
              )}
            </dd>
          </div>
        ))}
        {audiences.length > 0 && (
          <div>
            <dt>{words.audiences}</dt>
            <dd>
              <ul>
                {audiences.map(({ id, name, since }) => (
                  <li key={id}>
                    <Link href={`/audiences/${id}`}>{name}</Link>{' '}
                    <span className="small soft">{words.sinceDate(format.date(since))}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
