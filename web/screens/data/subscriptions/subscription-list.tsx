import { useState } from 'react';
import type { deleteSubscriptionContract } from '../../../../api/feed/delete-subscription.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { namesOf } from './kinds.ts';
import { SubscriptionDetails } from './subscription-details.tsx';
import { State } from './state.tsx';
import { EditSubscription } from './subscription-form.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

interface Doing {
  readonly what: 'looking' | 'changing' | 'ending';
  readonly id: string;
}

export function SubscriptionList({ subscriptions }: { readonly subscriptions: readonly Subscription[] }) {
  const words = useSubscriptionWords();
  const { columns } = words;
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const about = subscriptions.find(({ id }) => id === doing?.id);
  return (
    <>
      <ListTable
        label={words.title}
        className="subscriptions"
        columns={[
          columns.name,
          columns.state,
          columns.takes,
          columns.last,
          { name: columns.behind, figures: true },
          { name: columns.failed, figures: true },
          { name: columns.action, unseen: true },
        ]}
      >
        {subscriptions.map((row) => (
          <Row key={row.id} subscription={row} look={() => setDoing({ what: 'looking', id: row.id })} />
        ))}
      </ListTable>
      {about && doing?.what === 'looking' && (
        <SubscriptionDetails
          subscription={about}
          change={() => setDoing({ what: 'changing', id: about.id })}
          end={() => setDoing({ what: 'ending', id: about.id })}
          close={close}
        />
      )}
      {about && doing?.what === 'changing' && <EditSubscription subscription={about} close={close} />}
      {about && doing?.what === 'ending' && (
        <Confirm
          title={words.surely(about.id)}
          text={words.surelyText}
          deed={words.end}
          act={() =>
            call<typeof deleteSubscriptionContract>('delete /v1/subscriptions/:id', { params: { id: about.id } })
          }
          close={close}
        />
      )}
    </>
  );
}

function Row({ subscription, look }: { readonly subscription: Subscription; readonly look: () => void }) {
  const words = useSubscriptionWords();
  const format = useFormat();
  const { id, url, kinds, deliveredAt, behind, failed } = subscription;
  return (
    <tr>
      <td className="subscription-name">
        <strong className="break">{id}</strong> <span className="soft small block break">{url}</span>
      </td>
      <td>
        <State subscription={subscription} />
      </td>
      <td>
        <span className="wraps">{kinds === null ? words.everything : namesOf(kinds, words).join(', ')}</span>
      </td>
      <td className="nowrap">
        {deliveredAt === null ? (
          <span className="soft">{words.never}</span>
        ) : (
          <time dateTime={deliveredAt}>{format.dateTime(deliveredAt)}</time>
        )}
      </td>
      <td className="number">{format.number(behind)}</td>
      <td className="number">{format.number(failed)}</td>
      <td className="number nowrap">
        <button className="button small" type="button" aria-label={words.detailsOf(id)} onClick={look}>
          {words.details}
        </button>
      </td>
    </tr>
  );
}
