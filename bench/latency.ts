import { customerCollection } from '../db/customers/customers.ts';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, workflowId } from '../domain/keys.ts';
import { percentile, until, type Figure } from './report.ts';
import type { Stage } from './stage.ts';

const EVENTS = 200;
const CUSTOMERS = 20;

/** Posts one event; resolves with its reply. */
export type PostEvent = (event: unknown) => Promise<void>;

/** A lone event, from the client's request until its new state can be read, on an idle system; and what it costs. */
export async function measureLatency(
  stage: Stage,
  workspace: WorkspaceId,
  post: PostEvent,
): Promise<readonly Figure[]> {
  const customers = customerCollection(stage.store);
  const turnOf = async (customer: string) => {
    const row = await customers.findOne({ _id: customerKey(workspace, customerId.parse(customer)) });
    return row?.state.ledger.orders ?? 0;
  };
  const accepted: number[] = [];
  const readable: number[] = [];
  for (let n = 0; n < EVENTS + CUSTOMERS * 8; n += 1) {
    const customer = `lone-${n % CUSTOMERS}`;
    const before = await turnOf(customer);
    const started = performance.now();
    await post({ id: `lone:${n}`, customer, type: 'purchase', amount: 50_000 });
    const answered = performance.now();
    await until(async () => (await turnOf(customer)) > before, 1);
    // The first ones make the customers and fill the caches.
    if (n >= CUSTOMERS * 8) {
      accepted.push(answered - started);
      readable.push(performance.now() - started);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [p50, p99] = [percentile(readable, 0.5), percentile(readable, 0.99)];
  const events = await eventsPerPurchase(stage, workspace, post);
  return [
    { what: 'lone event to 202, p50', measured: `${percentile(accepted, 0.5).toFixed(1)} ms`, goal: '', ok: true },
    { what: 'lone event to readable state, p50', measured: `${p50.toFixed(1)} ms`, goal: '<= 50 ms', ok: p50 <= 50 },
    { what: 'lone event to readable state, p99', measured: `${p99.toFixed(1)} ms`, goal: '<= 250 ms', ok: p99 <= 250 },
    { what: 'history events per lone purchase', measured: `${events}`, goal: '<= 5', ok: events <= 5 },
  ];
}

/** Of a settled customer, whose score a further purchase does not change. */
async function eventsPerPurchase(stage: Stage, workspace: WorkspaceId, post: PostEvent): Promise<number> {
  const customer = 'settled';
  const handle = stage.client.workflow.getHandle(workflowId(customerKey(workspace, customerId.parse(customer))));
  const settledLength = async () => {
    let length = -1;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { historyLength } = await handle.describe();
      if (historyLength === length) return length;
      length = historyLength;
    }
  };
  for (let n = 0; n < 8; n += 1) await post({ id: `settled:${n}`, customer, type: 'purchase', amount: 50_000 });
  const before = await settledLength();
  const LONE = 10;
  for (let n = 0; n < LONE; n += 1) {
    await post({ id: `settled:lone:${n}`, customer, type: 'purchase', amount: 50_000 });
    await settledLength();
  }
  return ((await settledLength()) - before) / LONE;
}
