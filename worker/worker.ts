import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Worker,
  type NativeConnection,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';

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

/** An activity learns by its heartbeat that it was called off: the library's own default says it seldom. */
export const HEARS_WITHIN = '500ms';

/** A worker for customers and batch jobs; shuts down within 25 s, after what it has begun. */
export async function createWorker(deps: WorkerDeps): Promise<Worker> {
  return await Worker.create({
    connection: deps.connection,
    namespace: deps.namespace,
    taskQueue: deps.taskQueue ?? TASK_QUEUE,
    workflowBundle: deps.workflowBundle ?? (await bundleWorkflows()),
    activities: deps.activities,
    maxCachedWorkflows: CACHED_CUSTOMERS,
    reuseV8Context: true,
    maxHeartbeatThrottleInterval: HEARS_WITHIN,
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
  });
}

export async function bundleWorkflows(): Promise<WorkflowBundleOption> {
  return await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    preloadModules: ['@temporalio/workflow'],
    logger: new DefaultLogger('WARN'),
  });
}
