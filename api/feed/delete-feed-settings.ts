import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteFeedSettingsContract } from './delete-feed-settings.contract.ts';

export const deleteFeedSettings = endpoint(deleteFeedSettingsContract, async ({ caller }, { stores }) => {
  if ((await stores.subscriptions.list(caller.workspace)).length > 0)
    throw new ApiProblem('conflict', 'Subscriptions read the feed; end them first with DELETE /v1/subscriptions/:id.');
  if (await stores.feed.end(caller.workspace)) return { status: 204 };
  throw new ApiProblem('not-found', 'This workspace keeps no feed.');
});
