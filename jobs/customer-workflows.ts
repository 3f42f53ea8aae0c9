import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { CustomerKey } from '../domain/keys.ts';
import { workflowId } from '../domain/keys.ts';
import { eraseRun } from './erase-run.ts';

/** Every run that Temporal keeps of one customer, running or closed. */
export interface CustomerWorkflows {
  /** The runs that are found now, each once. One that is deleted may be listed for a moment longer. */
  runs(): Promise<readonly string[]>;
  /** Ends what runs of these, and asks for the deletion of their histories. */
  erase(runs: readonly string[]): Promise<void>;
  /** Whether the server finds none of them any more: deleting is asynchronous, and its lists lag behind. */
  isGone(): Promise<boolean>;
}

export function customerWorkflows(client: Client, key: CustomerKey): CustomerWorkflows {
  const id = workflowId(key);
  // Ids of customers are encoded within it, so it holds no quote.
  const query = `WorkflowId = "${id}"`;
  async function present(): Promise<string | null> {
    try {
      return (await client.workflow.getHandle(id).describe()).runId;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  }

  return {
    async runs() {
      const found = new Set<string>();
      for await (const { runId } of client.workflow.list({ query })) found.add(runId);
      // The present one may not be listed yet.
      const runId = await present();
      return [...(runId === null ? found : found.add(runId))];
    },
    async erase(runs) {
      for (const runId of runs) await eraseRun(client, { workflowId: id, runId });
    },
    async isGone() {
      return (await client.workflow.count(query)).count === 0 && (await present()) === null;
    },
  };
}
