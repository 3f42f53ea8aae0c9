import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowOptions,
} from '@temporalio/client';
import type { JobRef } from '../db/jobs/rows.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { SECOND } from '../domain/time.ts';
import {
  BOTS_WORKFLOW,
  EARLIER_TASK_WORKFLOW,
  JOB_WORKFLOW,
  UPKEEP_WORKFLOW,
  workflowIdOf,
} from '../workflows/job-messages.ts';
import { IYS_WORKFLOW, iysExchangeId } from '../workflows/iys-messages.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';

/** A client's request waits for it. */
const WITHIN = 2 * SECOND;

/** Starts the workflow of a job, at most once. @throws where Temporal cannot be reached */
export function jobLauncher(client: Client, taskQueue: string = TASK_QUEUE) {
  return async (row: JobRef): Promise<void> => {
    const { workspace, kind, _id: job } = row;
    const common = {
      workflowId: workflowIdOf(row),
      taskQueue,
      workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
      typedSearchAttributes: [workspaceAttribute(workspace)],
      staticSummary: kind === 'import' ? `import into ${workspace}` : `${kind} of ${workspace}`,
    } satisfies WorkflowOptions;
    // What an earlier version began may still be under way under its old name: it must not begin a second time.
    const start = () =>
      row.earlier === 'task'
        ? client.workflow.start(EARLIER_TASK_WORKFLOW, { ...common, args: [{ workspace, task: job, kind }] })
        : client.workflow.start(JOB_WORKFLOW, { ...common, args: [{ workspace, job, kind }] });
    try {
      await client.withDeadline(Date.now() + WITHIN, start);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
}

/** Asks a job's workflow to stop. @returns false where it has not begun or has ended */
export function jobCanceller(client: Client) {
  return async (row: JobRef): Promise<boolean> => {
    try {
      await client.withDeadline(Date.now() + WITHIN, () => client.workflow.getHandle(workflowIdOf(row)).cancel());
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
}

/** Starts the one workflow that looks after all workspaces, unless it runs. @throws where Temporal cannot be reached */
export async function launchUpkeep(client: Client, taskQueue: string = TASK_QUEUE): Promise<void> {
  const start = () =>
    client.workflow.start(UPKEEP_WORKFLOW, {
      workflowId: UPKEEP_WORKFLOW,
      taskQueue,
      args: [],
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: 'counts, and begins what is due, for all workspaces',
    });
  await client.withDeadline(Date.now() + WITHIN, start);
}

/** Starts the one workflow that asks for the updates of all bots, unless it runs. @throws where Temporal cannot be reached */
export async function launchBots(client: Client, taskQueue: string): Promise<void> {
  await client.workflow.start(BOTS_WORKFLOW, {
    workflowId: BOTS_WORKFLOW,
    taskQueue,
    args: [],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: 'asks Telegram for what people say to bots, for all workspaces that want it',
  });
}

/** Starts an exchange with the register of messages, unless one runs. @throws where Temporal cannot be reached */
export async function beginIysExchange(client: Client, taskQueue: string, workspace: WorkspaceId): Promise<void> {
  const start = () =>
    client.workflow.start(IYS_WORKFLOW, {
      workflowId: iysExchangeId(workspace),
      taskQueue,
      args: [workspace],
      workflowIdConflictPolicy: 'USE_EXISTING',
      typedSearchAttributes: [workspaceAttribute(workspace)],
      staticSummary: `exchange of ${workspace} with the register of messages`,
    });
  await client.withDeadline(Date.now() + WITHIN, start);
}
