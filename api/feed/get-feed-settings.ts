import { endpoint } from '../http/endpoint.ts';
import { settingsView } from './feed-here.ts';
import { getFeedSettingsContract } from './get-feed-settings.contract.ts';

export const getFeedSettings = endpoint(getFeedSettingsContract, async ({ caller }, { stores }) => {
  const feed = await stores.feed.find(caller.workspace);
  return { status: 200, body: { feed: feed && settingsView(feed) } };
});
