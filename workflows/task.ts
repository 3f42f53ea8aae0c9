import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { TaskKind } from '../db/tasks.ts';
import type { TaskInput, TaskOutcome } from './task-messages.ts';
import { tasks } from './task-proxies.ts';
import { reasonOf } from './reason.ts';

const WORK: Readonly<Record<TaskKind, (input: TaskInput) => Promise<void>>> = {
  fit: tasks.fitRhythm,
  rollout: tasks.rollOut,
  rebuild: tasks.rebuild,
  'delete-workspace': tasks.deleteWorkspace,
  contacts: tasks.importContacts,
};

/** One piece of work over a whole workspace, and a row that says what became of it. */
export async function task(input: TaskInput): Promise<TaskOutcome> {
  const outcome = await work(input);
  return await CancellationScope.nonCancellable(async () => {
    await tasks.endTask({ ...input, ...outcome });
    return outcome;
  });
}

async function work(input: TaskInput): Promise<TaskOutcome> {
  try {
    await WORK[input.kind](input);
    return { state: 'done' };
  } catch (error) {
    if (isCancellation(error)) return { state: 'cancelled' };
    return { state: 'failed', error: reasonOf(error, 'the work') };
  }
}
