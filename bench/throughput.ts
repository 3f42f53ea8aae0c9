import type { Worker, WorkflowBundleOption } from '@temporalio/worker';
import { createActivities, MAIL_LINES } from '../activities/index.ts';
import { customerCollection } from '../db/customers/customers.ts';
import { eventCollection } from '../db/events/events.ts';
import type { Purchase } from '../domain/events/event.ts';
import { customerId, eventId, sourceId, type WorkspaceId } from '../domain/ids.schema.ts';
import { eventKey } from '../domain/keys.ts';
import { forEachAtOnce } from '../ingest/at-once.ts';
import { temporalWake } from '../ingest/wake.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { createWorker } from '../worker/worker.ts';
import { bareWorker, bundleBare } from './bare.ts';
import { until, type Figure } from './report.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 100;
const EVENTS = 2_000;
/** Purchases before the clock runs: from then on another one changes no score, as with most customers of a shop. */
const ESTABLISHED = 8 * CUSTOMERS;
const CLIENTS = 64;
const ROUNDS = 3;

/** One way to run customers: how to start its worker, and how many events it has applied so far. */
interface Contender {
  readonly name: string;
  worker(taskQueue: string): Promise<Pick<Worker, 'run' | 'shutdown'>>;
  applied(prefix: string): Promise<number>;
}

/**
 * Sustained events per second of the engine against a bare workflow: the same signals on the same server, taken in
 * turns, and one local activity that only counts.
 */
export async function measureThroughput(stage: Stage, workspace: WorkspaceId): Promise<readonly Figure[]> {
  const contenders = [bare(stage, await bundleBare()), engine(stage, workspace, await workflowBundle())] as const;
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const rate = await sustained(stage, workspace, contender, `${contender.name}-${round}-`);
      rates[index === 0 ? 0 : 1].push(rate);
    }
  }
  const [ceiling, ours] = [middle(rates[0]), middle(rates[1])];
  const ratio = ours / ceiling;
  return [
    { what: 'bare workflow, events applied per second', measured: ceiling.toFixed(0), goal: '(the ceiling)', ok: true },
    { what: 'engine, events applied per second', measured: ours.toFixed(0), goal: '', ok: true },
    {
      what: 'engine against bare workflow',
      measured: `${(100 * ratio).toFixed(0)} %`,
      goal: '>= 75 %',
      ok: ratio >= 0.75,
    },
  ];
}

function bare(stage: Stage, workflowBundle: WorkflowBundleOption): Contender {
  let counts = { events: 0 };
  return {
    name: 'bare',
    worker: async (taskQueue) => {
      const bareOne = await bareWorker(stage, workflowBundle, taskQueue);
      ({ counts } = bareOne);
      return bareOne.worker;
    },
    applied: async () => counts.events,
  };
}

function engine(stage: Stage, workspace: WorkspaceId, workflowBundle: WorkflowBundleOption): Contender {
  const customers = customerCollection(stage.store);
  const activities = createActivities({
    connection: stage.store,
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    from: 'bench@localhost',
  });
  return {
    name: 'engine',
    worker: async (taskQueue) => {
      return await createWorker({
        connection: stage.native,
        namespace: 'default',
        activities,
        taskQueue,
        workflowBundle,
        mailLines: MAIL_LINES,
      });
    },
    // By the index of keys: scanning the store would take time from what is measured.
    applied: async (prefix) => {
      const rows = customers.aggregate<{ readonly orders: number }>([
        { $match: { _id: { $regex: `^${workspace}:${prefix}` } } },
        { $group: { _id: null, orders: { $sum: '$orders' } } },
      ]);
      return (await rows.next())?.orders ?? 0;
    },
  };
}

async function sustained(stage: Stage, workspace: WorkspaceId, contender: Contender, prefix: string): Promise<number> {
  const taskQueue = `bench-${prefix}`;
  const worker = await contender.worker(taskQueue);
  const running = worker.run();
  const wake = temporalWake(stage.client, { taskQueue, deadline: 60_000 });
  const send = async (n: number) => {
    const { customer, key } = purchase(workspace, prefix, n);
    await wake({ workspace, customer, events: [key] });
  };
  const numbers = Array.from({ length: ESTABLISHED + EVENTS }, (_, n) => n);
  await accepted(
    stage,
    workspace,
    numbers.map((n) => purchase(workspace, prefix, n)),
  );
  await forEachAtOnce(CLIENTS, numbers.slice(0, ESTABLISHED), send);
  await until(async () => (await contender.applied(prefix)) >= ESTABLISHED, 50);
  const started = performance.now();
  await forEachAtOnce(CLIENTS, numbers.slice(ESTABLISHED), send);
  await until(async () => (await contender.applied(prefix)) >= ESTABLISHED + EVENTS, 50);
  const seconds = (performance.now() - started) / 1_000;
  worker.shutdown();
  await running;
  return EVENTS / seconds;
}

/** As the API leaves them: signals name events, and the store has them. */
async function accepted(stage: Stage, workspace: WorkspaceId, events: readonly Purchase[]): Promise<void> {
  const rows = events.map((event) => ({
    _id: event.key,
    workspace,
    customer: event.customer,
    event,
    hash: event.key,
    receivedAt: event.receivedAt,
  }));
  await eventCollection(stage.store).insertMany(rows);
}

function purchase(workspace: WorkspaceId, prefix: string, n: number): Purchase {
  const customer = customerId.parse(`${prefix}${n % CUSTOMERS}`);
  const key = eventKey(workspace, sourceId.parse('api'), eventId.parse(`${prefix}order:${n}`));
  const at = Date.now();
  return { kind: 'purchase', key, customer, at, seenAt: at, receivedAt: at, amount: 50_000 };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
