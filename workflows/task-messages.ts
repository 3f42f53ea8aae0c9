import type { TaskKind } from '../db/tasks.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';

export const TASK_WORKFLOW = 'task';

/** Which task, and whose; everything else is in its row. */
export interface TaskInput {
  readonly workspace: WorkspaceId;
  readonly task: string;
  readonly kind: TaskKind;
}

/** How the work went. */
export interface TaskOutcome {
  readonly state: 'done' | 'failed' | 'cancelled';
  /** One sentence for people. */
  readonly error?: string;
}

export type EndTaskCall = TaskInput & TaskOutcome;

/** One workflow per task, so that starting it twice does nothing. */
export function taskWorkflowId({ workspace, task }: Pick<TaskInput, 'workspace' | 'task'>): string {
  return `task:${workspace}:${task}`;
}
