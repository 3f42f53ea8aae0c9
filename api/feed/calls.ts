import type { Endpoint } from '../http/endpoint.ts';
import { deleteFeedSettings } from './delete-feed-settings.ts';
import { getFeed } from './get-feed.ts';
import { getFeedSettings } from './get-feed-settings.ts';
import { putFeedSettings } from './put-feed-settings.ts';

/** Every call by which changes leave the workspace. */
export const FEED_CALLS: readonly Endpoint[] = [getFeed, getFeedSettings, putFeedSettings, deleteFeedSettings];
