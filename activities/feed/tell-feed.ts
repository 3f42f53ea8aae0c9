import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** Gives places to what has become final in a workspace, and takes away what has been kept for long enough. */
export async function tellFeed({ feed, now }: JobDeps, { _id: workspace }: WorkspaceRow): Promise<void> {
  await feed.follow(workspace, now());
  await feed.trim(workspace, now());
}
