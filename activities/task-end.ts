import type { EndTaskCall } from '../workflows/task-messages.ts';
import type { TaskDeps } from './task-deps.ts';

/** Says what became of a task, where the work itself has not. */
export function createEndTask(deps: Pick<TaskDeps, 'tasks' | 'uploads' | 'now'>) {
  return async function endTask({ task, kind, state, error }: EndTaskCall): Promise<void> {
    // The file holds addresses, and is of no use any more.
    if (kind === 'contacts') await deps.uploads.remove(task);
    await deps.tasks.end(task, { state, at: deps.now(), ...(error === undefined ? {} : { error }) });
  };
}
