import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
});
afterAll(() => edge.close());

/** Lets the customer take what was said, as the actor would: the newest first, which must not matter. */
async function taken(id: string): Promise<void> {
  const open = { workspace: edge.workspace, customer: customerId.parse(id), p: { $exists: true } };
  const rows = await eventCollection(edge.deps.connection).find(open).toArray();
  const events = rows.map(({ event }) => event);
  await lives.decided(id, edge.clock.now, events.toReversed());
  await edge.deps.ingest.events.settle(events.map(({ key }) => key));
}

const shown = async (id: string) => (await edge.call('get', `/v1/customers/${id}`)).body.attributes;

describe('the attributes of a customer', () => {
  test('are stated by calls and by events, and shown with when that was', async () => {
    const put = await edge.call('put', '/v1/customers/a1/attributes', { body: { plan: 'gold', seats: 12 } });
    expect([put.status, put.body]).toEqual([202, { customer: 'a1', at: isoTime(NOW) }]);
    edge.clock.now = NOW + 1_000;
    const patch = await edge.call('patch', '/v1/customers/a1/attributes', { body: { seats: null, trial: true } });
    expect(patch.status).toBe(202);
    const event = {
      id: 'i-1',
      customer: 'a1',
      type: 'identify',
      at: isoTime(NOW - 1_000),
      attributes: { plan: 'basic', renewal_date: '2027-03-01' },
    };
    expect((await edge.call('post', '/v1/events', { body: event })).body.results).toMatchObject([
      { status: 'accepted' },
    ]);
    await taken('a1');
    expect(await shown('a1')).toEqual({
      plan: { value: 'gold', at: isoTime(NOW) },
      trial: { value: true, at: isoTime(NOW + 1_000) },
    });
    edge.clock.now = NOW + 2_000;
    await edge.call('put', '/v1/customers/a1/attributes', { body: { city: 'Ulm' } });
    await taken('a1');
    expect(await shown('a1')).toEqual({ city: { value: 'Ulm', at: isoTime(NOW + 2_000) } });
  });

  test('are told in the timeline, also where nothing came of what was said', async () => {
    const { body } = await edge.call('get', '/v1/customers/a1/timeline');
    const texts = body.entries
      .filter(({ type }: { type?: string }) => type === 'identify')
      .map(({ text }: { text: string }) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'All attributes: city is "Ulm"',
        'Attributes: seats is removed, trial is true',
        expect.stringMatching(/^Attributes: plan is "basic", renewal_date is "2027-03-01"/),
      ]),
    );
  });

  test.each([
    [{ mail: 'ada@example.com' }, 'mail', /an e-mail address; how to reach a customer belongs to PUT/],
    [{ phone: '+44 20 7946 0958' }, 'phone', /a telephone number/],
    [{ Plan: 'gold' }, 'Plan', /the name of an attribute is/],
    [{ plan: ['gold'] }, 'plan', /a number, true, false, or text/],
  ])('%j are refused by every way in', async (attributes, path, why) => {
    for (const method of ['put', 'patch'] as const) {
      const { status, body } = await edge.call(method, '/v1/customers/a2/attributes', { body: attributes });
      expect([status, body.problems]).toEqual([
        422,
        [expect.objectContaining({ path, message: expect.stringMatching(why) })],
      ]);
    }
    const event = { id: 'i-2', customer: 'a2', type: 'identify', attributes };
    const { status, body } = await edge.call('post', '/v1/events', { body: event });
    expect([status, body.problems[0].path]).toEqual([422, `attributes.${path}`]);
  });

  test('an event that names none is refused, and so is what would make more than 50', async () => {
    const event = { id: 'i-3', customer: 'a3', type: 'identify', attributes: {} };
    expect((await edge.call('post', '/v1/events', { body: event })).body.problems[0].message).toMatch(/says nothing/);
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`n${place}`, place]));
    await edge.call('put', '/v1/customers/a3/attributes', { body: many });
    await taken('a3');
    const { status, body } = await edge.call('patch', '/v1/customers/a3/attributes', { body: { more: 1 } });
    expect([status, body.problems[0].message]).toEqual([422, expect.stringMatching(/would have 51; remove some/)]);
    const swap = await edge.call('patch', '/v1/customers/a3/attributes', { body: { more: 1, n0: null } });
    expect(swap.status).toBe(202);
  });
});
