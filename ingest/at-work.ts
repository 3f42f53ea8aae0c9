import { isGrpcServiceError, ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { workflowId, type CustomerKey } from '../domain/keys.ts';
import { SECOND } from '../domain/time.ts';
import { stateQuery } from '../workflows/messages.ts';

/** Of gRPC. */
const FAILED_PRECONDITION = 9;
/** Nobody's request waits for it; a customer who sleeps has their history read again for the query. */
const WITHIN = 20 * SECOND;

/**
 * Whether a customer's actor may have something to do about what was decided up to `turn`. It has not where it is gone or
 * has ended; where nothing of it is under way, because it keeps as many effects under way as it has; and where it knows
 * of that turn, so that it will not take it once more.
 * @throws where Temporal cannot be reached
 */
export async function isAtWork(client: Client, key: CustomerKey, turn: number): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId(key));
  return await client.withDeadline(Date.now() + WITHIN, async () => {
    try {
      const { status, raw } = await handle.describe();
      if (status.name !== 'RUNNING') return false;
      if (raw.pendingWorkflowTask || (raw.pendingActivities ?? []).length > 0) return true;
      const state = await handle.query(stateQuery);
      return state === null || state.turn < turn;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      // Its first task is still to come: it can be asked nothing before.
      if (hasNotBegun(error)) return true;
      throw error;
    }
  });
}

function hasNotBegun(error: unknown): boolean {
  if (!(error instanceof ServiceError) || !isGrpcServiceError(error.cause)) return false;
  const code: number = error.cause.code;
  return code === FAILED_PRECONDITION;
}
