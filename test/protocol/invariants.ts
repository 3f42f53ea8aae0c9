import type { EventRow } from '../../db/events/events.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { WORKSPACE } from './orders.ts';
import type { Tables } from '../memory/tables.ts';
import type { World } from './world.ts';

/** What a run of the world has broken, in words; empty where every promise was kept. */
export function brokenPromises(world: World): string[] {
  const { tables, customers, promises } = world;
  const waiting = [...tables.events.local.values()].filter((row) => row.p !== undefined);
  return [
    ...waiting.map((row) => `${row._id} is not known to be applied`),
    ...lies(world),
    ...[...customers.values()].flatMap((customer) =>
      misfolded(tables, customer.id, promises.lastReply(customer)?.state ?? null),
    ),
  ];
}

/** Before anything starts anew: what the store would start from is what the history has recorded. */
export function differencesOfReadModel({ tables, customers, promises }: World): string[] {
  return [...customers.values()].flatMap((customer) => {
    const { id } = customer;
    const state = promises.lastReply(customer)?.state ?? null;
    const row = tables.customers.local.get(customerKey(WORKSPACE, id));
    if (state === null || JSON.stringify(row?.state) === JSON.stringify(state)) return [];
    return [`the read model of ${id} shows another state than the one recorded`];
  });
}

/** An acknowledged body is the body that is kept; a refused one is not. */
function lies({ acknowledged, tables }: World): string[] {
  return acknowledged.flatMap(({ row, verdict }) => {
    const stored = tables.events.local.get(row._id);
    if (stored === undefined) return [`${row._id} was answered with "${verdict}" and is gone`];
    if (verdict === 'conflict') return stored.hash === row.hash ? [`${row._id} was called a conflict with itself`] : [];
    return stored.hash === row.hash ? [] : [`${row._id} was acknowledged, but another body is kept`];
  });
}

/** The state is what the kept rows give, each taken once. */
function misfolded(tables: Tables, id: CustomerId, state: CustomerState | null): string[] {
  const rows = [...tables.events.local.values()].filter((row) => row.customer === id);
  if (state === null) return rows.map((row) => `${row._id} is lost: ${id} has no state`);
  const key = customerKey(WORKSPACE, id);
  const entries = [...tables.journal.local.values()].filter((entry) => entry.key === key && entry.seq <= state.seq);
  const taken = new Map<string, number>();
  for (const { key: event } of entries.flatMap((entry) => entry.events)) taken.set(event, (taken.get(event) ?? 0) + 1);
  const expected = naiveTotals(rows.map((row) => row.event));
  const { orders, revenue, early } = state.ledger;
  const broken = rows.flatMap((row) =>
    miscounted(row, taken.get(row._id) ?? 0, tables.marks.local.get(row._id), state.turn),
  );
  if (orders !== expected.orders || revenue !== expected.revenue || early !== expected.early) {
    broken.push(`${id} has ${JSON.stringify({ orders, revenue, early })} instead of ${JSON.stringify(expected)}`);
  }
  if (entries.length !== state.seq) broken.push(`${id} has ${entries.length} journal entries instead of ${state.seq}`);
  return broken;
}

function miscounted(row: EventRow, times: number, mark: number | undefined, turn: number): string[] {
  const problems = times === 1 ? [] : [`${row._id} was ${times === 0 ? 'lost' : `taken ${times} times`}`];
  if (mark === undefined || mark > turn) problems.push(`${row._id} has the mark ${mark} at turn ${turn}`);
  return problems;
}

/** From the whole list, the simplest way. */
function naiveTotals(events: readonly CustomerEvent[]): { orders: number; revenue: number; early: number } {
  const totals = { orders: 0, revenue: 0, early: 0 };
  const purchases = events.filter((event) => event.kind === 'purchase');
  const refunds = events.filter((event) => event.kind === 'refund');
  for (const { key, amount } of purchases) {
    const refunded = refunds.filter((refund) => refund.order === key).reduce((sum, refund) => sum + refund.amount, 0);
    if (refunded === 0 || refunded < amount) totals.orders += 1;
    totals.revenue += Math.max(0, amount - refunded);
  }
  totals.early = refunds.filter((refund) => purchases.every((purchase) => purchase.key !== refund.order)).length;
  return totals;
}
