import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** It works for an hour at most. A worker that dies is missed after half a minute, and another takes it up. */
const { keepUp } = proxyActivities<Pick<Activities, 'keepUp'>>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * What is due again and again in all workspaces. There is one such workflow, so no two processes do the same; the
 * rounds are one long activity, so they cost no history, and its heartbeat says where it is.
 */
export async function upkeep(): Promise<void> {
  await keepUp();
  await continueAsNew<typeof upkeep>();
}
