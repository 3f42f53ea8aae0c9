import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { CustomerKey } from '../domain/keys.ts';
import { workflowId } from '../domain/keys.ts';
import { eraseRun } from './erase-run.ts';

/** Every run that Temporal keeps of one customer, running or closed. */
export interface CustomerWorkflows {
  /** Ends what runs, and asks for the deletion of every history that there is. @returns of how many runs */
  erase(): Promise<number>;
  /** Whether the server finds none of them any more: deleting is asynchronous, and its lists lag behind. */
  isGone(): Promise<boolean>;
}

export function customerWorkflows(client: Client, key: CustomerKey): CustomerWorkflows {
  const id = workflowId(key);
  // Ids of customers are encoded within it, so it holds no quote.
  const query = `WorkflowId = "${id}"`;
  return {
    async erase() {
      let runs = 0;
      for await (const { runId } of client.workflow.list({ query })) {
        if (await eraseRun(client, { workflowId: id, runId })) runs += 1;
      }
      // The present one may not be listed yet.
      return (await eraseRun(client, { workflowId: id })) ? runs + 1 : runs;
    },
    async isGone() {
      if ((await client.workflow.count(query)).count > 0) return false;
      try {
        await client.workflow.getHandle(id).describe();
        return false;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return true;
        throw error;
      }
    },
  };
}
