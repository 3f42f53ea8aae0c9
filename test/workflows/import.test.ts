import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { UNDELIVERED } from '../../db/events/events.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { moveClock } from '../../ingest/clock.ts';
import { aJourney, aPlaybook } from '../builders.ts';
import { eventually, file, HEADER, ImportWorld, PLAIN, type WorldOptions } from './import-world.ts';
import { withChanges } from './import-changes.ts';

let world: ImportWorld;
const open = async (options?: WorldOptions) => (world = await ImportWorld.open(options));
afterEach(() => world.close());

const daysAgo = (days: number) => isoTime(Date.now() - days * DAY);

describe('an import', () => {
  test('makes scored customers whose workflows sleep on the server until their next deadline', async () => {
    await open();
    const last = daysAgo(10);
    const job = await world.import(
      file(['o1', 'c1', daysAgo(100), 10], ['o2', 'c2', daysAgo(400), 7], ['o3', 'c1', last, '22.2']),
    );
    expect(job).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(job.counts).toEqual({ imported: 3, ahead: 0, duplicates: 0, rejected: 0, customers: 2 });
    const row = await world.customer('c1');
    expect(row).toMatchObject({ orders: 2, revenue: 3_220, segment: 'potential-loyalist', score: 'R5F2M-' });
    expect(row?.state).toMatchObject({ base: job._id, seq: 0 });
    expect(row?.next?.at).toBe(Date.parse(last) + 41 * DAY);
    expect(await world.customer('c2')).toMatchObject({ segment: 'lost', orders: 0, next: null });
    expect(await world.journalLength()).toBe(0);
    const described = await world.workflow('c1').describe();
    expect([described.status.name, described.historyLength]).toEqual(['RUNNING', 1]);
    expect(JSON.stringify(described.typedSearchAttributes)).toContain('R5F2M-');
    expect(described.searchAttributes['Workspace']).toEqual([world.workspace]);
    expect(await described.staticDetails()).toContain('When imported: **potential-loyalist** (R5F2M-); orders: 2.');
    expect(described.startTime.getTime()).toBeLessThan(Date.now() + DAY);
    expect((await world.workflow('c2').describe()).historyLength).toBe(1);
    expect(await world.uploads()).toBe(0);
  });

  test('is read once: the same order again is a duplicate, other content under its id a conflict', async () => {
    await open();
    const [first, second] = [daysAgo(5), daysAgo(3)];
    await world.import(file(['o1', 'c1', first, 10], ['o2', 'c1', second, 5]));
    const again = await world.import(
      file(['o1', 'c1', first, '10.00'], ['o2', 'c1', second, 6], ['o3', 'c1', second, 1], ['o3', 'c1', second, 1]),
      { kind: 'orders' },
    );
    expect(again.counts).toMatchObject({ imported: 1, duplicates: 2, rejected: 1 });
    expect(await world.rejected(again._id)).toEqual([
      expect.objectContaining({ line: 3, column: null, message: expect.stringContaining('other content') }),
    ]);
    await eventually(async () => (await world.customer('c1'))?.revenue === 1_600);
    expect(await world.customer('c1')).toMatchObject({ orders: 3 });
  });

  test('says of a conflict within the file which line was there first', async () => {
    await open();
    const at = daysAgo(3);
    const job = await world.import(file(['o1', 'c1', at, 1], ['o1', 'c1', at, 2]), { kind: 'orders' });
    const [row] = await world.rejected(job._id);
    expect(row).toMatchObject({ line: 3, raw: `o1,c1,${at},2`, message: expect.stringContaining('in line 2') });
    expect(await world.customer('c1')).toMatchObject({ orders: 1, revenue: 100 });
  });

  test('knows the order again when it is sent as an event', async () => {
    await open();
    await world.import(file(['o1', 'c1', '2026-01-02 10:00', 10]));
    const order = { id: 'o1', type: 'purchase', customer: 'c1', at: '2026-01-02T10:00:00Z' };
    expect(await world.tell({ ...order, amount: 1_000 })).toBe('duplicate');
    expect(await world.tell({ ...order, amount: 999 })).toBe('conflict');
  });

  test('reads times without a zone as the clock of the workspace shows them', async () => {
    await open({ timezone: 'Europe/London' });
    await world.import(file(['o1', 'c1', '2011-07-01 08:26', 10]));
    expect((await world.events()).map(({ event }) => isoTime(event.at))).toEqual(['2011-07-01T07:26:00.000Z']);
  });
});

describe('a file that is not right', () => {
  test.each([
    ['id,customer,at,revenue\no1,c1,2011-01-01,1\n', '"revenue"'],
    ['', 'empty'],
    ['\n', 'empty'],
  ])('is refused before anything is stored: %j', async (text, word) => {
    await open({ worker: false });
    const begun = await world.begin(text);
    expect(begun).toMatchObject({ is: 'refused', faults: [{ message: expect.stringContaining(word) }] });
    expect(await world.jobs.rows.list(world.workspace, 10)).toEqual([]);
    expect(await world.uploads()).toBe(0);
  });

  test('costs its bad rows only, and these can be looked up by line', async () => {
    await open();
    const at = daysAgo(5);
    const huge = 'x'.repeat(200_000);
    const text = [HEADER, `o1,c1,${at},1`, huge, `o2,c1,${at},"open`, `o3,c1,${at},NaN`, `o4,c2,${at},4`].join('\n');
    const job = await world.import(text);
    expect(job.counts).toMatchObject({ imported: 2, rejected: 3, customers: 2 });
    expect((await world.rejected(job._id)).map(({ line, column }) => [line, column])).toEqual([
      [3, null],
      [4, null],
      [5, 'amount'],
    ]);
  });

  test('with nothing but a header is an import of nothing', async () => {
    await open();
    const job = await world.import(`${HEADER}\n`);
    expect(job).toMatchObject({ state: 'done', counts: { imported: 0, rejected: 0, customers: 0 } });
  });

  test('that breaks off while it is sent leaves nothing behind', async () => {
    await open({ worker: false });
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from(file(['o1', 'c1', daysAgo(1), 1]));
        yield Buffer.alloc(3 << 20, 'x');
        throw new Error('connection lost');
      })(),
    );
    await expect(world.jobs.beginImport(await world.workspaceRow(), PLAIN, broken)).rejects.toThrow('connection lost');
    expect(await world.jobs.rows.list(world.workspace, 10)).toEqual([]);
    expect(await world.uploads()).toBe(0);
  });
});

