import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { settingsView } from './feed-here.ts';
import { putFeedSettingsContract } from './put-feed-settings.contract.ts';

export const putFeedSettings = endpoint(putFeedSettingsContract, async ({ body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  return { status: 200, body: { feed: settingsView(await deps.stores.feed.keep(workspace._id, body.keepDays, now)) } };
});
