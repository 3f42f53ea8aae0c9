import { customerCollection } from '../db/customers/customers.ts';
import { customerRow } from '../db/customers/customer-row.ts';
import { fold } from '../domain/decision/decide.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import { customerId, journeyId, stepId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { basisOf } from '../domain/scoring/model.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import { forEachAtOnce } from '../ingest/at-once.ts';
import type { PostEvent } from './latency.ts';
import type { CallApi } from './rollout.ts';
import { until, type Figure } from './report.ts';
import { ledgerOf } from './ledgers.ts';
import type { Stage } from './stage.ts';

const INSIDE = 2_000;
const ORDERS = 3;
/** Events beside the migrations, and as many without. */
const EVENTS = 240;
const CLIENTS = 8;
const JOURNEY = journeyId.parse('walk');
const GOAL_RATE = 100;
const GOAL_SLOWER = 0.2;

/**
 * 2,000 customers inside a journey pass to its next version; then again and again, while events of the same workspace come
 * in, against as many events that come in by themselves.
 */
export async function measureMigrate(
  stage: Stage,
  workspace: WorkspaceId,
  load: () => Promise<Playbook>,
  call: CallApi,
  post: PostEvent,
): Promise<readonly Figure[]> {
  await publish(call, 1, 'pin');
  await settleInside(stage, workspace, await load(), Date.now());
  const alone = await ingested(stage, workspace, post, 'alone');
  const seconds = await migrated(call, 2);
  const moved = await inVersion(stage, workspace, 2);
  const events = { areIn: false };
  const beside = ingested(stage, workspace, post, 'beside').finally(() => (events.areIn = true));
  let version = 3;
  for (; !events.areIn; version += 1) await migrated(call, version);
  const slower = 1 - (await beside) / alone;
  const rate = INSIDE / seconds;
  return [
    {
      what: `${INSIDE} customers inside pass to the next version, a second`,
      measured: rate.toFixed(0),
      goal: `>= ${GOAL_RATE}`,
      ok: rate >= GOAL_RATE && moved === INSIDE,
    },
    { what: 'events applied a second, nothing beside', measured: alone.toFixed(0), goal: '', ok: true },
    {
      what: `slower with ${version - 3} migrations of all of them beside`,
      measured: `${(100 * slower).toFixed(0)} %`,
      goal: `<= ${100 * GOAL_SLOWER} %`,
      ok: slower <= GOAL_SLOWER,
    },
  ];
}

/** Each version waits longer than the one before. */
async function publish(call: CallApi, version: number, inside: 'pin' | 'migrate'): Promise<string | null> {
  await call('PUT', `/v1/journeys/${JOURNEY}`, {
    name: 'Walk',
    enter: { on: 'event', event: 'walk.begun' },
    steps: [{ id: 'pause', type: 'wait', for: `${20 + version}d` }],
  });
  const published = await call('POST', `/v1/journeys/${JOURNEY}/publish`, { inside });
  return (published as { readonly rollout: string | null }).rollout;
}

/** @returns seconds from publishing until everybody has passed */
async function migrated(call: CallApi, version: number): Promise<number> {
  const started = performance.now();
  const job = await publish(call, version, 'migrate');
  await until(async () => {
    const { job: row } = (await call('GET', `/v1/jobs/${job}`)) as { readonly job: { readonly state: string } };
    return row.state === 'done';
  });
  return (performance.now() - started) / 1_000;
}

async function inVersion({ store }: Stage, workspace: WorkspaceId, version: number): Promise<number> {
  const there = { $elemMatch: { is: 'inside', version } };
  return await customerCollection(store).countDocuments({ workspace, [`state.journeys.${JOURNEY}.enrolments`]: there });
}

/** As an import leaves them, inside a wait that is far from over. */
async function settleInside(stage: Stage, workspace: WorkspaceId, playbook: Playbook, now: Instant): Promise<void> {
  const basis = basisOf(playbook.scoring.counts);
  const rows = Array.from({ length: INSIDE }, (_, index) => {
    const customer = customerId.parse(`walker-${index}`);
    const key = customerKey(workspace, customer);
    const state = { ...NEW_CUSTOMER, basis, ledger: ledgerOf(index, ORDERS, now) };
    const { state: folded, next } = fold({ playbook, timezone: 'UTC', sandbox: false, now, customer: key, state });
    const enteredAt = now - HOUR;
    const waiting = { for: 'step', until: enteredAt + 21 * DAY } as const;
    const enrolment = {
      is: 'inside',
      version: 1,
      enrolment: 1,
      enteredAt,
      step: stepId.parse('pause'),
      since: enteredAt,
    } as const;
    const journeys = { [JOURNEY]: { entered: 1, enrolments: [{ ...enrolment, waiting, visits: {} }] } };
    const inside = {
      state: { ...folded, journeys },
      next: next && next.at < waiting.until ? next : { at: waiting.until, because: 'a wait ends' },
    };
    return customerRow({ workspace, customer, chain: 'import:bench' }, key, inside, playbook);
  });
  await customerCollection(stage.store).insertMany(rows);
}

/** @returns events a second, from the first request until the last one can be read */
async function ingested({ store }: Stage, workspace: WorkspaceId, post: PostEvent, name: string): Promise<number> {
  const started = performance.now();
  const numbers = Array.from({ length: EVENTS }, (_, n) => n);
  await forEachAtOnce(CLIENTS, numbers, async (n) => {
    await post({ id: `${name}:${n}`, customer: `${name}-${n % 60}`, type: 'purchase', amount: 1_000 });
  });
  const keys = Array.from({ length: 60 }, (_, n) => customerKey(workspace, customerId.parse(`${name}-${n}`)));
  await until(async () => {
    const rows = customerCollection(store).aggregate<{ readonly orders: number }>([
      { $match: { _id: { $in: keys } } },
      { $group: { _id: null, orders: { $sum: '$orders' } } },
    ]);
    return ((await rows.next())?.orders ?? 0) >= EVENTS;
  });
  return EVENTS / ((performance.now() - started) / 1_000);
}
