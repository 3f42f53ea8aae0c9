import { endpoint } from '../http/endpoint.ts';
import { getSubscriptionsContract } from './get-subscriptions.contract.ts';
import { subscriptionView } from './subscription-view.ts';

export const getSubscriptions = endpoint(getSubscriptionsContract, async ({ caller }, { stores, clock }) => {
  const [feed, rows] = await Promise.all([
    stores.feed.find(caller.workspace),
    stores.subscriptions.list(caller.workspace),
  ]);
  return { status: 200, body: { subscriptions: rows.map((row) => subscriptionView(row, feed, clock())) } };
});
