import type { Client } from '@temporalio/client';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';

/** What Temporal says of the queue in which customers wait for their decisions. */
export interface QueueSeen {
  /** When each worker that is remembered asked for work last. */
  readonly askedAt: readonly Instant[];
  /** How long the oldest work has been waiting; 0: none waits. */
  readonly waits: number;
}

/** Whether anything is decided and sent at present. */
export type Attendance = 'here' | 'worker-away' | 'temporal-away';

/** Who has nothing to do asks once a minute; the rest is for a busy machine and clocks that differ. */
const ASKS_EVERY = MINUTE + 15 * SECOND;
/** Who is there takes what waits at once, and asks for more. */
const TAKES_WITHIN = 10 * SECOND;

/** @param queue `null`: Temporal does not answer */
export function attendance(queue: QueueSeen | null, now: Instant): Attendance {
  if (queue === null) return 'temporal-away';
  const asked = Math.max(-Infinity, ...queue.askedAt);
  const allowed = queue.waits > TAKES_WITHIN ? TAKES_WITHIN : ASKS_EVERY;
  return now - asked > allowed ? 'worker-away' : 'here';
}

/** Asks Temporal of the queue for workflows, which takes it some milliseconds. @returns `null` where it does not answer within a second */
export async function seeQueue(client: Client, taskQueue: string = TASK_QUEUE): Promise<QueueSeen | null> {
  try {
    const { pollers, stats } = await client.withDeadline(Date.now() + SECOND, () =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        reportStats: true,
      }),
    );
    return {
      askedAt: (pollers ?? []).map(({ lastAccessTime }) => msOf(lastAccessTime)),
      waits: msOf(stats?.approximateBacklogAge),
    };
  } catch {
    return null;
  }
}

/** Seconds come as numbers of 64 bits. */
function msOf(time: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * SECOND + (time?.nanos ?? 0) / 1e6;
}
