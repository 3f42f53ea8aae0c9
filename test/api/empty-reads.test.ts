import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

test('all seven segments are there before anybody has bought, best first', async () => {
  const { status, body } = await edge.call('get', '/v1/segments');
  expect(status).toBe(200);
  expect(body).toMatchObject({ asOf: '2026-06-15T12:00:00.000Z', customers: 0, unscored: 0 });
  expect(body.segments.map((segment: { id: string }) => segment.id)).toEqual([
    'champions',
    'loyal',
    'potential-loyalist',
    'needs-attention',
    'at-risk',
    'hibernating',
    'lost',
  ]);
  expect(body.segments[0]).toEqual({
    id: 'champions',
    name: 'Champions',
    color: '#1a7f4b',
    customers: 0,
    share: 0,
    revenue: 0,
    mayGetEmail: 0,
    reach: { any: 0, email: 0, sms: 0, telegram: 0, push: 0, mobile: 0 },
    movedIn30d: 0,
    movedOut30d: 0,
    silentIn7d: 0,
    valueAtStake: 0,
  });
});

test('lists are empty and have no next page', async () => {
  const members = await edge.call('get', '/v1/segments/champions/customers');
  expect(members.body).toMatchObject({ customers: [], next: null });
  const moves = await edge.call('get', '/v1/moves');
  expect(moves.body).toMatchObject({ moves: [], next: null });
  const mails = await edge.call('get', '/mailbox.json');
  expect(mails.body).toEqual({ messages: [], next: null });
  const placements = await edge.call('get', '/v1/placements?customer=c-1');
  expect(placements.body).toEqual({ placements: [], more: false, loyalty: null });
});

test('the forecast names every day it was asked for, today first', async () => {
  const { body } = await edge.call('get', '/v1/silence?days=3');
  expect(body.timezone).toBe('Europe/London');
  const nothing = { customers: 0, revenue: 0, valueAtStake: 0, overdue: 0, lapsed: 0, moves: 0 };
  expect(body.days).toEqual([
    { day: '2026-06-15', ...nothing },
    { day: '2026-06-16', ...nothing },
    { day: '2026-06-17', ...nothing },
  ]);
});

test('a customer nobody has heard of is a 404, and so is their timeline', async () => {
  expect((await edge.call('get', '/v1/customers/c-1')).body).toMatchObject({ status: 404, code: 'not-found' });
  expect((await edge.call('get', '/v1/customers/c-1/timeline')).status).toBe(404);
});
