import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { UNDELIVERED } from '../../db/events/events.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { moveClock } from '../../ingest/clock.ts';
import { eventually, file as orders, ImportWorld, type WorldOptions } from './import-world.ts';

let world: ImportWorld;
const open = async (options?: WorldOptions) => (world = await ImportWorld.open(options));
afterEach(() => world.close());

const CLOCK = Date.parse('2011-12-10T00:00:00Z');
const HEADER = 'customer,at,actions,lastActionAt,monetary';
const SUMMARIES = { kind: 'summaries' } as const;
const daysAgo = (days: number) => isoTime(Date.now() - days * DAY);

type Row = readonly [customer: string, at: string, actions: number | string, last: string, money: string];

function file(...rows: readonly Row[]): string {
  return `${[HEADER, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}

/** Every third customer twice, the older totals after the newer ones. */
function shop(customers: number): readonly Row[] {
  const day = (days: number) => isoTime(CLOCK - days * DAY).slice(0, 10);
  return Array.from({ length: customers }, (_, n): readonly Row[] => {
    const last = (n * 37) % 500;
    const money = `${(n * 7_919) % 1_000}.${String((n * 31) % 100).padStart(2, '0')}`;
    const newer: Row = [`c${n}`, day(last), 1 + (n % 8), day(last), money];
    return n % 3 === 0 ? [newer, [`c${n}`, day(last + 30), 99, day(last + 40), '99999']] : [newer];
  }).flat();
}

const BAD: readonly string[] = [
  ',2011-12-01,1,2011-11-01,1',
  'ann@example.com,2011-12-01,1,2011-11-01,1',
  'bad,2011-12-01,0,2011-11-01,1',
  'bad,2011-12-01,1.5,2011-11-01,1',
  'bad,2011-12-01,1,2011-12-02,1',
  'bad,2011-12-01,1,2011-11-01,-1',
  'bad,2011-12-01,1,2011-11-01,"1,000"',
  'bad,2011-12-01,1',
];

interface Pictured {
  readonly segment: string;
  readonly orders: number;
  readonly revenue: number;
}

/** The same from the rows alone, as simply as can be. */
function oracle(rows: readonly Row[]): ReadonlyMap<string, Pictured> {
  const latest = new Map<string, Row>();
  for (const row of rows) if ((latest.get(row[0])?.[1] ?? '') < row[1]) latest.set(row[0], row);
  return new Map(
    [...latest].map(([customer, [, , actions, last, money]]) => {
      const days = (CLOCK - Date.parse(last)) / DAY;
      const counts = days <= 365;
      const inWindow = { orders: counts ? Number(actions) : 0, revenue: counts ? Math.round(Number(money) * 100) : 0 };
      return [customer, { segment: segmentOf(days, inWindow.orders), ...inWindow }];
    }),
  );
}

function segmentOf(days: number, orders: number): string {
  const isFrequent = orders >= 4;
  if (days <= 40) return isFrequent ? 'champions' : 'potential-loyalist';
  if (days <= 90) return isFrequent ? 'loyal' : 'potential-loyalist';
  if (days <= 180) return isFrequent ? 'loyal' : 'needs-attention';
  if (orders >= 3) return 'at-risk';
  return days <= 365 ? 'hibernating' : 'lost';
}

async function pictured(): Promise<ReadonlyMap<string, Pictured>> {
  const customers = await world.customers();
  return new Map(
    customers.map(({ customer, segment, orders, revenue }) => [customer, { segment: segment ?? '', orders, revenue }]),
  );
}

describe('an import of summaries', () => {
  test('makes of a fresh workspace what its file says, bad rows aside, and knows the file again', async () => {
    await open({ clock: CLOCK });
    const rows = shop(120);
    const [header, ...lines] = file(...rows)
      .trim()
      .split('\n');
    const mixed = [header, ...lines.flatMap((line, n) => [line, ...BAD.slice(n, n + 1)])].join('\n');
    const first = await world.import(mixed, SUMMARIES);
    expect(first).toMatchObject({ state: 'done', done: 120, total: 120 });
    expect(first.counts).toEqual({ imported: 160, ahead: 0, duplicates: 0, rejected: 8, customers: 120 });
    const refused = (await world.rejected(first._id)).map(({ line, column, raw }) => [line, column, raw]);
    const columns = ['customer', 'customer', 'actions', 'actions', 'lastActionAt', 'monetary', 'monetary', null];
    expect(refused).toEqual(BAD.map((raw, n) => [2 * n + 3, columns[n], raw]));

    const expected = oracle(rows);
    expect(new Set([...expected.values()].map(({ segment }) => segment)).size).toBe(7);
    expect(await pictured()).toEqual(expected);
    expect(await world.journalLength()).toBe(0);
    const described = await world.workflow('c1').describe();
    expect([described.status.name, described.historyLength]).toEqual(['RUNNING', 1]);
    expect((await world.customer('c1'))?.state.base).toBe(first._id);

    const again = await world.import(file(...rows), SUMMARIES);
    expect(again.counts).toEqual({ imported: 0, ahead: 0, duplicates: 160, rejected: 0, customers: 0 });
    expect(await pictured()).toEqual(expected);
  });

  test('is delivered to those who live already: only what they did after it still counts by itself', async () => {
    await open();
    await world.import(orders(['o1', 'imported', daysAgo(60), 10], ['o2', 'imported', daysAgo(5), 20]));
    await world.tell({ id: 'p1', type: 'purchase', customer: 'live', at: daysAgo(60), amount: 500 });
    await world.tell({ id: 'p2', type: 'purchase', customer: 'live', at: daysAgo(5), amount: 700 });
    await eventually(async () => (await world.customer('live'))?.orders === 2);
    const stated = [daysAgo(30), 5, daysAgo(31), '70.05'] as const;
    const job = await world.import(file(['live', ...stated], ['new', ...stated], ['imported', ...stated]), SUMMARIES);
    expect(job.counts).toMatchObject({ imported: 3, duplicates: 0, customers: 3 });
    await eventually(async () => (await world.customer('live'))?.orders === 6);
    await eventually(async () => (await world.customer('imported'))?.orders === 6);
    expect(await world.customer('live')).toMatchObject({ revenue: 7_705, segment: 'champions' });
    expect(await world.customer('imported')).toMatchObject({ revenue: 9_005, segment: 'champions' });
    expect(await world.customer('new')).toMatchObject({ orders: 5, revenue: 7_005, state: { base: job._id } });
    expect((await world.events()).filter(({ p }) => p === UNDELIVERED)).toEqual([]);
  });

  test('is followed by real purchases, and by a newer import that replaces both', async () => {
    await open();
    await world.import(file(['c1', daysAgo(20), 5, daysAgo(31), '70']), SUMMARIES);
    await world.tell({ id: 'p1', type: 'purchase', customer: 'c1', at: daysAgo(25), amount: 900 });
    await world.tell({ id: 'p2', type: 'purchase', customer: 'c1', at: daysAgo(10), amount: 100 });
    await eventually(async () => (await world.customer('c1'))?.revenue === 7_100);
    const job = await world.import(file(['c1', daysAgo(1), 8, daysAgo(10), '80.50']), SUMMARIES);
    expect(job.counts).toMatchObject({ imported: 1, customers: 1 });
    const row = await eventually(async () => {
      const now = await world.customer('c1');
      return now?.revenue === 8_050 && now;
    });
    expect(row).toMatchObject({ orders: 8, segment: 'champions' });
  });

  test('that names no time is of its own time, and changes nothing when it is repeated later', async () => {
    await open();
    const text = `who,n,last,sum\nc1,5,${daysAgo(31)},70\n`;
    const mapping = { customer: 'who', actions: 'n', lastActionAt: 'last', monetary: 'sum' };
    const first = await world.import(text, { ...SUMMARIES, mapping });
    expect((await world.events()).map(({ event }) => event.at)).toEqual([first.startedAt]);
    await world.tell({ id: 'p1', type: 'purchase', customer: 'c1', amount: 100 });
    await eventually(async () => (await world.customer('c1'))?.orders === 6);
    const again = await world.import(text, { ...SUMMARIES, mapping });
    expect(again.counts).toMatchObject({ imported: 0, duplicates: 1 });
    expect(await world.customer('c1')).toMatchObject({ orders: 6, revenue: 7_100 });
  });

  test('knows the same summary sent as an event, and says which line contradicts another', async () => {
    await open();
    const job = await world.import(
      file(
        ['c1', '2026-01-02 10:00', 5, '2026-01-01', '70'],
        ['c1', '2026-01-02 10:00', 5, '2026-01-01', '70.00'],
        ['c1', '2026-01-02 10:00', 6, '2026-01-01', '70'],
      ),
      SUMMARIES,
    );
    expect(job.counts).toMatchObject({ imported: 1, duplicates: 1, rejected: 1 });
    expect(await world.rejected(job._id)).toMatchObject([{ line: 4, message: expect.stringContaining('in line 2') }]);
    const event = {
      id: 'summary:c1:2026-01-02T10:00:00Z',
      type: 'summary',
      customer: 'c1',
      at: '2026-01-02T11:00:00+01:00',
      actions: 5,
      lastActionAt: '2026-01-01T00:00:00.000Z',
      monetary: 7_000,
      currency: 'GBP',
    };
    expect(await world.tell(event)).toBe('duplicate');
    expect(await world.tell({ ...event, monetary: 7_001 })).toBe('conflict');
  });

  test('keeps what lies ahead of a test clock until the clock is there', async () => {
    await open({ clock: CLOCK });
    const job = await world.import(
      file(['c1', '', 2, '2011-12-01', '5'], ['c1', '2011-12-20', 3, '2011-12-18', '9.99']),
      SUMMARIES,
    );
    expect(job.counts).toMatchObject({ imported: 2, ahead: 1, customers: 1 });
    expect(await world.customer('c1')).toMatchObject({ orders: 2, revenue: 500 });
    expect(await moveClock(world.ingest.clock, world.workspace, CLOCK + 20 * DAY)).toMatchObject({ outcome: 'moved' });
    expect(await world.customer('c1')).toMatchObject({ orders: 3, revenue: 999 });
  });

  test('called off while it reads takes back what it has read', async () => {
    await open({
      deps: ({ uploads }) => ({
        uploads: {
          save: async () => undefined,
          remove: (id) => uploads.remove(id),
          // Never ends, so only being called off can end it.
          async *read() {
            yield Buffer.from(`${HEADER}\n`);
            for (let n = 0; ; n += 1) {
              yield Buffer.from(`c${n},2011-12-01,1,2011-11-01,1\n`);
              await pause(10);
            }
          },
        },
      }),
    });
    const job = await world.send(file(['c1', '2011-12-01', 1, '2011-11-01', '1']), SUMMARIES);
    await eventually(async () => (await world.job(job._id)).counts.imported > 0);
    await world.jobs.cancel(await world.job(job._id));
    const ended = await world.ended(job._id);
    expect(ended).toMatchObject({ state: 'cancelled', counts: { customers: 0 } });
    expect(ended.removed).toBeGreaterThanOrEqual(ended.counts.imported);
    expect(await world.events()).toEqual([]);
  });

  test('is refused before anything is stored where a column is missing', async () => {
    await open({ worker: false });
    const begun = await world.begin('customer,actions,last\nc1,1,2011-01-01\n', SUMMARIES);
    expect(begun).toMatchObject({ is: 'refused', faults: [{ path: 'map.lastActionAt' }, { path: 'map.monetary' }] });
    expect(await world.jobs.rows.list(world.workspace, 10)).toEqual([]);
  });
});
