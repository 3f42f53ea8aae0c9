import { useState } from 'react';
import type { getFeedSettingsContract } from '../../../../api/feed/get-feed-settings.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { ShownTo } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import './subscriptions.css';
import { NewSubscription } from './subscription-form.tsx';
import { SubscriptionList } from './subscription-list.tsx';
import { useSubscriptions } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

/** Calls are made while somebody looks. */
const EVERY_MS = 5_000;

/** Who is told of changes by calls: how far each of them is, and what is wrong with those that are not. */
export function SubscriptionsPage() {
  const words = useSubscriptionWords();
  return (
    <Card title={words.title} about={words.about}>
      <ShownTo to="operator">
        <Subscriptions />
      </ShownTo>
    </Card>
  );
}

function Subscriptions() {
  const words = useSubscriptionWords();
  const subscriptions = useSubscriptions(EVERY_MS);
  const settings = useReply<typeof getFeedSettingsContract>('get /v1/feed/settings', {});
  const [isMaking, setIsMaking] = useState(false);
  const keepDays = settings.data?.feed?.keepDays;
  return (
    <div className="stack">
      <Asked reply={subscriptions}>
        {(reply) =>
          reply.subscriptions.length === 0 ? (
            <p className="notice">{words.none}</p>
          ) : (
            <SubscriptionList subscriptions={reply.subscriptions} />
          )
        }
      </Asked>
      {keepDays !== undefined && <p className="small soft">{words.kept(keepDays)}</p>}
      <p>
        <button className="button main" type="button" onClick={() => setIsMaking(true)}>
          {words.add}
        </button>
      </p>
      {isMaking && <NewSubscription close={() => setIsMaking(false)} />}
    </div>
  );
}
