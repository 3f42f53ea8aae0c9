import type { getConsentsContract } from '../../../../api/contacts/get-consents.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useWords } from '../../../words/words.tsx';

type Entry = CallReply<typeof getConsentsContract>['ledger'][number];

const SHOWN = 5;

/** What somebody agreed to, with the newest words of the ledger. Nothing where nothing was ever said. */
export function ConsentsCard({ id }: { readonly id: string }) {
  const { customer, channels } = useWords();
  const words = customer.consents;
  const format = useFormat();
  const { data } = useReply<typeof getConsentsContract>('get /v1/customers/:id/consents', { params: { id } });
  if (data === undefined || (data.ledger.length === 0 && data.pending.length === 0)) return null;
  const said = data.now.filter(({ status }) => status !== 'none');
  const topicOf = ({ channel, purpose }: Pick<Entry, 'channel' | 'purpose'>) =>
    `${channels.names[channel]}, ${words.purposes[purpose]}`;
  return (
    <Card title={words.title}>
      <dl className="pairs">
        {said.map((one) => (
          <div key={topicOf(one)} className="pair">
            <dt>{topicOf(one)}</dt>
            <dd>{words.status[one.status]}</dd>
          </div>
        ))}
        {data.pending.map((one) => (
          <div key={`pending ${topicOf(one)}`} className="pair">
            <dt>{topicOf(one)}</dt>
            <dd>{words.pending(format.date(one.expiresAt))}</dd>
          </div>
        ))}
      </dl>
      {data.ledger.length > 0 && (
        <details>
          <summary>{words.ledger(data.ledger.length)}</summary>
          <ul className="stack">
            {data.ledger.slice(0, SHOWN).map((entry) => (
              <li key={`${entry.at} ${topicOf(entry)} ${entry.status}`}>
                {topicOf(entry)}: {words.status[entry.status]}{' '}
                <span className="soft small">
                  {format.dateTime(entry.at)}, {entry.source}, {words.by[entry.by]}
                </span>
                {entry.wording !== null && <p className="small soft">{words.wording(entry.wording)}</p>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
