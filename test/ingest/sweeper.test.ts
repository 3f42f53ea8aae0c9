import { expect, test } from 'vitest';
import { UNCONFIRMED, UNDELIVERED, type EventRow } from '../../db/events/events.ts';
import type { NewlyAside } from '../../db/events/quarantine.ts';
import { customerId, workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { createDispatch } from '../../ingest/dispatch.ts';
import { startSweeper, sweep } from '../../ingest/sweeper.ts';
import { aPurchase, NOON } from '../builders.ts';
import { aRecord, aStoredRow, WORKSPACE } from '../contract/rows.ts';
import { memoryEventStore } from '../memory/events.ts';
import { Tables } from '../memory/tables.ts';
import { saidBy } from '../said-by.ts';

const STUCK = workspaceId.parse('stuck-shop');
const OTHER = customerId.parse('c-2');

const AWAY = saidBy(14);

interface Sweeping {
  readonly isMoving?: (workspace: WorkspaceId) => boolean;
  readonly tables?: Tables;
  /** Deliveries that fail. */
  readonly fails?: (customer: string) => boolean;
  /** Left out: they are refused. */
  readonly failure?: Error;
  readonly at?: number;
  /** Left out: it stands at `at`. */
  readonly clock?: () => number;
}

async function sweepOver(rows: readonly EventRow[], given: Sweeping = {}) {
  const { isMoving = () => false, tables = new Tables(), fails = () => false, at = NOON + MINUTE } = given;
  const { failure = new Error('refused'), clock = () => at } = given;
  const events = memoryEventStore(tables);
  await events.insert(rows);
  const told: string[] = [];
  const aside: string[] = [];
  const dispatch = createDispatch({
    events,
    wake: async (wakeUp) => {
      if (fails(wakeUp.customer)) throw failure;
      told.push(...wakeUp.events);
    },
    timeOf: async (workspace) => ({ isMoving: isMoving(workspace) }),
    now: clock,
    failed: () => undefined,
  });
  const quarantine = {
    setAside: async (added: readonly NewlyAside[]) => void aside.push(...added.flatMap(({ event }) => event ?? [])),
  };
  const swept = await sweep({ events, quarantine, dispatch, now: clock, failed: () => undefined });
  return { swept, told, aside, tables, open: [...tables.events.local.values()].filter((row) => row.p !== undefined) };
}

function aRow(id: string, given: Partial<EventRow> = {}): EventRow {
  return aStoredRow(aPurchase({ id }), { p: UNDELIVERED, due: NOON, ...given });
}

test('what no request delivered is delivered, and waits to be known as applied', async () => {
  const rows = Array.from({ length: 1_200 }, (_, index) => aRow(`e-${index}`));
  const { swept, told, open } = await sweepOver(rows);
  expect(swept).toEqual({ settled: 0, delivered: 1_200 });
  expect(new Set(told).size).toBe(1_200);
  expect(new Set(open.map((row) => row.p))).toEqual(new Set([UNCONFIRMED]));
});

test('rows of the last seconds are left to the request that brought them', async () => {
  const young = aRow('young', { due: NOON + MINUTE + SECOND });
  const other = aStoredRow(aPurchase({ id: 'old', customer: OTHER }), { p: UNDELIVERED, due: NOON, customer: OTHER });
  const { told } = await sweepOver([young, other]);
  expect(told).toEqual([other._id]);
});

test('given a process that died with young rows, when the next one starts, then it delivers them at once', async () => {
  const events = memoryEventStore(new Tables());
  await events.insert([aRow('young', { due: NOON + MINUTE + 9 * SECOND })]);
  const told: string[] = [];
  const dispatch = createDispatch({
    events,
    wake: async (wakeUp) => void told.push(...wakeUp.events),
    timeOf: async () => ({ isMoving: false }),
    now: () => NOON + MINUTE,
    failed: () => undefined,
  });
  const quarantine = { setAside: async () => undefined };
  await startSweeper({ events, quarantine, dispatch, now: () => NOON + MINUTE, failed: () => undefined }).stop();
  expect(told).toEqual([aRow('young')._id]);
});

test('what waits for the same customer goes along, oldest first: a later event is never heard of before an earlier one', async () => {
  const young = aRow('young', { due: NOON + MINUTE + SECOND, receivedAt: NOON + 2 });
  const { told } = await sweepOver([young, aRow('old', { receivedAt: NOON + 1 })]);
  expect(told).toEqual([aRow('old')._id, young._id]);
});

test('rows that cannot be delivered now do not hold up those behind them, of their workspace or of another', async () => {
  const stuck = Array.from({ length: 6_000 }, (_, index) =>
    aRow(`s-${index}`, { workspace: STUCK, receivedAt: NOON - 1 }),
  );
  const { swept, told } = await sweepOver([...stuck, aRow('free')], { isMoving: (workspace) => workspace === STUCK });
  expect(swept.delivered).toBe(1);
  expect(told).toEqual([aRow('free')._id]);
});

test('a row that can never be delivered is set aside with its reason, while the others go on', async () => {
  const bad = aStoredRow(aPurchase({ id: 'bad' }), { p: UNDELIVERED, due: NOON, refusals: 30, customer: OTHER });
  const fails = (customer: string) => customer === OTHER;
  expect((await sweepOver([bad, aRow('good')], { fails })).aside).toEqual([bad._id]);
  // Nobody gets through: that is no fault of this row.
  expect((await sweepOver([bad], { fails })).aside).toEqual([]);
});

test('a row that waited long for Temporal and is then refused once is not set aside', async () => {
  const waited = aStoredRow(aPurchase({ id: 'w' }), { p: UNDELIVERED, due: NOON, tries: 500, customer: OTHER });
  const fails = (customer: string) => customer === OTHER;
  expect((await sweepOver([waited, aRow('good')], { fails })).aside).toEqual([]);
});

test('a row that only found Temporal away is never set aside, however long that lasted', async () => {
  const waited = aStoredRow(aPurchase({ id: 'waited' }), { p: UNDELIVERED, due: NOON, tries: 500, customer: OTHER });
  const fails = (customer: string) => customer === OTHER;
  const { aside, told } = await sweepOver([waited, aRow('good')], { fails, failure: AWAY });
  expect(told).toEqual([aRow('good')._id]);
  expect(aside).toEqual([]);
});

test('a row for which a sweep had no time is not set aside, however often it has waited', async () => {
  let now = NOON + MINUTE;
  const waiting = Array.from({ length: 400 }, (_, index) =>
    aStoredRow(aPurchase({ id: `w-${index}` }), {
      p: UNDELIVERED,
      due: NOON,
      tries: 40,
      customer: customerId.parse(`w-${index}`),
    }),
  );
  // Each delivery takes its time: a page has some seconds.
  const { aside, told } = await sweepOver(waiting, { clock: () => now, fails: () => ((now += 20), false) });
  expect(told.length).toBeLessThan(400);
  expect(told.length).toBeGreaterThan(0);
  expect(aside).toEqual([]);
});

test('somebody behind 500 rows that are refused is delivered to', async () => {
  const refused = Array.from({ length: 500 }, (_, index) => aRow(`r-${index}`));
  const behind = aStoredRow(aPurchase({ id: 'behind' }), {
    p: UNDELIVERED,
    due: NOON + SECOND,
    customer: OTHER,
  });
  const { told } = await sweepOver([...refused, behind], { fails: (customer) => customer !== OTHER });
  expect(told).toEqual([behind._id]);
});

test('what its workflow has lost is delivered again, and what has been applied is not', async () => {
  const [lost, applied] = ['lost', 'applied'].map((id) => aRow(id, { p: UNCONFIRMED, tries: 1, sentAt: NOON }));
  if (!lost || !applied) throw new Error('two rows');
  const tables = new Tables();
  tables.marks.set(applied._id, 1);
  const { row } = aRecord({ turn: 1 });
  tables.customers.set(row._id, row);
  const { swept, told, open } = await sweepOver([lost, applied], { tables });
  expect(swept).toEqual({ settled: 1, delivered: 1 });
  expect(told).toEqual([lost._id]);
  expect(open.map(({ _id }) => _id)).toEqual([lost._id]);
});

test('what was delivered a moment ago is given time', async () => {
  const row = aRow('young', { p: UNCONFIRMED, tries: 1, sentAt: NOON + MINUTE - 10 * SECOND });
  const { told, open } = await sweepOver([row]);
  expect(told).toEqual([]);
  expect(open[0]?.due).toBeGreaterThan(NOON + MINUTE);
});

test('a workspace that cannot be read keeps back its own rows only', async () => {
  const { told } = await sweepOver([aRow('lost', { workspace: STUCK }), aRow('free', { workspace: WORKSPACE })], {
    isMoving: (id) => {
      if (id === STUCK) throw new Error('there is no such workspace');
      return false;
    },
  });
  expect(told).toEqual([aRow('free')._id]);
});
