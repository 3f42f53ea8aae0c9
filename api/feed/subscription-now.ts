import type { SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import type { ApiDeps } from '../deps.ts';
import { subscriptionHere } from './subscription-here.ts';
import { subscriptionView } from './subscription-view.ts';

/** As it is after a change. @throws ApiProblem where somebody has ended it meanwhile */
export async function shownNow(
  deps: Pick<ApiDeps, 'stores' | 'clock'>,
  { workspace, subscription }: SubscriptionRow,
): Promise<ReturnType<typeof subscriptionView>> {
  const row = await subscriptionHere(deps, workspace, subscription);
  return subscriptionView(row, await deps.stores.feed.find(workspace), deps.clock());
}
