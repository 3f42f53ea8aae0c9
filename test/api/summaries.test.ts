import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import { publishScoring } from '../../domain/playbook.ts';
import type { ScoringModel } from '../../domain/scoring/model.ts';
import { DAY, HOUR, isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

type Event = Readonly<Record<string, unknown>>;

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
let delivered: Set<EventKey>;
beforeEach(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
  delivered = new Set();
});
afterEach(() => edge.close());

const ago = (days: number) => isoTime(NOW - days * DAY);

function summary(id: string, given: Event = {}): Event {
  return {
    id,
    type: 'summary',
    customer: 'c1',
    at: ago(1),
    actions: 6,
    lastActionAt: ago(10),
    monetary: 12_300,
    ...given,
  };
}

function purchase(id: string, daysAgo: number, given: Event = {}): Event {
  return { id, type: 'purchase', customer: 'c1', at: ago(daysAgo), amount: 1_000, ...given };
}

function signal(type: string, daysAgo: number, customer = 'c1'): Event {
  return { id: `${type}-${customer}`, type, customer, at: ago(daysAgo) };
}

const statuses = (body: { readonly results: readonly { readonly status: string }[] }) =>
  body.results.map(({ status }) => status);

/** Sends events, and lets those who are told of them decide. */
async function send(...events: readonly Event[]) {
  const response = await edge.call('post', '/v1/events', { body: events });
  const rows = await eventCollection(edge.deps.connection).find({ workspace: edge.workspace }).toArray();
  const fresh = rows.filter(({ _id }) => !delivered.has(_id));
  for (const { _id } of fresh) delivered.add(_id);
  for (const customer of new Set(fresh.map((row) => row.customer))) {
    const batch = fresh.filter((row) => row.customer === customer).map((row) => row.event);
    await lives.decided(customer, edge.clock.now, batch);
  }
  return response;
}

const customer = async (id = 'c1') => (await edge.call('get', `/v1/customers/${id}`)).body;
const signals = async (id: string) =>
  (await edge.deps.stores.customers.find(edge.workspace, customerId.parse(id)))?.state.signals;

/** Publishes the model in force with a change, and lets these customers adopt it. */
async function scoreBy(change: Partial<ScoringModel>, ...customers: readonly string[]): Promise<void> {
  const { workspaces, playbooks } = edge.deps.stores;
  const current = await playbooks.load(edge.workspace, (await workspaces.find(edge.workspace))?.playbook ?? 0);
  await playbooks.publish(edge.workspace, publishScoring(current, { ...current.scoring, ...change }, NOW));
  for (const id of customers) await lives.decided(id, NOW);
}

