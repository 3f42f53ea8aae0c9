import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { customerCollection } from '../../db/customers/customers.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { censusOf } from '../../db/tallies/census.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeEach(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
});
afterEach(() => edge.close());

const get = async (path: string) => (await edge.call('get', `/v1/${path}`)).body;
const put = (id: string, condition: unknown, given: object = {}) =>
  edge.call('put', `/v1/audiences/${id}`, { body: { name: `Those of ${id}`, condition, ...given } });
const post = (path: string) => edge.call('post', `/v1/${path}`);

async function publish(id: string, condition: unknown) {
  await put(id, condition);
  return await post(`audiences/${id}/publish`);
}

/** Everybody decides at each of their deadlines up to then, and again by what is published. */
async function timePasses(to: Instant): Promise<void> {
  edge.clock.now = to;
  const customers = customerCollection(edge.deps.connection);
  for (const { customer } of await customers.find({}).toArray()) await lives.decided(customer, to);
}

const LATELY = { did: 'purchase', within: '30d' };

describe('an audience', () => {
  test('goes from draft to live, is counted, listed and left, day by day', async () => {
    const saved = await put('lately', LATELY, { description: 'Bought within a month' });
    expect(saved.body).toMatchObject({ problems: [], live: null, changed: true, archived: false, customers: 0 });
    expect((await get('audiences/lately/versions')).versions).toEqual([]);
    const first = await post('audiences/lately/publish');
    expect(first.body).toMatchObject({ audience: 'lately', version: 1, playbook: 2, changed: true });
    expect((await post('audiences/lately/publish')).body).toMatchObject({ changed: false, rollout: null });

    await lives.bought('ada', [100, 40]);
    await lives.bought('bea', [29]);
    await lives.bought('cy', [3]);
    expect(await get('audiences')).toMatchObject({
      uncounted: 0,
      audiences: [{ id: 'lately', name: 'Those of lately', live: 1, customers: 3, revenue: 16_000 }],
    });
    await timePasses(NOW + DAY);
    expect(await get('audiences/lately')).toMatchObject({ customers: 1, revenue: 4_000, changed: false });

    const { customers } = await get('audiences/lately/customers');
    expect(customers).toEqual([expect.objectContaining({ id: 'cy', since: isoTime(NOW - 3 * DAY) })]);
    const { days, entered, left } = await get('audiences/lately/days?days=110');
    const on = (counts: readonly number[]) =>
      counts.flatMap((count, place) => (count > 0 ? [[days[place], count]] : []));
    // Ada came in a hundred days ago, went out thirty days later, and came and went once more.
    expect(on(entered)).toEqual([
      ['2026-03-07', 1],
      ['2026-05-06', 1],
      ['2026-05-17', 1],
      ['2026-06-12', 1],
    ]);
    expect(on(left)).toEqual([
      ['2026-04-06', 1],
      ['2026-06-05', 1],
      ['2026-06-16', 1],
    ]);
  });

  test('is told of a customer, in their timeline, and as a filter', async () => {
    await publish('lately', LATELY);
    await publish('regulars', { all: [{ in: 'lately' }, { did: 'purchase', times: 2 }] });
    await lives.bought('ada', [25, 20]);
    await lives.bought('bea', [10]);
    expect((await get('customers/ada')).audiences).toEqual([
      { id: 'lately', name: 'Those of lately', since: isoTime(NOW - 25 * DAY) },
      { id: 'regulars', name: 'Those of regulars', since: isoTime(NOW - 20 * DAY) },
    ]);
    const past = await get(`customers/ada?at=${isoTime(NOW - 22 * DAY)}`);
    expect(past.audiences).toEqual([{ id: 'lately', name: 'Those of lately', since: isoTime(NOW - 25 * DAY) }]);
    const decisions = (await get('customers/ada/timeline')).entries.filter(
      (one: { kind: string }) => one.kind === 'decision',
    );
    expect(decisions.flatMap((one: { audiences?: readonly object[] }) => one.audiences ?? [])).toEqual([
      { audience: 'regulars', is: 'entered' },
      { audience: 'lately', is: 'entered' },
    ]);
    expect(decisions[0].text).toContain('Entered the audience regulars');

    const ids = async (query: string) =>
      (await get(`customers?${query}`)).customers.map(({ id }: { id: string }) => id).toSorted();
    expect(await ids('audience=lately')).toEqual(['ada', 'bea']);
    expect(await ids('audience=regulars&minOrders=1')).toEqual(['ada']);
    expect((await edge.call('get', '/v1/customers?audience=nobody')).body.problems).toMatchObject([
      { code: 'unknown-audience', path: 'audience' },
    ]);
  });

  test('is placed anew when it is published, with what was never counted read from histories', async () => {
    await lives.bought('ada', [200, 100]);
    await lives.bought('bea', [3]);
    await publish('twice', { did: 'purchase', times: 2 });
    await timePasses(NOW);
    expect((await get('audiences/twice/customers')).customers).toMatchObject([{ id: 'ada', since: isoTime(NOW) }]);
    await publish('twice', { not: { did: 'purchase', times: 2 } });
    await timePasses(NOW + 1_000);
    expect((await get('audiences/twice/customers')).customers).toMatchObject([{ id: 'bea' }]);
    expect(
      (await get('audiences/twice/versions')).versions.map(({ version, live }: Record<string, unknown>) => [
        version,
        live,
      ]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  test('that something names cannot be archived; then everybody leaves it, and it can come back', async () => {
    await publish('lately', LATELY);
    await publish('regulars', { in: 'lately' });
    const journey = {
      name: 'Thanks',
      enter: { on: 'audience', audience: 'lately', is: 'entered' },
      steps: [{ id: 'bye', type: 'stop', reason: 'thanked' }],
    };
    await edge.call('put', '/v1/journeys/thanks', { body: journey });
    expect((await post('journeys/thanks/publish')).status).toBe(200);
    const refused = await post('audiences/lately/archive');
    expect(refused.body.problems).toEqual([
      {
        code: 'audience-in-use',
        path: 'journeys.thanks.enter.audience',
        message: expect.stringContaining('the journey "Thanks" names it'),
      },
      {
        code: 'audience-in-use',
        path: 'audiences.regulars.condition.in',
        message: expect.stringContaining('the audience "Those of regulars"'),
      },
    ]);
    await edge.call('put', '/v1/journeys/thanks', { body: { ...journey, enter: { on: 'event', event: 'purchase' } } });
    await post('journeys/thanks/publish');
    await post('audiences/regulars/archive');
    await lives.bought('ada', [3]);
    expect((await post('audiences/lately/archive')).body).toMatchObject({ changed: true, version: 2 });
    await timePasses(NOW);
    expect(await get('audiences/lately')).toMatchObject({ archived: true, changed: true, customers: 0 });
    expect((await get('customers/ada')).audiences).toEqual([]);
    await post('audiences/lately/publish');
    await timePasses(NOW + 1_000);
    expect(await get('audiences/lately')).toMatchObject({ archived: false, changed: false, customers: 1 });
  });

  test('is refused with everything that is wrong with it', async () => {
    await publish('one', LATELY);
    const problems = async (condition: unknown, id = 'wrong') => {
      const { body } = await edge.call('post', `/v1/audiences/${id}/validate`, { body: { name: 'W', condition } });
      return body.problems.map(({ code, path }: Record<string, string>) => `${code} ${path}`);
    };
    expect(await problems({ any: [{ in: 'nobody' }, { field: 'segment', op: 'eq', value: 'heroes' }] })).toEqual([
      'unknown-segment condition.any[1].value',
      'unknown-audience condition.any[0].in',
    ]);
    expect(await problems({ field: 'event.amount', op: 'gte', value: 1 })).toEqual(['condition-never condition']);
    expect(await problems({ field: 'entry.order', op: 'eq', value: 'x' })).toEqual(['condition-never condition']);
    expect(await problems({ did: 'purchase', within: 'entering' })).toEqual(['condition-never condition.within']);
    expect(await problems({ in: 'wrong' })).toEqual(['audience-circle condition']);
    await publish('two', { in: 'one' });
    expect(await problems({ not: { in: 'two' } }, 'one')).toEqual(['audience-circle condition']);
    expect(await problems({ did: 'purchase', times: 1_000 })).toEqual(['malformed condition.times']);
    expect(
      (await edge.call('put', '/v1/audiences/wrong', { body: { id: 'other', name: 'W', condition: LATELY } })).body
        .problems,
    ).toMatchObject([{ code: 'other-id' }]);
    expect((await edge.call('get', '/v1/audiences/nobody')).status).toBe(404);
    expect((await edge.call('get', '/v1/audiences/nobody/customers')).status).toBe(404);
    expect((await post('audiences/nobody/archive')).status).toBe(404);
    const journey = {
      name: 'J',
      enter: { on: 'audience', audience: 'nobody', is: 'left' },
      steps: [{ id: 'bye', type: 'stop', reason: 'x' }],
    };
    const checked = await edge.call('post', '/v1/journeys/j/validate', { body: journey });
    expect(checked.body.problems).toMatchObject([{ code: 'unknown-audience', path: 'enter.audience' }]);
  });

  test('is counted the same when everything is counted again', async () => {
    await publish('lately', LATELY);
    for (const [n, days] of [
      [1, [40, 3]],
      [2, [50]],
      [3, [2]],
    ] as const)
      await lives.bought(`c-${n}`, days);
    await timePasses(NOW + 2 * DAY);
    await get('audiences');
    const { deps, workspace } = edge;
    const row = await deps.stores.workspaces.find(workspace);
    if (row === null) throw new Error('the workspace is there');
    expect(
      (await deps.stores.tallies.rebuild(await censusOf(deps.stores.playbooks, row, NOW + 2 * DAY))).differences,
    ).toEqual([]);
  });
});

describe('how many would be in an audience', () => {
  const preview = async (condition: unknown) =>
    await edge.call('post', '/v1/audiences/lately/preview', { body: { name: 'Lately', condition } });

  test('is exact where everybody can be looked at, also of what nothing that is live asks', async () => {
    await lives.bought('ada', [100, 40]);
    await lives.bought('bea', [29]);
    await lives.bought('cy', [3]);
    const all = { customers: 3, looked: 3 };
    expect((await preview(LATELY)).body).toEqual({ asOf: isoTime(NOW), ...all, met: 2, about: 2, from: 2, to: 2 });
    expect((await preview({ not: LATELY })).body).toMatchObject({ ...all, about: 1 });
    await publish('lately', LATELY);
    expect((await preview({ field: 'totals.orders', op: 'gte', value: 2 })).body).toMatchObject({ ...all, about: 1 });
    expect((await get('audiences/lately')).draft.condition).toMatchObject(LATELY);
  });

  test('of a large base is told by some, who are drawn at random', async () => {
    await lives.bought('ada', [9, 3]);
    await lives.bought('bea', [3]);
    const rows = customerCollection(edge.deps.connection);
    const [ada, bea] = await rows.find({}).sort({ _id: 1 }).toArray();
    if (!ada || !bea) throw new Error('Nobody has bought anything.');
    const copies = Array.from({ length: 999 }, (_one, place) => {
      const of = place % 4 === 0 ? ada : bea;
      const customer = customerId.parse(`copy-${place}`);
      return { ...of, _id: customerKey(of.workspace, customer), customer };
    });
    await rows.insertMany(copies);
    const { customers, looked, met, about, from, to } = (await preview({ field: 'totals.orders', op: 'gte', value: 2 }))
      .body;
    expect([customers, looked]).toEqual([1_001, 500]);
    expect(about).toBe(Math.round((met / 500) * 1_001));
    // A quarter of them, give or take five standard errors.
    expect(Math.abs(about - 251)).toBeLessThan(5 * 19.4);
    expect(from).toBeLessThan(about);
    expect(to).toBeGreaterThan(about);
    // Of more than can be gone through, the store draws a few of all workspaces.
    const drawn = await edge.deps.stores.customerSample.some(ada.workspace, 1_000_000, 500);
    expect(drawn.length).toBeGreaterThan(20);
    expect(new Set(drawn.map(({ _id }) => _id)).size).toBe(drawn.length);
  });

  test('is refused with every fault, as publishing would be', async () => {
    const refused = await preview({ in: 'nobody' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'not-publishable', problems: [{ path: 'condition.in' }] });
  });
});
