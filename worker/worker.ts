import { Worker, type NativeConnection, type WorkerOptions, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import type { Coding } from '../codec/coding.ts';
import { heedingStop } from '../jobs/worker-stops.ts';
import { mailQueue, TASK_QUEUE, webhookQueue } from '../workflows/messages.ts';
import { workflowBundle } from './bundle.ts';
import { scrubFailures } from './personal-data.ts';

export interface WorkerDeps {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly taskQueue?: string;
  /** Bundled already, where several workers of one run share it. */
  readonly workflowBundle?: WorkflowBundleOption;
  /** Left out: nothing is closed, and what is closed cannot be opened. */
  readonly coding?: Coding;
  /** Messages at once towards one mail server, as many as it is given connections. */
  readonly mailLines: number;
}

/** A cached customer takes about 30 KB; the library's own default counts workflows as if they took megabytes. */
export const CACHED_CUSTOMERS = 5_000;

/** An activity learns by its heartbeat that it was called off: the library's own default says it seldom. */
export const HEARS_WITHIN = '500ms';

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

/** Calls under way at once; each waits for its receiver and does nothing. */
const WEBHOOKS_AT_ONCE = 40;

/**
 * The workers of one process: one for customers and batch jobs, and one for each way that mail goes, whose messages
 * wait in Temporal's queue until there is a connection for them, and one for webhooks. A slow mail server or receiver thus
 * holds up nothing else.
 */
export class Workers {
  readonly #all: readonly Worker[];

  constructor(all: readonly Worker[]) {
    this.#all = all;
  }

  /** Resolves when all have shut down, within 25 s and after what they have begun. @throws what one of them failed of */
  async run(): Promise<void> {
    try {
      await Promise.all(this.#all.map((worker) => worker.run()));
    } catch (error) {
      this.shutdown();
      throw error;
    }
  }

  /** Once is enough; again changes nothing. */
  shutdown(): void {
    for (const worker of this.#all) if (worker.getState() === 'RUNNING') worker.shutdown();
  }
}

export async function createWorker(deps: WorkerDeps): Promise<Workers> {
  const { connection, namespace, activities, coding, taskQueue = TASK_QUEUE } = deps;
  // Not before it exists is anything run.
  const isStopping = () => customers.getState() !== 'RUNNING';
  const common: Omit<WorkerOptions, 'taskQueue'> = {
    connection,
    namespace,
    interceptors: {
      activity: [
        scrubFailures,
        () => ({ inbound: { execute: (input, next) => heedingStop(isStopping, () => next(input)) } }),
      ],
    },
    ...(coding === undefined ? {} : { dataConverter: coding.dataConverter }),
    shutdownGraceTime: '20s',
    shutdownForceTime: '25s',
  };
  const customers: Worker = await Worker.create({
    ...common,
    taskQueue,
    workflowBundle: deps.workflowBundle ?? (await workflowBundle({ failures: coding?.failures })),
    // `sendMessage` too: an earlier release left messages in this queue.
    activities,
    maxCachedWorkflows: CACHED_CUSTOMERS,
    maxConcurrentWorkflowTaskExecutions: AT_ONCE,
    reuseV8Context: true,
    maxHeartbeatThrottleInterval: HEARS_WITHIN,
    stickyQueueScheduleToStartTimeout: WAITS_FOR_OWN_WORKER,
  });
  const mail = await Promise.all(
    [false, true].map((sandbox) =>
      Worker.create({
        ...common,
        taskQueue: mailQueue(taskQueue, sandbox),
        activities: { sendMessage: activities.sendMessage },
        maxConcurrentActivityTaskExecutions: deps.mailLines,
        maxConcurrentActivityTaskPolls: 2,
      }),
    ),
  );
  const webhooks = await Worker.create({
    ...common,
    taskQueue: webhookQueue(taskQueue),
    activities: { callWebhook: activities.callWebhook, deliverChanges: activities.deliverChanges },
    maxConcurrentActivityTaskExecutions: WEBHOOKS_AT_ONCE,
    maxConcurrentActivityTaskPolls: 2,
  });
  return new Workers([customers, ...mail, webhooks]);
}