describe('a customer who lives already', () => {
  const greeted = aPlaybook([
    aJourney({
      enter: { on: 'move', to: ['champions', 'loyal', 'potential-loyalist'], again: '1d' },
      steps: [
        { id: 'hello', type: 'place', placement: 'toast', slot: 'corner', title: 'Hello', body: 'You.', for: '1d' },
      ],
    }),
  ]);

  test('gets their history added without anything being set off by it', async () => {
    await open({ playbook: greeted });
    await world.tell({ id: 'live', type: 'purchase', customer: 'c1', at: daysAgo(60), amount: 500 });
    const before = await eventually(() => world.customer('c1'));
    const entries = await world.journalLength();
    const rows = Array.from({ length: 250 }, (_, n) => [`o${n}`, 'c1', daysAgo(300 - n), 1] as const);
    const job = await world.import(file(...rows, ['new', 'c2', daysAgo(1), 1]));
    expect(job.counts).toMatchObject({ imported: 251, customers: 2 });
    const row = await eventually(async () => {
      const now = await world.customer('c1');
      return now?.orders === 251 && now;
    });
    expect(row).toMatchObject({ revenue: 25_500, segment: 'loyal', score: 'R4F5M-' });
    expect(row.state.base).toBeUndefined();
    expect(row.inside).toEqual(before.inside);
    expect(row.state.journeys).toEqual(before.state.journeys);
    expect(await world.journalLength()).toBeGreaterThan(entries);
    expect((await world.events()).filter(({ p }) => p === UNDELIVERED)).toEqual([]);
  });

  test('who came by import may have an imported order refunded, and buys on', async () => {
    await open();
    await world.import(file(['o1', 'c1', daysAgo(30), 10], ['o2', 'c1', daysAgo(20), 7]));
    await world.tell({ id: 'r1', type: 'refund', order: 'o2', customer: 'c1', amount: 700 });
    await world.tell({ id: 'o3', type: 'purchase', customer: 'c1', amount: 100 });
    await eventually(async () => (await world.customer('c1'))?.revenue === 1_100);
    expect(await world.customer('c1')).toMatchObject({ orders: 2 });
  });

  test('by an earlier import gets the second one delivered, once', async () => {
    await open();
    await world.import(file(['o1', 'c1', daysAgo(30), 10], ['o2', 'c2', daysAgo(30), 1]));
    await world.import(file(['o3', 'c1', daysAgo(20), 7], ['o1', 'c1', daysAgo(30), 10]), { kind: 'orders' });
    await eventually(async () => (await world.customer('c1'))?.revenue === 1_700);
    await world.tell({ id: 'o4', type: 'purchase', customer: 'c1', amount: 1 });
    await eventually(async () => (await world.customer('c1'))?.revenue === 1_701);
    expect((await world.workflow('c2').describe()).historyLength).toBe(1);
  });
});

describe('under a test clock', () => {
  const clock = Date.parse('2011-12-10T00:00:00Z');

  test('orders ahead of it wait, and happen when it reaches them; silence is noticed on the way', async () => {
    await open({ clock });
    const job = await world.import(
      file(['o1', 'c1', '2011-11-01', 10], ['o2', 'c1', '2011-12-15', 5], ['o3', 'c2', '2011-11-01', 3]),
    );
    expect(job.counts).toMatchObject({ imported: 3, ahead: 1, customers: 2 });
    expect(await world.customer('c1')).toMatchObject({ orders: 1, revenue: 1_000, score: 'R5F1M-' });
    const move = await moveClock(world.ingest.clock, world.workspace, clock + 30 * DAY);
    expect(move).toMatchObject({ outcome: 'moved', woken: 2 });
    expect(await world.customer('c1')).toMatchObject({ orders: 2, revenue: 1_500, score: 'R5F2M-' });
    expect(await world.customer('c2')).toMatchObject({ score: 'R4F1M-' });
  });

  test('that moves between scoring and starting leaves nobody behind it', async () => {
    const later = clock + 60 * DAY;
    await open({
      clock,
      deps: ({ imported }) =>
        withChanges(imported, {
          create: async (...args: Parameters<typeof imported.create>) => {
            const existing = await imported.create(...args);
            await moveClock(world.ingest.clock, world.workspace, clock + 1);
            await world.store.collection('workspaces').updateOne({}, { $set: { clock: later } });
            return existing;
          },
        }),
    });
    await world.import(file(['o1', 'c1', '2011-12-01', 10]));
    const row = await eventually(async () => {
      const now = await world.customer('c1');
      return now?.asOf === later && now;
    });
    expect(row.score).toBe('R4F1M-');
  });
});
