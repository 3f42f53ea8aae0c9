import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await live('renewal', { on: 'api' });
  await live('thanks', { on: 'event', event: 'purchase' });
});
afterAll(() => edge.close());

const steps = [{ id: 'pause', type: 'wait', for: '1d' }];

async function live(id: string, enter: object): Promise<void> {
  await edge.call('put', `/v1/journeys/${id}`, { body: { name: id, enter, steps } });
  expect((await edge.call('post', `/v1/journeys/${id}/publish`)).status).toBe(200);
}

const enter = (id: string, customers: readonly unknown[], key?: string) =>
  edge.call('post', `/v1/journeys/${id}/enter`, { body: { customers }, ...(key === undefined ? {} : { key }) });
const statuses = (body: { results: readonly { status: string }[] }) => body.results.map(({ status }) => status);

test('named customers are asked in, each with what comes with them, and repeats ask for nothing new', async () => {
  const wanted = { customer: 'c-1', id: 'renewal:2026', entry: { plan: 'yearly', seats: 3, trial: false } };
  const first = await enter('renewal', [wanted, { customer: 'c-2' }], await edge.keyFor('ingest'));
  expect(first.status).toBe(202);
  expect(statuses(first.body)).toEqual(['accepted', 'accepted']);
  expect(statuses((await enter('renewal', [wanted])).body)).toEqual(['duplicate']);
  expect(statuses((await enter('renewal', [{ ...wanted, customer: 'c-3' }])).body)).toEqual(['conflict']);
  const rows = await eventCollection(edge.deps.connection)
    .find({ 'event.kind': 'entry' })
    .sort({ customer: 1 })
    .toArray();
  expect(rows.map(({ event }) => event)).toMatchObject([
    { customer: 'c-1', journey: 'renewal', by: 'api', entry: { plan: 'yearly', seats: 3, trial: false } },
    { customer: 'c-2', journey: 'renewal', by: 'api' },
  ]);
  expect(rows[0]?._id).toBe('shop:sojourn+api:renewal:renewal:2026');
});

test('one that is not right costs no other, and is told what to mend', async () => {
  const bad = [
    { customer: 'somebody@example.com' },
    { customer: 'c-5', entry: { mail: 'somebody@example.com' } },
    { customer: 'c-5', entry: { 'order.id': 1 } },
    { customer: 'c-5', entry: { list: [1] } },
    { customer: 'c-5', entry: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`v${n}`, n])) },
    { customer: 'c-5', entry: { text: 'x'.repeat(201) } },
    { id: 'without' },
    'c-5',
  ];
  const { body } = await enter('renewal', [{ customer: 'c-4' }, ...bad]);
  expect(statuses(body)).toEqual(['accepted', ...bad.map(() => 'invalid')]);
  expect(body.results.map(({ problem }: { problem?: { path: string } }) => problem?.path)).toEqual([
    undefined,
    'customer',
    'entry.mail',
    'entry.order.id',
    'entry.list',
    'entry',
    'entry.text',
    'customer',
    '',
  ]);
  const none = await enter('renewal', bad);
  expect([none.status, none.body.problems.length]).toEqual([422, bad.length]);
});

test('only a live journey that lets in by calls takes anybody', async () => {
  await edge.call('put', '/v1/journeys/draft', { body: { name: 'Draft', enter: { on: 'api' }, steps } });
  const found = await Promise.all(['nowhere', 'draft', 'thanks'].map((id) => enter(id, [{ customer: 'c-1' }])));
  expect(found.map(({ status }) => status)).toEqual([404, 409, 409]);
  expect(found[1]?.body.detail).toContain('publish');
  expect(found[2]?.body.detail).toContain('POST /v1/launches');
  expect((await enter('renewal', [])).status).toBe(422);
});
