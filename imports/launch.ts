import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SECOND } from '../domain/time.ts';
import { IMPORT_WORKFLOW, jobWorkflowId, type ImportInput } from '../workflows/import-messages.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';

/** A client's request waits for it. */
const WITHIN = 2 * SECOND;

/** Starts the workflow of a job, at most once. @throws where Temporal cannot be reached */
export function importLauncher(client: Client, taskQueue: string = TASK_QUEUE) {
  return async (input: ImportInput): Promise<void> => {
    const start = () =>
      client.workflow.start(IMPORT_WORKFLOW, {
        workflowId: jobWorkflowId(input),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        typedSearchAttributes: [workspaceAttribute(input.workspace)],
        staticSummary: `import into ${input.workspace}`,
      });
    try {
      await client.withDeadline(Date.now() + WITHIN, start);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
}

/** Asks a job's workflow to stop. @returns false where it has not begun or has ended */
export function importCanceller(client: Client) {
  return async (input: ImportInput): Promise<boolean> => {
    try {
      await client.withDeadline(Date.now() + WITHIN, () => client.workflow.getHandle(jobWorkflowId(input)).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
}
