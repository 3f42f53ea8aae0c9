import { afterAll, beforeAll, expect, test } from 'vitest';
import { Arrivals, percentile } from '../../api/events/arrivals.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const health = async () => (await edge.call('get', '/v1/events/health')).body;
const send = (body: unknown) => edge.call('post', '/v1/events', { body });
const order = (id: string, amount = 100) => ({ id, customer: 'c1', type: 'purchase', amount });

test('what arrives is counted by what became of it, and what waits is told', async () => {
  const before = await health();
  await send([order('o1'), order('o2'), { nonsense: true }]);
  await send(order('o1'));
  await send(order('o2', 200));
  const after = await health();
  const more = (name: 'accepted' | 'duplicates' | 'conflicts' | 'invalid') => after[name] - before[name];
  expect([more('accepted'), more('duplicates'), more('conflicts'), more('invalid')]).toEqual([2, 1, 1, 1]);
  expect(after).toMatchObject({ last: new Date(NOW).toISOString(), pending: 2, setAside: 0 });
  expect(after.oldestPending).toBe(new Date(NOW).toISOString());
  expect(after.p99Ms).toBeGreaterThanOrEqual(after.p50Ms);
});

test('a request of which nothing is right counts, and takes no time', () => {
  const arrivals = new Arrivals();
  const shop = workspaceId.parse('shop');
  arrivals.add(shop, { at: 5, results: ['invalid', 'invalid'] });
  expect(arrivals.of(shop)).toMatchObject({ counts: { accepted: 0, invalid: 2 }, last: null, seconds: [] });
  expect(arrivals.of(workspaceId.parse('other')).counts.invalid).toBe(0);
});

test('the times of the newest thousand requests are kept', () => {
  const arrivals = new Arrivals();
  const shop = workspaceId.parse('shop');
  for (let n = 0; n < 1_001; n += 1) arrivals.add(shop, { at: n, results: ['accepted'], seconds: n });
  const { seconds, last } = arrivals.of(shop);
  expect([seconds.length, seconds[0], last]).toEqual([1_000, 1, 1_000]);
  expect([percentile(seconds, 0.5), percentile(seconds, 0.99), percentile([], 0.5)]).toEqual([500, 990, null]);
});
