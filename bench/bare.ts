import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { BareActivities } from './bare.workflows.ts';
import type { Stage } from './stage.ts';

export async function bundleBare(): Promise<WorkflowBundleOption> {
  return await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./bare.workflows.ts', import.meta.url)),
    preloadModules: ['@temporalio/workflow'],
    logger: new DefaultLogger('WARN'),
  });
}

/** A worker that runs bare workflows, and what they count. */
export async function bareWorker(stage: Stage, workflowBundle: WorkflowBundleOption, taskQueue: string) {
  const counts = { events: 0, effects: 0 };
  const activities: BareActivities = {
    count: async (events) => (counts.events += events),
    effect: async () => void (counts.effects += 1),
  };
  const { native: connection } = stage;
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowBundle,
    activities,
    maxCachedWorkflows: 5_000,
    reuseV8Context: true,
  });
  return { worker, counts };
}
