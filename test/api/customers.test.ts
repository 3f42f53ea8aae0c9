import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactDuties } from '../../api/contacts/contact-duties.ts';
import { CUSTOMER_SORTS } from '../../api/customers/get-customers.contract.ts';
import { customerCollection, readCustomer, type CustomerRow } from '../../db/customers/customers.ts';
import { customerId, journeyId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { aSegment } from '../builders.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

const idsOf = (body: { customers: readonly { id: string }[] }) => body.customers.map(({ id }) => id);

describe('the customers of a workspace', () => {
  let edge: Edge;
  const ids = (query: string) => edge.call('get', `/v1/customers?${query}`).then(({ body }) => idsOf(body));
  beforeAll(async () => {
    edge = await openEdge();
    const lives = livesIn(edge);
    await lives.bought('c:champion', [120, 80, 40, 5]);
    await lives.bought('c:newcomer', [3], 9_900);
    await lives.bought('c:fading', [89]);
    await lives.bought('gone', [100]);
    await lives.decided('gone', NOW);
    await lives.decided('visitor', NOW - DAY);
  });
  afterAll(() => edge.close());

  test('are found by the tier that they hold, and a tier that there is not is named', async () => {
    const tier = { tier: 'gold', since: 0, until: null };
    const held = { facts: 1, gained: { total: 0, days: [] }, tier };
    await customerCollection(edge.deps.connection).updateOne(
      { customer: customerId.parse('visitor') },
      { $set: { 'state.loyalty': held } },
    );
    expect(await ids('tier=silver,gold')).toEqual(['visitor']);
    const none = await edge.call('get', '/v1/customers?tier=silver');
    expect([none.status, none.body.problems]).toMatchObject([422, [{ code: 'unknown-tier', path: 'tier' }]]);
    await customerCollection(edge.deps.connection).updateOne({ customer: customerId.parse('visitor') }, {
      $unset: { 'state.loyalty': '' },
    } as object);
  });

  test('are shown with what a marketer sorts and filters by', async () => {
    const { body } = await edge.call('get', '/v1/customers?search=c:champion');
    expect(body).toEqual({
      asOf: isoTime(NOW),
      customers: [
        {
          id: 'c:champion',
          segment: 'champions',
          score: expect.any(String),
          since: expect.any(String),
          silence: 'active',
          orders: 4,
          revenue: 16_000,
          lastPurchaseAt: isoTime(NOW - 5 * DAY),
          nextChange: {
            at: expect.any(String),
            because: expect.any(String),
            is: 'segment',
            to: 'loyal',
            what: 'segment',
          },
          audiences: [],
          inside: expect.any(Array),
          hasEmail: false,
          consent: 'none',
        },
      ],
      next: null,
      note: null,
    });
  });

  test('are found by how their id begins, capitals and all', async () => {
    expect(await ids('search=c:&sort=id')).toEqual(['c:champion', 'c:fading', 'c:newcomer']);
    expect(await ids('search=C:')).toEqual([]);
    expect(await ids('search=ampion')).toEqual([]);
    expect(await ids('search=%25')).toEqual([]);
  });

  test('come by revenue unless said otherwise, and those without a value last, in either order', async () => {
    expect(await ids('')).toEqual(['c:champion', 'c:newcomer', 'gone', 'c:fading', 'visitor']);
    expect(await ids('sort=lastPurchase')).toEqual(['c:newcomer', 'c:champion', 'c:fading', 'gone', 'visitor']);
    expect(await ids('sort=lastPurchase&order=asc')).toEqual([
      'gone',
      'c:fading',
      'c:champion',
      'c:newcomer',
      'visitor',
    ]);
    expect((await ids('sort=nextChange')).at(-1)).toBe('visitor');
  });

  test.each([
    ['segment=champions', ['c:champion']],
    ['segment=champions,none', ['c:champion', 'visitor']],
    ['silence=overdue', ['gone']],
    ['silence=none,overdue', ['gone', 'visitor']],
    ['inside=potential-loyalist-onboarding', ['c:newcomer', 'c:fading']],
    ['f=4-5', ['c:champion']],
    ['r=5&f=1&minRevenue=4001', ['c:newcomer']],
    ['minRevenue=9900&maxRevenue=16000', ['c:champion', 'c:newcomer']],
    ['minOrders=2', ['c:champion']],
    [`boughtSince=${isoTime(NOW - 5 * DAY)}`, ['c:champion', 'c:newcomer']],
    [`boughtUntil=${isoTime(NOW - 89 * DAY)}`, ['gone', 'c:fading']],
    [`changesUntil=${isoTime(NOW + DAY)}&silence=active`, ['c:newcomer', 'c:fading']],
    ['segment=champions&silence=overdue', []],
  ])('are those who fit %s', async (query, wanted) => {
    expect(await ids(query)).toEqual(wanted);
  });

  test('are on each bar of the forecast those whom it counts, and nobody else', async () => {
    const { body } = await edge.call('get', '/v1/silence?days=60');
    const counted = new Map<string, number>(
      body.days.map(({ day, customers }: { day: string; customers: number }) => [day, customers]),
    );
    expect([...counted.values()].some((customers) => customers > 0)).toBe(true);
    for (const [day, customers] of counted)
      expect([day, (await ids(`silentOn=${day}`)).length]).toEqual([day, customers]);
    expect(await ids('silentOn=2026-06-16')).toEqual(['c:fading']);
    expect(await ids('silentOn=2026-06-16&segment=champions')).toEqual([]);
  });

  test('are in the seven days to come those whom segments count, and on today’s bar also who is late', async () => {
    const { body } = await edge.call('get', '/v1/segments');
    const soon = body.segments.map(({ silentIn7d }: { silentIn7d: number }) => silentIn7d);
    const within = await ids(`silentUntil=${isoTime(NOW + 7 * DAY)}`);
    expect(within).toEqual(['c:fading']);
    expect(within).toHaveLength(soon.reduce((sum: number, one: number) => sum + one, 0));
    edge.clock.now = NOW + 3 * DAY;
    expect(await ids('silentOn=2026-06-18')).toEqual(['c:fading']);
    expect((await edge.call('get', '/v1/silence?days=1')).body.days).toMatchObject([
      { day: '2026-06-18', customers: 1 },
    ]);
    edge.clock.now = NOW;
  });

  test.each([
    ['silentOn=2026-02-30', 'silentOn', 'a day is written as 2026-11-20'],
    ['search=a%20b', 'search', 'a search is how an id begins: 1 to 128 printable ASCII characters without spaces'],
    ['segment=No', 'segment[0]', undefined],
    ['segment=nobles', 'segment', undefined],
    ['inside=nowhere', 'inside', 'there is no live journey "nowhere"; GET /v1/journeys lists them'],
    ['inside=constructor', 'inside', 'there is no live journey "constructor"; GET /v1/journeys lists them'],
    ['silence=asleep', 'silence[0]', 'a stage is none, active, overdue or lapsed'],
    ['r=0', 'r', 'a score is a number from 1 to 9, or a range such as 4-5'],
    ['r=5-4', 'r', 'a range rises: write 4-5'],
    ['minRevenue=-1', 'minRevenue', 'a whole number without a sign or a point, such as 4000'],
    ['minRevenue=2&maxRevenue=1', 'maxRevenue', 'is below minRevenue, so nobody fits; swap the two'],
    ['boughtSince=yesterday', 'boughtSince', 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z'],
    ['hasEmail=maybe', 'hasEmail', 'say true or false'],
    ['consent=yes', 'consent', 'consent is granted, withdrawn or none'],
    ['sort=name', 'sort', 'customers are sorted by revenue, lastPurchase, nextChange, since, id'],
    ['order=up', 'order', 'an order is asc or desc'],
    ['limit=501', 'limit', undefined],
    ['name=ada', 'name', undefined],
  ])('asked for by %s are refused in one sentence', async (query, path, message) => {
    const { body } = await edge.call('get', `/v1/customers?${query}`);
    expect(body).toMatchObject({ status: 422, code: 'invalid', problems: [{ path, ...(message && { message }) }] });
    expect(body.problems).toHaveLength(1);
    expect(body.detail).toContain(body.problems[0].message.slice(0, 20));
  });

  test('who are none are told of in a sentence: nobody yet, nobody fits, or nobody behind', async () => {
    const note = async (query: string) => (await edge.call('get', `/v1/customers?${query}`)).body.note;
    expect(await note('silence=lapsed')).toBe(
      'No customer fits all of these filters; leave one out, or widen a range.',
    );
    const empty = await openEdge();
    const { body } = await empty.call('get', '/v1/customers?segment=champions');
    await empty.close();
    expect(body).toMatchObject({ customers: [], next: null });
    expect(body.note).toBe('This workspace has no customers yet; send events or import orders first.');
  });

  test('a cursor of another order, or none at all, is refused', async () => {
    const { body } = await edge.call('get', '/v1/customers?limit=1');
    for (const query of [`sort=since&cursor=${body.next}`, `order=asc&cursor=${body.next}`, 'cursor=abc']) {
      const other = await edge.call('get', `/v1/customers?${query}`);
      expect(other.body).toMatchObject({ status: 422, problems: [{ path: 'cursor' }] });
    }
  });

  test('nobody sees those of another workspace, also not one whose id begins alike', async () => {
    const made = { currency: 'EUR', timezone: 'UTC' };
    const { body } = await edge.call('post', '/v1/workspaces', { body: { ...made, id: 'sho' } });
    expect((await edge.call('get', '/v1/customers', { key: body.key })).body.customers).toEqual([]);
    expect((await edge.call('get', '/v1/customers?search=c', { key: body.key })).body.customers).toEqual([]);
  });
});

test('addresses and consents are filtered by as soon as the customer knows; those of version 0.2.0 are told once', async () => {
  const edge = await openEdge();
  const lives = livesIn(edge);
  const listed = async (query: string) => idsOf((await edge.call('get', `/v1/customers?sort=id&${query}`)).body);
  for (const id of ['ada', 'bob', 'cleo']) await lives.bought(id, [5]);
  const told = async () => {
    for (const { customer, change } of edge.told.splice(0)) {
      await lives.told(customer, change);
    }
  };
  await edge.call('put', '/v1/customers/ada/contact', { body: { email: 'ada@example.com' } });
  const say = (status: string) => ({ body: { channel: 'email', status, source: 'checkout' } });
  await edge.call('put', '/v1/customers/ada/consents', say('granted'));
  await edge.call('put', '/v1/customers/bob/consents', say('withdrawn'));
  const _id = customerKey(edge.workspace, customerId.parse('cleo'));
  const old = { _id, workspace: edge.workspace, customer: 'cleo', email: 'cleo@example.com', consents: [] };
  await edge.deps.connection.collection<typeof old>('contacts').insertOne(old);
  await told();
  expect(await listed('hasEmail=true')).toEqual(['ada']);
  expect(await listed('hasEmail=false')).toEqual(['bob', 'cleo']);
  expect(await listed('consent=granted')).toEqual(['ada']);
  expect(await listed('consent=withdrawn')).toEqual(['bob']);
  expect(await listed('consent=none')).toEqual(['cleo']);

  const [tell] = contactDuties(edge.deps);
  await tell?.();
  await told();
  expect(await listed('hasEmail=true')).toEqual(['ada', 'cleo']);
  await tell?.();
  expect(edge.told).toEqual([]);
  await edge.close();
});

test('pages put together are the whole list, filtered and in order, whatever is asked for', async () => {
  const edge = await openEdge();
  await livesIn(edge).bought('template', [5]);
  const customers = customerCollection(edge.deps.connection);
  const template = await customers.findOneAndDelete({ workspace: edge.workspace });
  if (template === null) throw new Error('there is no row to begin with');
  const rows = fc
    .sample(anyRow(edge, readCustomer(template)), { numRuns: 60, seed: 7 })
    .map((row, index) => named(edge, row, index));
  await customers.insertMany([...rows]);

  await fc.assert(
    fc.asyncProperty(anyQuery, async ({ sort, order, limit, ...filter }) => {
      const query = new URLSearchParams({ sort, order, limit: String(limit), ...filter });
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await edge.call(
          'get',
          `/v1/customers?${query.toString()}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        expect(body.customers.length).toBeLessThanOrEqual(limit);
        seen.push(...idsOf(body));
        cursor = body.next;
      }
      expect(seen).toEqual(expected(rows, sort, order, filter));
    }),
    { numRuns: 40 },
  );
  await edge.close();
});

const anyValue = fc.constantFrom(null, NOW, NOW + DAY, NOW + 2 * DAY);

function anyRow(edge: Edge, template: CustomerRow): fc.Arbitrary<CustomerRow> {
  return fc
    .record({
      revenue: fc.constantFrom(0, 4_000, 9_000),
      lastPurchaseAt: anyValue,
      since: anyValue,
      next: anyValue.map((at) => (at === null ? null : { at, because: 'a wait ends' })),
      segment: fc.constantFrom(null, aSegment('champions'), aSegment('lost')),
      r: fc.constantFrom(1, 5),
      inside: fc.constantFrom([], [journeyId.parse('lost-win-back')]),
      silence: fc.constantFrom('active', 'lapsed'),
    })
    .map(({ silence, ...made }) => ({ ...template, ...made, state: { ...template.state, silence } }));
}

function named(edge: Edge, row: CustomerRow, index: number): CustomerRow {
  const customer = customerId.parse(`c-${(index * 37) % 100}`);
  return { ...row, customer, _id: customerKey(edge.workspace, customer) };
}

const anyQuery = fc
  .record({
    sort: fc.constantFrom(...CUSTOMER_SORTS),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    limit: fc.integer({ min: 1, max: 40 }),
    segment: fc.constantFrom(undefined, 'champions', 'champions,none'),
    minRevenue: fc.constantFrom(undefined, '4000'),
    r: fc.constantFrom(undefined, '5', '1-4'),
    silence: fc.constantFrom(undefined, 'lapsed'),
    inside: fc.constantFrom(undefined, 'lost-win-back'),
    search: fc.constantFrom(undefined, 'c-1'),
  })
  .map(({ sort, order, limit, ...filter }) => {
    const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const named: Record<string, string> = Object.fromEntries(given);
    return { sort, order, limit, ...named };
  });

/** The same by plain means. */
function expected(
  rows: readonly CustomerRow[],
  sort: (typeof CUSTOMER_SORTS)[number],
  order: 'asc' | 'desc',
  filter: Readonly<Record<string, string>>,
): readonly string[] {
  const sign = order === 'asc' ? 1 : -1;
  const value = (row: CustomerRow) => {
    if (sort === 'id') return null;
    if (sort === 'nextChange') return row.next?.at ?? null;
    return sort === 'lastPurchase' ? row.lastPurchaseAt : row[sort];
  };
  const [low = 1, high = low] = (filter['r'] ?? '1-9').split('-').map(Number);
  return rows
    .filter((row) => (filter['segment'] ?? row.segment ?? 'none').split(',').includes(row.segment ?? 'none'))
    .filter((row) => row.revenue >= Number(filter['minRevenue'] ?? 0))
    .filter((row) => (row.r ?? 0) >= low && (row.r ?? 0) <= high)
    .filter((row) => (filter['silence'] ?? row.state.silence) === row.state.silence)
    .filter((row) => filter['inside'] === undefined || row.inside.some((id) => id === filter['inside']))
    .filter((row) => row.customer.startsWith(filter['search'] ?? ''))
    .toSorted((a, b) => {
      const [left, right] = [value(a), value(b)];
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
      } else if (left !== right) return sign * (left - right);
      return sign * (a._id < b._id ? -1 : 1);
    })
    .map(({ customer }) => customer);
}

test('the ledger tells who said what by which key, from the newest on', async () => {
  const edge = await openEdge();
  const body = { channel: 'sms', status: 'granted', source: 'till', wording: 'Ok.', version: '7', ip: '192.0.2.1' };
  await edge.call('put', '/v1/customers/e-1/consents', { body });
  edge.clock.now += 1_000;
  await edge.call('put', '/v1/customers/e-1/consents', {
    body: { channel: 'sms', status: 'withdrawn', source: 'phone' },
  });
  const { ledger } = (await edge.call('get', '/v1/customers/e-1/consents')).body;
  expect(ledger).toMatchObject([
    { status: 'withdrawn', source: 'phone', by: 'key', wording: null },
    { status: 'granted', purpose: 'marketing', by: 'key', actor: expect.any(String), version: '7', ip: '192.0.2.1' },
  ]);
  expect((await edge.call('get', '/v1/customers/nobody/consents')).body.ledger).toEqual([]);
  await edge.close();
});
