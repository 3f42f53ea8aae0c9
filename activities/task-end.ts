import type { EndTaskCall } from '../workflows/task-messages.ts';
import type { TaskDeps } from './task-deps.ts';

/** Says what became of a task, where the work itself has not. */
export function createEndTask(deps: Pick<TaskDeps, 'tasks' | 'now'>) {
  return async function endTask({ task, state, error }: EndTaskCall): Promise<void> {
    await deps.tasks.end(task, { state, at: deps.now(), ...(error === undefined ? {} : { error }) });
  };
}
