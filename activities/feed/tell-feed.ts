import { Context } from '@temporalio/activity';
import type { FeedRow } from '../../db/feed/rows.ts';
import type { SubscriptionRow } from '../../db/feed/subscription-rows.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { Instant } from '../../domain/time.ts';
import { launchDelivery } from '../../jobs/deliveries.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/**
 * Gives places to what has become final in a workspace, takes away what has been kept for long enough, and has receivers
 * called who have not got everything.
 */
export async function tellFeed(deps: JobDeps, { _id: workspace }: WorkspaceRow): Promise<void> {
  const { feed, subscriptions, now } = deps;
  await feed.follow(workspace, now());
  await feed.trim(workspace, now());
  const is = await feed.find(workspace);
  const behind = is && (await subscriptions.list(workspace)).filter((row) => isBehind(row, is, now()));
  for (const { subscription } of behind ?? []) {
    const { client, info } = Context.current();
    await launchDelivery(client, info.taskQueue, { workspace, subscription });
  }
}

function isBehind({ paused, batch, replay, after, epoch }: SubscriptionRow, feed: FeedRow, now: Instant): boolean {
  if (paused !== undefined) return false;
  if (batch !== undefined) return batch.due <= now;
  return replay !== undefined || epoch !== feed.epoch || after < feed.last;
}
