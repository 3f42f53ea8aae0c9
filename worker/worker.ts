import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workflowBundle } from './bundle.ts';

export interface WorkerDeps {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly taskQueue?: string;
  /** Bundled already, where several workers of one run share it. */
  readonly workflowBundle?: WorkflowBundleOption;
}

/** A cached customer takes about 30 KB; the library's own default counts workflows as if they took megabytes. */
const CACHED_CUSTOMERS = 5_000;

/**
 * How long a customer waits for the worker that has them in memory before any other may take them. When that worker
 * has died, this is how long they stand still; the library's own default is 10 s.
 */
const WAITS_FOR_OWN_WORKER = '5s';

/**
 * Decisions under way at once. One core is busy with as many; with the library's 40 a lone event waits four times as
 * long among those of a busy neighbour, and nothing is faster.
 */
const AT_ONCE = 12;

/** A worker for customers and batch jobs; shuts down within 25 s, after what it has begun. */
export async function createWorker(deps: WorkerDeps): Promise<Worker> {
  return await Worker.create({
    connection: deps.connection,
    namespace: deps.namespace,
    taskQueue: deps.taskQueue ?? TASK_QUEUE,
    workflowBundle: deps.workflowBundle ?? (await workflowBundle()),
    activities: deps.activities,
    maxCachedWorkflows: CACHED_CUSTOMERS,
    maxConcurrentWorkflowTaskExecutions: AT_ONCE,
    reuseV8Context: true,
    stickyQueueScheduleToStartTimeout: WAITS_FOR_OWN_WORKER,
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
  });
}
