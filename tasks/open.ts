import type { Readable } from 'node:stream';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { mongoDifferenceStore, type DifferenceStore } from '../db/differences.ts';
import type { ContactsOptions } from '../db/task-results.ts';
import { mongoTaskStore, type TaskRow, type TaskStore } from '../db/tasks.ts';
import { mongoUploadStore } from '../db/uploads.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { TaskInput } from '../workflows/task-messages.ts';
import { beginTask, launchWaiting, type TaskWanted } from './begin.ts';
import { beginContacts, type ContactsBegun, type ContactsPorts } from './contacts.ts';
import { taskCanceller, taskLauncher } from './launch.ts';

export interface TasksOptions {
  readonly connection: Connection;
  readonly client: Client;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Told of tasks that could not be set going yet; `launchWaiting` tries them again. */
  readonly failed: (error: unknown) => void;
  readonly taskQueue?: string;
}

/** Work over whole workspaces, over one store and one Temporal namespace. */
export interface Tasks {
  readonly rows: Pick<TaskStore, 'find' | 'list' | 'deletion'>;
  readonly differences: Pick<DifferenceStore, 'list'>;
  /** See `beginTask`. */
  readonly begin: (workspace: WorkspaceId, wanted: TaskWanted) => Promise<TaskRow>;
  /** See `beginContacts`. */
  readonly beginContacts: (workspace: WorkspaceId, options: ContactsOptions, body: Readable) => Promise<ContactsBegun>;
  /** Calls a task off; it stops within seconds. What it has published or woken by then stays so. */
  readonly cancel: (row: TaskRow) => Promise<void>;
  /** To be called now and then by whoever delivers what was left over. */
  readonly launchWaiting: () => Promise<void>;
}

export function openTasks({ connection, client, now, failed, taskQueue }: TasksOptions): Tasks {
  const tasks = mongoTaskStore(connection);
  const start = taskLauncher(client, taskQueue);
  // Not waited for: somebody's request would wait too, and what is not launched now is launched later.
  const launch = async (input: TaskInput) => void start(input).catch(failed);
  const uploads = mongoUploadStore(connection);
  const ports: ContactsPorts = { tasks, uploads, launch, now, failed };
  const callOff = taskCanceller(client);
  return {
    rows: tasks,
    differences: mongoDifferenceStore(connection),
    begin: (workspace, wanted) => beginTask(ports, workspace, wanted),
    beginContacts: (workspace, options, body) => beginContacts(ports, workspace, options, body),
    async cancel({ _id, workspace, kind }) {
      if (await callOff({ workspace, task: _id })) return;
      // No workflow works on it, so nobody else would say that it has ended.
      await tasks.end(_id, { state: 'cancelled', at: now() });
      if (kind === 'contacts') await uploads.remove(_id);
    },
    launchWaiting: () => launchWaiting(ports),
  };
}
