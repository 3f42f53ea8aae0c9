import { tokenText } from '../../domain/feed/token.ts';
import { endpoint } from '../http/endpoint.ts';
import { feedHere } from './feed-here.ts';
import { postSubscriptionResumeContract } from './post-subscription-resume.contract.ts';
import { placeOf, subscriptionHere } from './subscription-here.ts';
import { shownNow } from './subscription-now.ts';

export const postSubscriptionResume = endpoint(
  postSubscriptionResumeContract,
  async ({ params, body, caller }, deps) => {
    const row = await subscriptionHere(deps, caller.workspace, params.id);
    const feed = await feedHere(deps, caller.workspace);
    const after = placeOf(feed, body?.after ?? tokenText({ epoch: row.epoch, n: row.after }));
    await deps.stores.subscriptions.resume(row, { epoch: feed.epoch, after });
    return { status: 200, body: await shownNow(deps, row) };
  },
);
