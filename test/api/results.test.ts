import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CounterChanges, counterCollection } from '../../db/tallies/counters.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { bucketOf } from '../../domain/sha256.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { jobsHere } from './jobs-here.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
});
afterAll(() => edge.close());

const JOURNEY = {
  name: 'Come back',
  enter: { on: 'event', event: 'view', again: 'never' },
  goal: { on: 'event', event: 'purchase', within: '5d' },
  holdout: { percent: 50, salt: 'half' },
  steps: [
    { id: 'hello', type: 'send', channel: 'email', subject: 'Hello', body: 'Hello' },
    { id: 'pause', type: 'wait', for: '2d' },
    { id: 'end', type: 'stop', reason: 'done' },
  ],
};
const ids = Array.from({ length: 40 }, (_, n) => `c-${n}`);
const heldOut = ids.filter((id) => bucketOf('half', id) < 0.5);
const treated = ids.filter((id) => bucketOf('half', id) >= 0.5);

async function publish(id: string, body: unknown): Promise<void> {
  expect((await edge.call('put', `/v1/journeys/${id}`, { body })).status).toBe(200);
  expect((await edge.call('post', `/v1/journeys/${id}/publish`)).status).toBe(200);
}

let count = 0;

/** Lives of customers who do one thing at a time. */
function person() {
  const lives = livesIn(edge);
  const key = () => eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`event-${(count += 1)}`));
  return {
    async clicks(id: string, at: Instant) {
      const base = { key: key(), customer: customerId.parse(id), at, seenAt: at, receivedAt: at };
      await lives.decided(id, at, [{ kind: 'activity', type: 'click', ...base }]);
    },
    async views(id: string, at: Instant) {
      const base = { key: key(), customer: customerId.parse(id), at, seenAt: at, receivedAt: at };
      await lives.decided(id, at, [{ kind: 'activity', type: 'view', ...base }]);
    },
    async buys(id: string, at: Instant, amount: number) {
      const base = { key: key(), customer: customerId.parse(id), at, seenAt: at, receivedAt: at };
      await lives.decided(id, at, [{ kind: 'purchase', amount, ...base }]);
      return base.key;
    },
    async refunds(id: string, at: Instant, order: ReturnType<typeof key>, amount: number) {
      const base = { key: key(), customer: customerId.parse(id), at, seenAt: at, receivedAt: at };
      await lives.decided(id, at, [{ kind: 'refund', order, amount, ...base }]);
    },
    wakes: (id: string, at: Instant) => lives.decided(id, at),
  };
}

async function clockAt(at: Instant): Promise<void> {
  await edge.deps.connection.collection('workspaces').updateOne({}, { $set: { clock: at } });
}

test('a journey is told by what came of each step, by day, and against those who were held out', async () => {
  await publish('come-back', JOURNEY);
  const one = person();
  for (const id of ids) await one.views(id, NOW);
  const before = await edge.call('get', '/v1/journeys/come-back/inside?limit=10');
  expect(before.body.inside).toHaveLength(10);
  expect(before.body.inside[0]).toMatchObject({ step: 'pause', version: 1, goesOnAt: isoTime(NOW + 2 * DAY) });
  const rest = await edge.call('get', `/v1/journeys/come-back/inside?limit=100&cursor=${before.body.next}`);
  expect(rest.body).toMatchObject({ next: null });
  expect(new Set([...before.body.inside, ...rest.body.inside].map(({ customer }) => customer))).toEqual(
    new Set(treated),
  );

  const [first, second, third] = treated;
  const [other] = heldOut;
  if (!first || !second || !third || !other) throw new Error('both arms hold somebody');
  await one.buys(first, NOW + DAY, 3_000);
  const order = await one.buys(second, NOW + DAY, 2_000);
  await one.refunds(second, NOW + 3 * DAY, order, 500);
  await one.buys(third, NOW + 6 * DAY, 9_000);
  await one.buys(other, NOW + DAY, 700);
  await clockAt(NOW + 3 * DAY);
  for (const id of ids) await one.wakes(id, NOW + (id === third ? 6 : 3) * DAY);

  const { body } = await edge.call('get', '/v1/journeys/come-back/results?days=4');
  const n = treated.length;
  expect(body).toMatchObject({ version: 1, live: true, uncounted: 0, entered: n, heldOut: heldOut.length, inside: 0 });
  expect(body).toMatchObject({ messages: n, opened: null, conversions: 2, revenue: 4_500, winners: [] });
  expect(body.left).toEqual([
    { by: 'stop', times: n - 2 },
    { by: 'goal', times: 2 },
  ]);
  expect(body.steps).toMatchObject([
    { step: 'hello', type: 'send', reached: n, passed: [{ way: null, times: n }], skipped: [], messages: n, inside: 0 },
    { step: 'pause', reached: n, passed: [{ way: null, times: n - 2 }], left: [{ by: 'goal', times: 2 }] },
    { step: 'end', reached: n - 2, passed: [], left: [{ by: 'stop', times: n - 2 }] },
  ]);
  expect(body.byDay).toMatchObject({
    days: ['2026-06-15', '2026-06-16', '2026-06-17', '2026-06-18'],
    entered: [n, 0, 0, 0],
    heldOut: [heldOut.length, 0, 0, 0],
    left: [0, 2, n - 2, 0],
    conversions: [0, 2, 0, 0],
    revenue: [0, 5_000, 0, -500],
  });
  const [comparison] = body.comparisons;
  expect(comparison).toMatchObject({ step: null, control: 'held-out', days: 5, ends: null, over: false });
  expect(comparison.arms).toMatchObject([
    { arm: 'treated', share: 0.5, assigned: n, matured: 1, conversionsSoFar: 2, revenueSoFar: 4_500 },
    { arm: 'held-out', control: true, assigned: heldOut.length, matured: 0, conversionsSoFar: 1, revenueSoFar: 700 },
  ]);
  expect(comparison.lifts).toMatchObject([{ arm: 'treated', is: 'open', lacking: { conversions: 233, ratio: 1.5 } }]);

  await clockAt(NOW + 6 * DAY);
  for (const id of ids) await one.wakes(id, NOW + 6 * DAY);
  const after = await edge.call('get', '/v1/journeys/come-back/results');
  expect(after.body.comparisons[0].arms).toMatchObject([
    { matured: n, converted: 2, buyers: 2, revenue: 4_500 },
    { matured: heldOut.length, converted: 1, buyers: 1, revenue: 700 },
  ]);
});

