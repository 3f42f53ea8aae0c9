import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { CALLS_AT_ONCE, forEachAtOnce } from '../ingest/at-once.ts';
import { deliver } from '../workflows/messages.ts';
import type { BareActivities } from './bare.workflows.ts';
import { until } from './report.ts';
import type { Stage } from './stage.ts';

const SLEEPERS = 500;

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
  const late = { rung: new Array<number>(), seen: new Array<number>() };
  const activities: BareActivities = {
    count: async (events) => (counts.events += events),
    effect: async () => void (counts.effects += 1),
    rung: async (due) => void late.rung.push(Date.now() - due),
    seen: async (due) => void late.seen.push(Date.now() - due),
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
  return { worker, counts, late };
}

/**
 * New workflows signalled, each with one decision that only counts and one effect that does nothing.
 * @returns how many a second
 */
export async function wakeRate(stage: Stage, name: string): Promise<number> {
  const taskQueue = `sleepers-${name}`;
  const { worker, counts } = await bareWorker(stage, await bundleBare(), taskQueue);
  const running = worker.run();
  const ids = Array.from({ length: SLEEPERS }, (_, n) => `${taskQueue}-${n}`);
  const started = performance.now();
  await forEachAtOnce(CALLS_AT_ONCE, ids, async (workflowId) => {
    const start = { workflowId, taskQueue, args: [], signal: deliver };
    await stage.client.workflow.signalWithStart('sleeper', { ...start, signalArgs: [{ events: [] }] });
  });
  await until(async () => counts.effects >= SLEEPERS, 20);
  const rate = (SLEEPERS / (performance.now() - started)) * 1_000;
  worker.shutdown();
  await running;
  return rate;
}
