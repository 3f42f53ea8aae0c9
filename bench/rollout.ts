import { customerCollection } from '../db/customers/customers.ts';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { PostEvent } from './latency.ts';
import { percentile, until, type Figure } from './report.ts';
import { settle } from './settled.ts';
import type { Stage } from './stage.ts';

const CUSTOMERS = 40_000;
/** One lone event after another, this long apart. */
const EVERY_MS = 250;
/** Longer is as bad as never, milliseconds. */
const LONGEST_LONE = 30_000;
/** No event beside a rollout waits longer than this, milliseconds. */
const LONE_GOAL = 1_000;

interface RolloutJob {
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly result?: { readonly woken: number; readonly unchanged: number };
}

/** Sends a request to the API, and gives the reply's body. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<unknown>;

/**
 * Other days of silence for 40,000 customers of all ages, with lone events of the same workspace beside: until everybody
 * lives by them.
 */
export async function measureRollout(
  stage: Stage,
  { workspace, playbook }: { readonly workspace: WorkspaceId; readonly playbook: Playbook },
  call: CallApi,
  post: PostEvent,
): Promise<readonly Figure[]> {
  await settle(stage.store, { workspace, playbook, customers: CUSTOMERS, now: Date.now() });
  const customers = customerCollection(stage.store);
  const started = performance.now();
  const published = (await call('PUT', '/v1/silence/model', { overdueDays: 60, lapsedDays: 120 })) as {
    readonly rollout: string;
  };
  const readable: number[] = [];
  let job: RolloutJob = { state: 'queued', done: 0, total: null };
  for (let n = 0; job.state === 'queued' || job.state === 'running'; n += 1) {
    const key = customerKey(workspace, customerId.parse(`beside-${n}`));
    const sent = performance.now();
    await post({ id: `beside:${n}`, customer: `beside-${n}`, type: 'purchase', amount: 50_000 });
    const isThere = async () => (await customers.countDocuments({ _id: key })) > 0;
    // What could not be delivered at once would be the sweeper's, and none runs here.
    await until(async () => (await isThere()) || performance.now() - sent > LONGEST_LONE);
    readable.push(performance.now() - sent);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    ({ job } = (await call('GET', `/v1/jobs/${published.rollout}`)) as { readonly job: RolloutJob });
  }
  const seconds = (performance.now() - started) / 1_000;
  const others = await customers.countDocuments({ workspace, 'state.rules.silence': { $ne: 2 } });
  const woken = job.result?.woken ?? 0;
  const [p50, worst] = [percentile(readable, 0.5), Math.max(...readable)];
  return [
    {
      what: `${CUSTOMERS} customers live by new rules, ${woken} of them woken`,
      measured: `${seconds.toFixed(0)} s`,
      goal: '',
      ok: job.state === 'done',
    },
    { what: 'of these, woken a second', measured: (woken / seconds).toFixed(0), goal: '', ok: true },
    { what: 'who live by older rules when it is done', measured: String(others), goal: '0', ok: others === 0 },
    {
      what: 'lone event beside it to readable state, p50',
      measured: `${p50.toFixed(0)} ms`,
      goal: `<= ${LONE_GOAL} ms`,
      ok: p50 <= LONE_GOAL,
    },
    { what: 'lone event beside it, worst', measured: `${worst.toFixed(0)} ms`, goal: '', ok: true },
  ];
}
