import { ApplicationFailure } from '@temporalio/activity';
import type { TaskChange, TaskRow } from '../db/tasks.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import type { TaskInput } from '../workflows/task-messages.ts';
import type { TaskDeps } from './task-deps.ts';

/** More often nobody can see, and each write costs the store something. */
const EVERY = SECOND / 2;

/**
 * The task's row; `null` where it has ended.
 * @throws ApplicationFailure, not to be tried again, where there is no such task
 */
export async function openTask<Kind extends TaskRow['kind']>(
  { tasks }: Pick<TaskDeps, 'tasks'>,
  { workspace, task }: TaskInput,
  kind: Kind,
): Promise<Extract<TaskRow, { kind: Kind }> | null> {
  const row = await tasks.find(workspace, task);
  if (row === null || !isOf(row, kind)) throw ApplicationFailure.nonRetryable(`there is no task ${task}`, 'TaskGone');
  return row.active === undefined ? null : row;
}

function isOf<Kind extends TaskRow['kind']>(row: TaskRow, kind: Kind): row is Extract<TaskRow, { kind: Kind }> {
  return row.kind === kind;
}

/** Writes what a task has come to. @throws ApplicationFailure, not to be tried again, where it has ended meanwhile */
export async function keep({ tasks }: Pick<TaskDeps, 'tasks'>, id: string, change: TaskChange): Promise<void> {
  const isRunning = await tasks.change(id, change);
  if (!isRunning) throw ApplicationFailure.nonRetryable('the task has ended meanwhile', 'TaskEnded');
}

/** Keeps the task's row up to date while an activity works. */
export class TaskProgress {
  readonly #deps: Pick<TaskDeps, 'tasks' | 'now'>;
  readonly #task: string;
  #writtenAt: Instant = 0;

  private constructor(deps: Pick<TaskDeps, 'tasks' | 'now'>, task: string) {
    this.#deps = deps;
    this.#task = task;
  }

  static async begin(deps: Pick<TaskDeps, 'tasks' | 'now'>, task: string, total: number): Promise<TaskProgress> {
    const progress = new TaskProgress(deps, task);
    await progress.#write({ state: 'running', total });
    return progress;
  }

  /** Written at most twice a second. */
  async at(done: number, total?: number): Promise<void> {
    if (this.isDue()) await this.#write({ done, ...(total === undefined ? {} : { total }) });
  }

  isDue(): boolean {
    return this.#deps.now() - this.#writtenAt >= EVERY;
  }

  async #write(change: TaskChange): Promise<void> {
    this.#writtenAt = this.#deps.now();
    await keep(this.#deps, this.#task, { ...change, changedAt: this.#writtenAt });
  }
}
