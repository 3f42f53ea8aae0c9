import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_JOURNEYS } from '../../domain/defaults/journeys.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const VALID = { id: 'my-shop', currency: 'EUR', timezone: 'Europe/Berlin' };

test('a new workspace lives at once: its own key, its own time, every default journey live in version 1', async () => {
  const body = { ...VALID, testClock: '2011-12-10T00:00:00Z', monetaryAmounts: [1_000, 5_000, 20_000, 100_000] };
  const created = await edge.call('post', '/v1/workspaces', { body });
  expect(created.status).toBe(201);
  expect(created.body.id).toBe('my-shop');
  const { key } = created.body;
  const segments = await edge.call('get', '/v1/segments', { key });
  expect(segments.body.asOf).toBe('2011-12-10T00:00:00.000Z');
  const { body: listed } = await edge.call('get', '/v1/journeys', { key });
  expect(listed.journeys.map(({ id }: { id: string }) => id)).toEqual(DEFAULT_JOURNEYS.map(({ id }) => id).toSorted());
  for (const journey of listed.journeys) expect(journey).toMatchObject({ live: 1, changed: false, inside: 0 });
  const { body: programme } = await edge.call('get', '/v1/loyalty', { key });
  expect(programme).toMatchObject({ loyalty: { version: 1, publishedAt: null }, draft: { changed: false } });
  // Nothing of it has to be mended before it can be published anew.
  expect((await edge.call('post', '/v1/loyalty/validate', { key })).body).toMatchObject({ problems: [], warnings: [] });
  const { body: kept } = await edge.call('get', '/v1/templates', { key });
  for (const template of kept.templates) expect(template).toMatchObject({ live: 1, languages: ['en', 'tr'] });
});

test('a shop that has its own programme starts without one, and nothing live asks for one', async () => {
  const { body } = await edge.call('post', '/v1/workspaces', { body: { ...VALID, id: 'own-points', loyalty: false } });
  const { key } = body;
  expect((await edge.call('get', '/v1/loyalty', { key })).body).toMatchObject({ loyalty: null, draft: null });
  const { body: listed } = await edge.call('get', '/v1/journeys', { key });
  expect(listed.journeys).toHaveLength(7);
});

test('an id is taken only once, also by two at the same time', async () => {
  const body = { ...VALID, id: 'wanted' };
  const replies = await Promise.all([1, 2, 3].map(() => edge.call('post', '/v1/workspaces', { body })));
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe('taken');
});

test.each([
  ['id', { id: 'My Shop' }],
  ['currency', { currency: 'XYZ' }],
  ['currency', { currency: 'eur' }],
  ['timezone', { timezone: 'Europe/Atlantis' }],
  ['testClock', { testClock: '2011-12-10' }],
  ['monetaryAmounts', { monetaryAmounts: [1, 2, 2, 3] }],
  ['monetaryAmounts[0]', { monetaryAmounts: [0, 1, 2, 3] }],
  ['monetaryAmounts', { monetaryAmounts: [1, 2, 3] }],
  ['plan', { plan: 'free' }],
])('%s must be right: %j', async (path, wrong) => {
  const response = await edge.call('post', '/v1/workspaces', { body: { ...VALID, id: 'wrong', ...wrong } });
  expect(response.body).toMatchObject({ status: 422, code: 'invalid' });
  expect(response.body.problems.map((problem: { path: string }) => problem.path)).toContain(path);
});

test.each(['XYZ', 'eur', 'XAU', 'XXX', 'constructor', ''])(
  '"%s" is no currency to count in, in one sentence',
  async (currency) => {
    const { body } = await edge.call('post', '/v1/workspaces', { body: { ...VALID, id: 'wrong', currency } });
    expect(body.problems.map(({ message }: { message: string }) => message)).toEqual([
      `ISO 4217 has no currency "${currency}" with minor units; write its code, such as EUR`,
    ]);
  },
);

test.each([
  ['JPY', 0],
  ['HUF', 2],
  ['KWD', 3],
])('a workspace in %s keeps the %i digits of its minor units', async (currency, digits) => {
  const id = `in-${currency.toLowerCase()}`;
  const { body } = await edge.call('post', '/v1/workspaces', { body: { ...VALID, id, currency } });
  expect(body.minorDigits).toBe(digits);
  expect(await edge.deps.stores.workspaces.find(workspaceId.parse(id))).toMatchObject({ currency, digits });
});

test('all that is wrong is told at once', async () => {
  const response = await edge.call('post', '/v1/workspaces', { body: { id: '-', currency: 'x', timezone: 'y' } });
  expect(response.body.problems.map((problem: { path: string }) => problem.path)).toEqual([
    'id',
    'currency',
    'timezone',
  ]);
});

test('nobody sees another workspace', async () => {
  const { body } = await edge.call('post', '/v1/workspaces', { body: { ...VALID, id: 'private' } });
  await edge.call('put', '/v1/journeys/secret-plan', {
    key: body.key,
    body: { name: 'Plan', enter: { on: 'silence', stage: 'overdue' }, steps: [{ id: 'a', type: 'stop', reason: 'x' }] },
  });
  expect((await edge.call('get', '/v1/journeys/secret-plan', { key: body.key })).status).toBe(200);
  expect((await edge.call('get', '/v1/journeys/secret-plan')).status).toBe(404);
});

test('the workspaces of an installation are listed page by page, in order of their ids', async () => {
  await edge.call('post', '/v1/workspaces', { body: { ...VALID, id: 'a-first', testClock: '2026-01-01T00:00:00Z' } });
  const first = await edge.call('get', '/v1/workspaces?limit=1');
  expect(first.body.workspaces).toEqual([
    {
      id: 'a-first',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      createdAt: '2026-06-15T12:00:00.000Z',
      testClock: '2026-01-01T00:00:00.000Z',
    },
  ]);
  const rest = await edge.call('get', `/v1/workspaces?cursor=${first.body.next}`);
  const ids = rest.body.workspaces.map(({ id }: { id: string }) => id);
  expect(ids).toContain('shop');
  expect(ids).toEqual(ids.toSorted());
  expect(rest.body.next).toBeNull();
});
