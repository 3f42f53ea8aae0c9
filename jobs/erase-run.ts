import { isGrpcServiceError, type Client } from '@temporalio/client';
import { SECOND } from '../domain/time.ts';

/** One run of one workflow. */
export interface WorkflowRun {
  readonly workflowId: string;
  /** Left out: the present one. */
  readonly runId?: string;
}

const WITHIN = 5 * SECOND;
const NOT_FOUND = 5;

/** Ends the workflow where it still runs, and has its history deleted. @returns false where there is none */
export async function eraseRun(client: Client, run: WorkflowRun): Promise<boolean> {
  const { namespace } = client.options;
  const remove = () => client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: run });
  try {
    await client.withDeadline(Date.now() + WITHIN, remove);
    return true;
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    const { code }: { readonly code: number } = error;
    if (code === NOT_FOUND) return false;
    throw error;
  }
}
