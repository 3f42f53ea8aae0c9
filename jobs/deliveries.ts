import type { Client } from '@temporalio/client';
import type { DeliverCall } from '../workflows/messages.ts';
import { deliveryId, DELIVERY_WORKFLOW } from '../workflows/job-messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';

/** Starts what brings a receiver up to date, unless it runs. @throws where Temporal cannot be reached */
export async function launchDelivery(client: Client, taskQueue: string, call: DeliverCall): Promise<void> {
  const { workspace, subscription } = call;
  await client.workflow.start(DELIVERY_WORKFLOW, {
    workflowId: deliveryId(workspace, subscription),
    taskQueue,
    args: [call],
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: [workspaceAttribute(workspace)],
    staticSummary: `changes of ${workspace} to its subscription ${subscription}`,
  });
}
