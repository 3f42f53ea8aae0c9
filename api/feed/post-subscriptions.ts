import { subscriptionKey, type SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postSubscriptionsContract } from './post-subscriptions.contract.ts';
import { newSecret, placeOf } from './subscription-here.ts';
import { subscriptionView } from './subscription-view.ts';

const KEEP_DAYS = 14;

export const postSubscriptions = endpoint(postSubscriptionsContract, async ({ body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { stores, clock } = deps;
  const { id, url, kinds, after } = body;
  const _id = subscriptionKey(workspace._id, id);
  const { secret, kept } = newSecret(deps, _id);
  const feed = (await stores.feed.find(workspace._id)) ?? (await stores.feed.keep(workspace._id, KEEP_DAYS, now));
  const row: SubscriptionRow = {
    _id,
    workspace: workspace._id,
    subscription: id,
    url,
    kinds: kinds ?? null,
    createdAt: clock(),
    secret: kept,
    epoch: feed.epoch,
    after: placeOf(feed, after),
    attempts: [],
  };
  const verdict = await stores.subscriptions.insert(row);
  if (verdict === 'taken') throw new ApiProblem('taken', 'There is a subscription of this id; choose another one.');
  if (verdict === 'full')
    throw new ApiProblem('conflict', 'There are 20 subscriptions, and no more can be; end one first.');
  return { status: 201, body: { id, secret, subscription: subscriptionView(row, feed, clock()) } };
});
