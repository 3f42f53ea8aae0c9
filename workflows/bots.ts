import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** It works for an hour at most. A worker that dies is missed after half a minute, and another takes it up. */
const { readBots } = proxyActivities<Pick<Activities, 'readBots'>>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * Asks Telegram for what people say to the bots of all workspaces that want it, and ends when none does; the upkeep starts
 * it again. There is one such workflow, so that no two processes ask for one bot, and one activity, whatever the number of bots.
 */
export async function bots(): Promise<void> {
  if ((await readBots()) === 'more') await continueAsNew<typeof bots>();
}
