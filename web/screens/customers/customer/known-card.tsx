import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';
import type { CustomerNow } from './path-of.ts';

/** Attributes, consent and zone; and what waits for an order or was set aside, where there is any. */
export function KnownCard({ customer }: { readonly customer: CustomerNow }) {
  const { known: words, trouble } = useWords().customer;
  const format = useFormat();
  const { attributes, email, timezone, waitingRefunds, setAside } = customer;
  const stated = Object.entries(attributes);
  const say = (value: string | number | boolean) =>
    typeof value === 'boolean' ? (value ? words.yes : words.no) : value;
  return (
    <>
      <Card title={words.title}>
        <dl className="pairs">
          <dt>{words.consent}</dt>
          <dd>{words.consents[email]}</dd>
          <dt>{words.zone}</dt>
          <dd>{timezone ?? words.ofWorkspace}</dd>
          {stated.map(([name, { value, at }]) => (
            <div key={name} className="pair">
              <dt>
                <code>{name}</code>
              </dt>
              <dd title={words.stated(format.date(at))}>{say(value)}</dd>
            </div>
          ))}
        </dl>
        {stated.length === 0 && <p className="small soft">{words.none}</p>}
      </Card>
      {waitingRefunds.length > 0 && (
        <Card title={trouble.refunds}>
          <ul className="stack">
            {waitingRefunds.map(({ source, id, order, amount, at }) => (
              <li key={`${source} ${id}`}>
                {trouble.refund(format.exactMoney(amount), order)} <span className="soft small">{format.date(at)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {setAside.length > 0 && (
        <Card title={trouble.aside}>
          <ul className="stack">
            {setAside.map(({ id, event, reason, since, droppedAt }) => (
              <li key={id}>
                {event !== null && <code>{event.id}</code>} {reason}{' '}
                <span className="soft small">
                  {format.dateTime(since)}
                  {droppedAt !== null && `, ${trouble.dropped}`}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
