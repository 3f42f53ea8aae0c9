import type { getSubscriptionsContract } from '../../../../api/feed/get-subscriptions.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useMay } from '../../../session/session-context.tsx';

export type Subscription = CallReply<typeof getSubscriptionsContract>['subscriptions'][number];
export type Kind = NonNullable<Subscription['kinds']>[number];

/** Those of the workspace, where whoever is signed in may read them; the stream says when one is paused or resumed. */
export function useSubscriptions(every?: number) {
  const when = useMay('operator');
  return useReply<typeof getSubscriptionsContract>('get /v1/subscriptions', {}, { when, ...(every && { every }) });
}
