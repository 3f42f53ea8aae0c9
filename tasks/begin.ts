import { randomUUID } from 'node:crypto';
import type { FitOptions } from '../db/task-results.ts';
import type { TaskRow, TaskStore } from '../db/tasks.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import type { TaskInput } from '../workflows/task-messages.ts';

export interface TaskPorts {
  readonly tasks: TaskStore;
  /** Starts the task's workflow; repeating it does nothing. */
  readonly launch: (input: TaskInput) => Promise<void>;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Of a launch that did not work: the task waits for `launchWaiting`. */
  readonly failed: (error: unknown) => void;
}

export type TaskWanted =
  | { readonly kind: 'fit'; readonly options: FitOptions }
  /** Of the playbook in force, which has at least this version. */
  | { readonly kind: 'rollout'; readonly playbook: number }
  | { readonly kind: 'rebuild' }
  | { readonly kind: 'delete-workspace' };

/** Whoever began a task tries to launch it for so long. */
const LAUNCHED_WITHIN = 5 * SECOND;
/** Work that is alive says so twice a second. After so long without it, its workflow may be lost. */
const LOST_AFTER = 10 * MINUTE;

/**
 * Begins a task, unless the workspace has one of that kind under way: then that one is the answer, and a rollout
 * covers the newer playbook too. Once this resolves, the work happens even where Temporal cannot be reached just now.
 */
export async function beginTask(ports: TaskPorts, workspace: WorkspaceId, wanted: TaskWanted): Promise<TaskRow> {
  for (;;) {
    const row = newTask(workspace, wanted, ports.now());
    if (await ports.tasks.begin(row)) return await launchTask(ports, row);
    const other = await ports.tasks.unfinished(workspace, wanted.kind);
    if (other === null) continue;
    if (wanted.kind === 'rollout' && !(await ports.tasks.extend(other._id, wanted.playbook))) continue;
    return other.state === 'queued' ? await launchTask(ports, other) : other;
  }
}

/** Sets going what was begun while Temporal could not be reached, or what Temporal has lost. */
export async function launchWaiting(ports: TaskPorts): Promise<void> {
  const now = ports.now();
  for (const row of await ports.tasks.waiting(now - LAUNCHED_WITHIN, now - LOST_AFTER)) await launchTask(ports, row);
}

/** Sets a task going, or leaves it to `launchWaiting`. @returns the task */
export async function launchTask(ports: Pick<TaskPorts, 'launch' | 'failed'>, row: TaskRow): Promise<TaskRow> {
  try {
    await ports.launch({ workspace: row.workspace, task: row._id, kind: row.kind });
  } catch (error) {
    ports.failed(error);
  }
  return row;
}

function newTask(workspace: WorkspaceId, wanted: TaskWanted, now: Instant): TaskRow {
  return {
    _id: randomUUID(),
    workspace,
    ...wanted,
    state: 'queued',
    done: 0,
    total: null,
    startedAt: now,
    changedAt: now,
    active: 1,
  };
}
