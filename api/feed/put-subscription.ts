import { endpoint } from '../http/endpoint.ts';
import { putSubscriptionContract } from './put-subscription.contract.ts';
import { subscriptionHere } from './subscription-here.ts';
import { shownNow } from './subscription-now.ts';

export const putSubscription = endpoint(putSubscriptionContract, async ({ params, body, caller }, deps) => {
  const row = await subscriptionHere(deps, caller.workspace, params.id);
  await deps.stores.subscriptions.change(row, { url: body.url, kinds: body.kinds ?? null });
  return { status: 200, body: await shownNow(deps, row) };
});