test('results of what was never published are not found', async () => {
  expect((await edge.call('get', '/v1/journeys/nothing/results')).status).toBe(404);
  expect((await edge.call('get', '/v1/journeys/come-back/results?version=9')).status).toBe(404);
  expect((await edge.call('get', '/v1/journeys/nothing/inside')).status).toBe(404);
});

describe('a split that asks for its winner', () => {
  const SPLIT = {
    name: 'Split',
    enter: { on: 'event', event: 'click' },
    goal: { on: 'event', event: 'purchase', within: '5d' },
    steps: [
      {
        id: 'ab',
        type: 'split',
        winner: 'auto',
        arms: [
          { name: 'short', weight: 1, next: 'end', control: true },
          { name: 'long', weight: 1, next: 'pause' },
        ],
      },
      { id: 'pause', type: 'wait', for: '2d' },
      { id: 'end', type: 'stop', reason: 'done' },
    ],
  };

  /** As if so many had been assigned, watched until the end, and converted. */
  async function measured(arm: string, customers: number, converted: number): Promise<void> {
    const changes = new CounterChanges();
    const adds = { assigned: customers, matured: customers, conversions: converted, converted };
    changes.change({ tally: 'result-arm', of: `ab-test/1/ab/step/${arm}`, day: null }, adds, 1);
    await counterCollection(edge.deps.connection).bulkWrite(changes.writes(edge.workspace));
  }

  const version = async () => (await edge.call('get', '/v1/journeys/ab-test')).body.live;
  const keepUp = () => jobsHere(edge.deps.connection, () => NOW).keepUp();

  test('sends newcomers the better way once that is certain, and begins anew where it is published again', async () => {
    await publish('ab-test', SPLIT);
    await measured('short', 1_000, 60);
    await measured('long', 1_000, 90);
    await keepUp();
    expect(await version()).toMatchObject({ version: 1, winners: [] });
    await measured('long', 0, 120);
    const { body } = await edge.call('get', '/v1/journeys/ab-test/results');
    expect(body.comparisons[0].lifts).toMatchObject([{ arm: 'long', is: 'different', lacking: null }]);
    await keepUp();
    const winner = { step: 'ab', arm: 'long', version: 1, against: 'short', ratio: body.comparisons[0].lifts[0].ratio };
    expect(await version()).toMatchObject({ version: 2, winners: [winner], definition: { name: 'Split' } });
    await keepUp();
    expect(await version()).toMatchObject({ version: 2 });

    await person().clicks('w-1', NOW);
    const results = (await edge.call('get', '/v1/journeys/ab-test/results')).body;
    expect(results).toMatchObject({ version: 2, winners: [winner], entered: 1 });
    expect(results.steps[0].passed).toEqual([{ way: 'long', times: 1 }]);
    expect(results.comparisons[0].arms.map(({ assigned }: { assigned: number }) => assigned)).toEqual([0, 0]);

    expect((await edge.call('get', '/v1/journeys/ab-test')).body.changed).toBe(true);
    expect((await edge.call('post', '/v1/journeys/ab-test/publish')).body).toMatchObject({ version: 3, changed: true });
    expect(await version()).toMatchObject({ version: 3, winners: [] });
    expect((await edge.call('post', '/v1/journeys/ab-test/publish')).body).toMatchObject({
      version: 3,
      changed: false,
    });
  });
});