describe('a workspace that sends summaries alone', () => {
  test('has its customers scored, placed, counted and expected back', async () => {
    const { status, body } = await send(
      summary('s1'),
      summary('s2', { customer: 'c2', actions: 1, lastActionAt: ago(100), monetary: 500 }),
      summary('s3', { customer: 'c3', actions: 3, lastActionAt: ago(300), monetary: 0, at: undefined }),
    );
    expect([status, statuses(body)]).toEqual([202, ['accepted', 'accepted', 'accepted']]);
    const one = await customer('c1');
    expect(one).toMatchObject({ segment: 'champions', score: 'R5F5M-' });
    expect(one.totals).toMatchObject({ orders: 6, revenue: 12_300, lastPurchaseAt: ago(10), firstPurchaseAt: null });
    expect((await customer('c2')).totals).toMatchObject({ orders: 1, firstPurchaseAt: ago(100) });
    expect(one.why.map((why: { value: number }) => why.value)).toEqual([10, 6, 12_300]);
    expect(one.when.silence).toMatchObject({ stage: 'active', overdueAt: isoTime(NOW + 80 * DAY) });
    expect(one.when.move).toMatchObject({ at: isoTime(NOW + 31 * DAY), to: 'loyal' });
    const segments = (await edge.call('get', '/v1/segments')).body;
    const found = segments.segments.flatMap((segment: { id: string; customers: number; revenue: number }) =>
      segment.customers > 0 ? [[segment.id, segment.customers, segment.revenue]] : [],
    );
    expect(found).toEqual([
      ['champions', 1, 12_300],
      ['needs-attention', 1, 500],
      ['at-risk', 1, 0],
    ]);
  });

  test('may mix in real purchases: later ones add, those that it covers change nothing', async () => {
    await send(summary('s1'));
    await send(purchase('late', 2), purchase('at-that-instant', 1));
    expect((await customer()).totals).toMatchObject({ orders: 6, revenue: 12_300, lastPurchaseAt: ago(10) });
    await send(purchase('new', 0.5));
    const { totals, score } = await customer();
    expect(totals).toMatchObject({ orders: 7, revenue: 13_300, ordersEver: 7, lastPurchaseAt: ago(0.5) });
    expect(score).toBe('R5F5M-');
  });

  test('replaces purchases known before by what it says of them', async () => {
    await send(purchase('p1', 40), purchase('p2', 20), purchase('p3', 0.5));
    expect((await customer()).totals).toMatchObject({ orders: 3, revenue: 3_000 });
    await send(summary('s1'));
    expect((await customer()).totals).toMatchObject({ orders: 7, revenue: 13_300, lastPurchaseAt: ago(0.5) });
  });

  test('is corrected by a newer one, and not by an older one that comes late', async () => {
    await send(summary('s1'), purchase('p1', 0.5));
    await send(summary('s2', { at: ago(0), actions: 9, monetary: 20_000, lastActionAt: ago(0.5) }));
    const after = { orders: 9, revenue: 20_000, lastPurchaseAt: ago(0.5) };
    expect((await customer()).totals).toMatchObject(after);
    await send(summary('s0', { at: ago(3), actions: 1, monetary: 1 }));
    expect((await customer()).totals).toMatchObject(after);
  });

  test('gives the same picture in whatever order, and in however many parts, its events arrive', async () => {
    const events = [
      summary('s1'),
      summary('s2', { at: ago(5), actions: 4, lastActionAt: ago(5), monetary: 9_000 }),
      purchase('p1', 3),
      purchase('p2', 0.5),
    ];
    const orders = permutations(events);
    for (const [index, order] of orders.entries()) {
      const own = order.map((event) => ({ ...event, id: `${String(event['id'])}-${index}`, customer: `c${index}` }));
      if (index % 2 === 0) await send(...own);
      else for (const event of own) await send(event);
    }
    const pictures = await Promise.all(orders.map(async (_, index) => await customer(`c${index}`)));
    expect(new Set(pictures.map(({ totals, score, segment }) => JSON.stringify({ totals, score, segment }))).size).toBe(
      1,
    );
    expect(pictures[0].totals).toMatchObject({ orders: 7, revenue: 13_300, lastPurchaseAt: ago(0.5) });
  });

  test('is known again however its times are spelled, and contradicted by other totals', async () => {
    await send(summary('s1', { at: '2026-06-14T10:00:00Z', lastActionAt: '2026-06-01T10:00:00Z' }));
    const spelled = { at: '2026-06-14T12:00:00.000+02:00', lastActionAt: '2026-06-01T10:00:00.000Z', currency: 'GBP' };
    expect(statuses((await send(summary('s1', spelled))).body)).toEqual(['duplicate']);
    expect(statuses((await send(summary('s1', { ...spelled, actions: 7 }))).body)).toEqual(['conflict']);
    expect((await customer()).totals).toMatchObject({ orders: 6 });
  });
});

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, index) => permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('a summary that cannot be right', () => {
  test.each([
    ['currency', { currency: 'EUR' }],
    ['currency', { currency: 'pounds' }],
    ['monetary', { monetary: -1 }],
    ['monetary', { monetary: 10.5 }],
    ['monetary', { monetary: '10' }],
    ['actions', { actions: 0 }],
    ['actions', { actions: 1.5 }],
    ['at', { at: isoTime(NOW + HOUR) }],
    ['lastActionAt', { at: undefined, lastActionAt: isoTime(NOW + 1) }],
    ['lastActionAt', { lastActionAt: ago(0.9) }],
    ['lastActionAt', { lastActionAt: undefined }],
    ['total', { total: 5 }],
    ['customer', { customer: 'ann@example.com' }],
  ])('is refused for its %s, and costs the event beside it nothing: %j', async (path, wrong) => {
    const { status, body } = await send(summary('bad', wrong), summary('good', { customer: 'c2' }));
    expect([status, statuses(body)]).toEqual([202, ['invalid', 'accepted']]);
    expect(body.results[0]).toMatchObject({ id: 'bad', problem: { path, message: expect.stringMatching(/\w{5}/) } });
    const stored = await eventCollection(edge.deps.connection).find({}).toArray();
    expect(stored.map((row) => row.customer)).toEqual(['c2']);
    expect((await customer('c2')).totals).toMatchObject({ orders: 6 });
    expect((await edge.call('get', '/v1/customers/c1')).status).toBe(404);
  });

  test('alone is refused as a whole, with the field and what is wanted there', async () => {
    const { status, body } = await send(summary('bad', { currency: 'EUR' }));
    expect([status, body.code]).toEqual([422, 'invalid']);
    expect(body.problems).toMatchObject([{ path: '[0].currency', message: expect.stringContaining('GBP') }]);
  });
});

