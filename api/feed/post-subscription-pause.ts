import { endpoint } from '../http/endpoint.ts';
import { postSubscriptionPauseContract } from './post-subscription-pause.contract.ts';
import { subscriptionHere } from './subscription-here.ts';
import { shownNow } from './subscription-now.ts';

export const postSubscriptionPause = endpoint(postSubscriptionPauseContract, async ({ params, caller }, deps) => {
  const row = await subscriptionHere(deps, caller.workspace, params.id);
  await deps.stores.subscriptions.pause(row, 'asked', deps.clock());
  return { status: 200, body: await shownNow(deps, row) };
});
