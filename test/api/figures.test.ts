import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mongoCurrentTotals } from '../../db/customers/current-totals.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import { customerFigures } from '../../db/migrations/customer-figures.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { publishSilence } from '../../domain/playbook.ts';
import type { Rhythm } from '../../domain/silence/rhythm.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { Random } from '../protocol/random.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeEach(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
});
afterEach(() => edge.close());

interface Listed {
  readonly id: string;
  readonly orders: number;
  readonly revenue: number;
}

interface SegmentLine {
  readonly id: string;
  readonly customers: number;
  readonly revenue: number;
  readonly silentIn7d: number;
  readonly valueAtStake: number;
}

const get = async (path: string) => (await edge.call('get', path)).body;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Everybody of a segment, page by page, in the order the API gives. */
async function listed(segment: string): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for (let cursor = ''; ;) {
    const page = await get(`/v1/segments/${segment}/customers?limit=7${cursor}`);
    all.push(...page.customers);
    if (page.next === null) return all;
    cursor = `&cursor=${page.next}`;
  }
}

/** The engine in small: time passes, and everybody decides at each of their deadlines. */
async function timePasses(to: Instant): Promise<void> {
  edge.clock.now = to;
  for (;;) {
    const due = customerCollection(edge.deps.connection).find({ 'next.at': { $lte: to } });
    const rows = await due.toArray();
    if (rows.length === 0) return;
    for (const { customer } of rows) await lives.decided(customer, to);
  }
}

async function putRhythmInForce(): Promise<void> {
  const rhythm: Rhythm = {
    fittedAt: NOW,
    customers: 2_357,
    repeaters: 946,
    fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
    firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
    floorDays: 7,
    capDays: 365,
    spend: null,
    meanOrder: 3_500,
  };
  const { playbooks } = edge.deps.stores;
  const current = await playbooks.load(edge.workspace, 1);
  await playbooks.publish(edge.workspace, publishSilence(current, { ...current.silence, rhythm }, NOW - 800 * DAY));
}

test('one reply, one time: when orders have left the window, totals, reasons, value and segment say the same', async () => {
  const at = (iso: string) => (NOW - Date.parse(iso)) / DAY;
  await lives.bought(
    'c1',
    Array.from({ length: 8 }, () => at('2024-01-10T12:00:00Z')),
    7_500,
  );
  // Later orders of the same customer need keys of their own, so they are somebody else's in the same segment.
  await lives.bought('c2', [
    at('2024-01-10T12:00:00Z'),
    ...Array.from({ length: 6 }, () => at('2024-07-20T12:00:00Z')),
  ]);
  await timePasses(Date.parse('2025-01-12T00:00:00Z'));
  const { totals, why, outlook, asOf } = await get('/v1/customers/c2');
  expect(asOf).toBe('2025-01-12T00:00:00.000Z');
  expect(totals).toMatchObject({ orders: 6, revenue: 24_000, ordersEver: 7, revenueEver: 28_000 });
  expect(why.map(({ of, value }: { of: string; value: number }) => [of, value])).toEqual([
    ['recency', 175],
    ['frequency', 6],
    ['money', 24_000],
  ]);
  expect(outlook).toMatchObject({ purchases: (6 * 90) / 365, revenue: Math.round((24_000 * 90) / 365), by: 'pace' });
  const { segments } = await get('/v1/segments');
  expect(sum(segments.map(({ revenue }: SegmentLine) => revenue))).toBe(24_000);
});

