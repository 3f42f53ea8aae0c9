import type { Endpoint } from '../http/endpoint.ts';
import { deleteFeedSettings } from './delete-feed-settings.ts';
import { deleteSubscription } from './delete-subscription.ts';
import { getFeed } from './get-feed.ts';
import { getFeedSettings } from './get-feed-settings.ts';
import { getSubscriptionDeliveries } from './get-subscription-deliveries.ts';
import { getSubscriptions } from './get-subscriptions.ts';
import { postSubscriptionPause } from './post-subscription-pause.ts';
import { postSubscriptionReplay } from './post-subscription-replay.ts';
import { postSubscriptionResume } from './post-subscription-resume.ts';
import { postSubscriptionSecret } from './post-subscription-secret.ts';
import { postSubscriptions } from './post-subscriptions.ts';
import { putFeedSettings } from './put-feed-settings.ts';
import { putSubscription } from './put-subscription.ts';

/** Every call by which changes leave the workspace. */
export const FEED_CALLS: readonly Endpoint[] = [
  getFeed,
  getFeedSettings,
  putFeedSettings,
  deleteFeedSettings,
  getSubscriptions,
  postSubscriptions,
  putSubscription,
  deleteSubscription,
  postSubscriptionPause,
  postSubscriptionResume,
  postSubscriptionReplay,
  postSubscriptionSecret,
  getSubscriptionDeliveries,
];
