import { randomBytes } from 'node:crypto';
import type { FeedRow } from '../../db/feed/rows.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { feedHere } from './feed-here.ts';
import { postSubscriptionReplayContract } from './post-subscription-replay.contract.ts';
import { placeOf, subscriptionHere } from './subscription-here.ts';
import { shownNow } from './subscription-now.ts';

const ID_BYTES = 8;

export const postSubscriptionReplay = endpoint(
  postSubscriptionReplayContract,
  async ({ params, body, caller }, deps) => {
    const row = await subscriptionHere(deps, caller.workspace, params.id);
    const feed = await feedHere(deps, caller.workspace);
    if (row.epoch !== feed.epoch) throw new ApiProblem('conflict', 'The feed was begun anew; resume it first.');
    const after = await numberOf(deps, feed, body.from);
    // What it has not got at all comes anyway.
    const to = Math.min(row.after, body.to === undefined ? feed.last : await numberOf(deps, feed, body.to));
    if (to <= after)
      throw new ApiProblem('conflict', 'There is nothing in this span that it has got; choose an earlier one.');
    const replay = { id: randomBytes(ID_BYTES).toString('hex'), after, to };
    if (!(await deps.stores.subscriptions.replay(row, replay)))
      throw new ApiProblem('conflict', 'Another span is being sent once more; wait until that is over.');
    return { status: 202, body: await shownNow(deps, row) };
  },
);

/** Behind which number; of a time, that of the last line before it. */
async function numberOf({ stores }: ApiDeps, feed: FeedRow, place: string | Instant): Promise<number> {
  return typeof place === 'string' ? placeOf(feed, place) : (await stores.feed.placeAt(feed, place)) - 1;
}