describe.each([
  ['without a fit', async () => undefined],
  ['by a fitted rhythm', putRhythmInForce],
])('what a segment adds up to is what its customers show, whatever the time: %s', (_, prepare) => {
  test('revenue, people and value at stake, in the lists, in the forecast and one by one', async () => {
    await prepare();
    const random = new Random(7);
    const names = Array.from({ length: 16 }, (__, n) => `c${n}`);
    for (const name of names) {
      const days = Array.from({ length: 1 + random.below(9) }, () => random.below(700));
      await lives.bought(
        name,
        days.toSorted((a, b) => b - a),
        100 * (1 + random.below(90)),
      );
    }
    for (let step = 0, now = NOW; step < 6; step += 1, now += random.below(60 * 24) * (DAY / 24)) {
      await timePasses(now);
      const { segments, asOf } = await get('/v1/segments');
      expect(asOf).toBe(isoTime(now));
      const people = await Promise.all(names.map(async (name) => await get(`/v1/customers/${name}`)));
      for (const { id, customers, revenue, silentIn7d, valueAtStake } of segments as readonly SegmentLine[]) {
        const list = await listed(id);
        const mine = people.filter(({ segment }) => segment === id);
        expect(new Set(list.map((one) => one.id))).toEqual(new Set(mine.map((one) => one.id)));
        expect(list).toHaveLength(mine.length);
        expect(list.map((one) => one.revenue)).toEqual(list.map((one) => one.revenue).toSorted((a, b) => b - a));
        for (const { id: name, orders, revenue: own } of list) {
          expect(mine.find((one) => one.id === name).totals).toMatchObject({ orders, revenue: own });
        }
        const soon = mine.filter(({ when }) => Date.parse(when.silence.next?.at) <= now + 7 * DAY);
        const atStake = sum(soon.map(({ when }) => when.silence.next.valueAtStake));
        expect([customers, revenue]).toEqual([mine.length, sum(list.map((one) => one.revenue))]);
        expect([silentIn7d, valueAtStake]).toEqual([soon.length, atStake]);
      }
      for (const { totals, why, asOf: shown } of people) {
        expect(shown).toBe(isoTime(now));
        expect([totals.orders, totals.revenue]).toEqual([why[1].value, why[2].value]);
      }
      const { days } = await get('/v1/silence?days=60');
      const ahead = people.filter(({ when }) => {
        return when.silence.next !== null && Date.parse(when.silence.next.at) < now + 59 * DAY;
      });
      expect(sum(days.map((day: { customers: number }) => day.customers))).toBeGreaterThanOrEqual(ahead.length);
      expect(sum(days.map((day: { valueAtStake: number }) => day.valueAtStake))).toBeGreaterThanOrEqual(
        sum(ahead.map(({ when }) => when.silence.next.valueAtStake)),
      );
    }
  });
});

describe('orders that leave the window', () => {
  const rows = () => customerCollection(edge.deps.connection);

  /** One order leaves the window, and seven that are left give the same score as eight. */
  const eight = [300, 50, 40, 30, 20, 10, 5, 4];

  test('are counted once, however many count them at the same time', async () => {
    await lives.bought('c1', eight);
    await lives.bought('c2', eight);
    const now = NOW + 70 * DAY;
    const count = async () => await edge.deps.stores.currentTotals.bringUpTo(edge.workspace, now);
    expect(await Promise.all([count(), count()])).toContain(2);
    expect(await count()).toBe(0);
    const found = await rows().find({}).toArray();
    expect(found.map(({ orders, revenue, asOf }) => [orders, revenue, asOf])).toEqual([
      [7, 28_000, NOW - 4 * DAY],
      [7, 28_000, NOW - 4 * DAY],
    ]);
  });

  test('change nothing that is decided while they are counted', async () => {
    await lives.bought('c1', eight);
    const { playbooks } = edge.deps.stores;
    let decisions = 0;
    const counting = mongoCurrentTotals(edge.deps.connection, {
      load: async (workspace, version) => {
        decisions += 1;
        if (decisions === 1) await lives.decided('c1', NOW + 340 * DAY);
        return await playbooks.load(workspace, version);
      },
    });
    await counting.bringUpTo(edge.workspace, NOW + 70 * DAY);
    expect(await rows().findOne({})).toMatchObject({ orders: 4, revenue: 16_000, asOf: NOW + 340 * DAY });
  });

  test('leave rows of 0.2.0 too, which do not know when', async () => {
    await lives.bought('old', [300, 10]);
    const outlook = { purchases: 1, revenue: 4_321, by: 'pace' };
    await rows().updateOne(
      { customer: customerId.parse('old') },
      { $unset: { totalsUntil: 1, atStake: 1 }, $set: { outlook } },
    );
    await customerFigures.run(edge.deps.connection, async () => undefined);
    edge.clock.now = NOW + 70 * DAY;
    const { segments } = await get('/v1/segments');
    expect(sum(segments.map(({ revenue }: SegmentLine) => revenue))).toBe(4_000);
    const row = await rows().findOne({});
    expect(row).toMatchObject({ orders: 1, revenue: 4_000, atStake: Math.round((4_000 * 90) / 365) });
  });
});
