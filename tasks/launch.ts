import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SECOND } from '../domain/time.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';
import { TASK_WORKFLOW, taskWorkflowId, type TaskInput } from '../workflows/task-messages.ts';

/** A client's request waits for it. */
const WITHIN = 2 * SECOND;

/** Starts the workflow of a task, at most once. @throws where Temporal cannot be reached */
export function taskLauncher(client: Client, taskQueue: string = TASK_QUEUE) {
  return async (input: TaskInput): Promise<void> => {
    const start = () =>
      client.workflow.start(TASK_WORKFLOW, {
        workflowId: taskWorkflowId(input),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        typedSearchAttributes: [workspaceAttribute(input.workspace)],
        staticSummary: `${input.kind} of ${input.workspace}`,
      });
    try {
      await client.withDeadline(Date.now() + WITHIN, start);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
}

/** Asks a task's workflow to stop. @returns false where it has not begun or has ended */
export function taskCanceller(client: Client) {
  return async (input: Pick<TaskInput, 'workspace' | 'task'>): Promise<boolean> => {
    try {
      await client.withDeadline(Date.now() + WITHIN, () => client.workflow.getHandle(taskWorkflowId(input)).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
}
