import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
let made: { readonly id: string; readonly secret: string };
beforeAll(async () => {
  edge = await openEdge();
  made = (await edge.call('post', '/v1/placements/keys', { body: { alg: 'HS256' } })).body;
  await edge.call('put', '/v1/placements/settings', { body: { mode: 'optional', origins: [], pollSeconds: 30 } });
});
afterAll(() => edge.close());

const token = (customer: string) =>
  new SignJWT({ aud: 'placements', iss: 'shop', sub: customer, iat: NOW / SECOND, exp: (NOW + MINUTE) / SECOND })
    .setProtectedHeader({ alg: 'HS256', kid: made.id })
    .sign(Buffer.from(made.secret, 'base64url'));

const tell = (events: readonly object[], key: string) =>
  edge.call('post', '/v1/placements/behaviour', { key, body: { events } });
const id = (n: number) => `0b0f2f7e-7a0a-4b0e-9d0e-0a6a3b8c2d0${n}`;

test('is told by pages with a token, each once, and is theirs alone', async () => {
  const mine = await token('c-does');
  const view = { id: id(1), type: 'view', item: 'MUG', path: '/mugs' };
  const cart = { id: id(2), type: 'cart', item: 'MUG', quantity: 2, at: '2031-01-01T00:00:00Z' };
  const first = await tell([view, cart], mine);
  expect(first.body.results.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'accepted']);
  edge.clock.now += SECOND;
  const again = await tell([view, cart], mine);
  expect(again.body.results.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate']);
  expect((await tell([view], await token('c-other'))).body.results).toMatchObject([{ status: 'refused' }]);
  edge.clock.now -= SECOND;
  const stored = await eventCollection(edge.deps.connection)
    .find({ customer: customerId.parse('c-does') })
    .toArray();
  expect(stored).toMatchObject([
    { _id: `shop:browser:${id(1)}`, event: { type: 'view', at: NOW }, data: { item: 'MUG', path: '/mugs' } },
    { _id: `shop:browser:${id(2)}`, event: { type: 'cart', at: NOW }, data: { item: 'MUG', quantity: 2 } },
  ]);
});

test.each([
  { type: 'purchase' },
  { type: 'view', amount: 5 },
  { type: 'view', path: '/mugs?email=a@example.com' },
  { type: 'view', id: 'mine' },
])('%j is not taken from a page', async (wrong) => {
  expect((await tell([{ id: id(3), ...wrong }], await token('c-1'))).status).toBe(422);
});
