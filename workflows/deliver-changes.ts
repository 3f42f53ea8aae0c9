import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { webhookQueue, type DeliverCall } from './messages.ts';

/**
 * Brings a receiver of changes up to date, and ends; whoever finds it behind starts it again. What is tried again says
 * itself when: an operator sees the attempt, the reason of the last one and the time of the next one.
 */
export async function deliverChanges(call: DeliverCall): Promise<void> {
  const { deliverChanges: deliver } = proxyActivities<Pick<Activities, 'deliverChanges'>>({
    taskQueue: webhookQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '5m',
    heartbeatTimeout: '30s',
    retry: { initialInterval: '5s', maximumInterval: '1h' },
  });
  if ((await deliver(call)) === 'more') await continueAsNew<typeof deliverChanges>(call);
}
