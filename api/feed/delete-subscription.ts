import { endpoint } from '../http/endpoint.ts';
import { deleteSubscriptionContract } from './delete-subscription.contract.ts';
import { subscriptionHere } from './subscription-here.ts';

export const deleteSubscription = endpoint(deleteSubscriptionContract, async ({ params, caller }, deps) => {
  await subscriptionHere(deps, caller.workspace, params.id);
  await deps.stores.subscriptions.remove(caller.workspace, params.id);
  return { status: 204 };
});
