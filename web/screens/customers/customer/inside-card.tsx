import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import { triggerText } from '../../journeys/tree/enter-text.ts';
import { useSay, type Say } from '../../journeys/tree/say.ts';
import { useAwaits } from '../../journeys/tree/use-awaits.ts';
import type { CustomerNow } from './path-of.ts';

type Enrolment = CustomerNow['inside'][number];

/** The journeys they are inside of, and the audiences they are in. */
export function InsideCard({ customer }: { readonly customer: CustomerNow }) {
  const words = useWords().customer.inside;
  const format = useFormat();
  const say = useSay();
  const { inside, audiences, asOf } = customer;
  const awaitsOf = useAwaits();
  return (
    <Card title={words.title}>
      {inside.length === 0 && <p className="soft">{words.none}</p>}
      <dl className="facts">
        {inside.map(({ journey, name, version, entered, enteredAt, key, step, waits, leaves }) => (
          <div key={`${journey} ${key ?? ''} ${entered}`}>
            <dt>
              <Link href={`/journeys/${journey}`}>{name}</Link> <span className="small soft">v{version}</span>{' '}
              {key !== undefined && <span className="chip quiet">{key}</span>}{' '}
              {entered > 1 && <span className="small soft">{words.times(entered)}</span>}
            </dt>
            <dd>
              <p>
                {words.at(step)}, {words.waits(awaitsOf(waits))}
              </p>
              <p className="small soft">
                {waits.until === null
                  ? words.open
                  : `${words.until(format.dateTime(waits.until))} (${format.relative(waits.until, asOf)})`}
                {' · '}
                {words.entered(format.date(enteredAt))}
              </p>
              <Leaves leaves={leaves} say={say} />
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

/** What takes them out at once. */
function Leaves({ leaves: { on, bound }, say }: { readonly leaves: Enrolment['leaves']; readonly say: Say }) {
  const words = useWords().customer.inside;
  const happens = on.map((trigger) => {
    const text = triggerText(trigger, say);
    const condition = trigger.on === 'event' && trigger.when ? say.condition(trigger.when) : '';
    return condition === '' ? text : `${text} (${condition})`;
  });
  const all = bound ? [...happens, words.bound(say.words.either(bound.map(say.segment)))] : happens;
  if (all.length === 0) return null;
  return (
    <p className="small soft">
      {words.leaves}: {all.join(' · ')}
    </p>
  );
}
