import type { getSubscriptionDeliveriesContract } from '../../../../api/feed/get-subscription-deliveries.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

type Delivery = CallReply<typeof getSubscriptionDeliveriesContract>['deliveries'][number];

const EVERY_MS = 5_000;

/** The last calls, and what was answered. */
export function Deliveries({ subscription: { id } }: { readonly subscription: Subscription }) {
  const words = useSubscriptionWords().deliveries;
  const deliveries = useReply<typeof getSubscriptionDeliveriesContract>(
    'get /v1/subscriptions/:id/deliveries',
    { params: { id } },
    { every: EVERY_MS },
  );
  const { columns } = words;
  return (
    <section className="stack" aria-label={words.title}>
      <h3>{words.title}</h3>
      <Asked reply={deliveries}>
        {(reply) =>
          reply.deliveries.length === 0 ? (
            <p className="soft">{words.none}</p>
          ) : (
            <ListTable
              label={words.title}
              columns={[columns.when, { name: columns.changes, figures: true }, columns.answer]}
            >
              {reply.deliveries.map((delivery) => (
                <Row key={`${delivery.at}${delivery.id}`} delivery={delivery} />
              ))}
            </ListTable>
          )
        }
      </Asked>
    </section>
  );
}

function Row({ delivery: { at, id, changes, replay, ms, status, problem } }: { readonly delivery: Delivery }) {
  const words = useSubscriptionWords().deliveries;
  const format = useFormat();
  return (
    <tr>
      <td className="nowrap">
        <time dateTime={at}>{format.dateTime(at)}</time>
        <code className="small soft block delivery-id" title={`webhook-id: ${id}`}>
          {id}
        </code>
      </td>
      <td className="number">
        {format.number(changes)} {replay && <span className="small soft block">{words.replay}</span>}
      </td>
      <td>
        <span className={problem === null ? 'up' : 'down'}>
          {status === null ? words.nothing : words.status(status, problem === null)}
        </span>{' '}
        <span className="small soft nowrap">{words.took(format.number(ms))}</span>
        {problem !== null && status === null && (
          <span className="small soft block wraps" lang="en">
            {problem}
          </span>
        )}
      </td>
    </tr>
  );
}