describe('signs of life that are no purchases', () => {
  beforeEach(async () => {
    await send(purchase('p1', 100), purchase('p2', 100, { customer: 'c2' }));
  });

  test('move the engagement and are counted, but not the score', async () => {
    const before = await customer();
    expect(before).toMatchObject({ score: 'R3F1M-', engagedAt: null });
    await send(signal('view', 12), signal('open', 3), signal('click', 2), signal('app.open', 30));
    const after = await customer();
    expect(after).toMatchObject({ score: 'R3F1M-', segment: before.segment, engagedAt: ago(2) });
    expect(after.totals).toEqual(before.totals);
    expect(after.when.silence).toEqual(before.when.silence);
    expect((await signals('c1'))?.reduce((sum, [, count]) => sum + count, 0)).toBe(4);
  });

  test('move the score where the model says so, and back where it does no more', async () => {
    await send(signal('view', 2), signal('unsubscribe', 1, 'c2'));
    await scoreBy({ recencyOf: 'engagement' }, 'c1', 'c2');
    const engaged = await customer('c1');
    expect(engaged).toMatchObject({ score: 'R5F1M-', segment: 'potential-loyalist', rules: { scoring: 2 } });
    expect(engaged.totals).toMatchObject({ lastPurchaseAt: ago(100) });
    expect(await customer('c2')).toMatchObject({ score: 'R3F1M-', rules: { scoring: 2 } });
    await scoreBy({ recencyOf: 'actions' }, 'c1');
    expect(await customer('c1')).toMatchObject({ score: 'R3F1M-', rules: { scoring: 3 } });
  });

  test('do not include signs of leaving', async () => {
    await send(signal('unsubscribe', 1), signal('bounce', 1), signal('complaint', 1), signal('app.uninstall', 1));
    expect(await customer()).toMatchObject({ engagedAt: null, score: 'R3F1M-' });
    expect(await signals('c1')).toEqual([]);
  });

  test('count beside a summary as they do beside purchases', async () => {
    await send(signal('view', 2));
    await send(summary('s1', { lastActionAt: ago(100), actions: 2 }));
    expect(await customer()).toMatchObject({ score: 'R3F2M-', engagedAt: ago(2) });
    await scoreBy({ recencyOf: 'engagement' }, 'c1');
    expect(await customer()).toMatchObject({ score: 'R5F2M-' });
  });
});
