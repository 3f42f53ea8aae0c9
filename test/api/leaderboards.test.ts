import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerId } from '../../domain/ids.schema.ts';
import { isHeldOut } from '../../domain/policy/holdout.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let lives: ReturnType<typeof livesIn>;
let edge: Edge;

async function call(method: 'get' | 'put' | 'post' | 'delete', path: string, body?: unknown) {
  return await edge.call(method, `/v1${path}`, body === undefined ? {} : { body });
}

const BOARDS = [
  { id: 'orders', name: 'Orders ever', metric: { by: 'purchases' }, window: 'all' },
  { id: 'month', name: 'Orders of the month', metric: { by: 'purchases' }, window: 'month' },
];
const join = (board: string, customer: string, name: string) =>
  call('put', `/leaderboards/${board}/members/${customer}`, { name });
const places = ({ body }: Awaited<ReturnType<typeof call>>, of: 'top' | 'around' = 'top') =>
  body[of].map(({ rank, name, score }: Record<string, unknown>) => [rank, name, score]);

beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
  await call('put', '/loyalty', { earn: [], boards: BOARDS });
  expect((await call('post', '/loyalty/publish')).status).toBe(200);
  for (const [place, id] of ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gil', 'hal'].entries()) {
    await lives.bought(
      id,
      Array.from({ length: 1 + place }, () => 0),
    );
  }
});
afterAll(() => edge.close());

test('who opts in stands on the board by a name of their own, and nobody else does', async () => {
  expect(places(await call('get', '/leaderboards/orders'))).toEqual([]);
  for (const id of ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gil']) {
    expect((await join('orders', id, `Name of ${id}`)).status).toBe(200);
  }
  const board = await call('get', '/leaderboards/orders?limit=2&around=bob');
  expect(places(board)).toEqual([
    [1, 'Name of gil', 7],
    [2, 'Name of fay', 6],
  ]);
  expect(places(board, 'around')).toEqual([
    [3, 'Name of eve', 5],
    [4, 'Name of dan', 4],
    [5, 'Name of cleo', 3],
    [6, 'Name of bob', 2],
    [7, 'Name of ada', 1],
  ]);
  expect(board.body.around[3].you).toBe(true);
  expect(JSON.stringify(board.body)).not.toContain('"bob"');
  expect((await call('get', '/leaderboards/orders?around=hal')).body.around).toBeNull();
  expect((await call('get', '/leaderboards')).body.boards).toMatchObject([
    { id: 'orders', members: 7 },
    { members: 0 },
  ]);
});

test('a purchase moves its customer up, and of equals who came first is first', async () => {
  await lives.bought(
    'ada',
    [0, 0, 0, 0, 0, 0].map((day, place) => day - (place + 1) / 1_000),
  );
  const top = places(await call('get', '/leaderboards/orders?limit=3'));
  expect(top).toEqual([
    [1, 'Name of gil', 7],
    [2, 'Name of fay', 6],
    [3, 'Name of ada', 6],
  ]);
});

test('a name is one of its kind, can be changed, and is gone with whoever leaves', async () => {
  expect((await join('orders', 'hal', 'NAME-OF-GIL')).status).toBe(409);
  expect((await join('orders', 'hal', 'hal@example.com')).body.problems).toContainEqual(
    expect.objectContaining({ path: 'name', message: expect.stringContaining('an e-mail address') }),
  );
  expect((await join('orders', 'gil', 'Grey Owl')).body).toEqual({ name: 'Grey Owl', score: 7 });
  expect((await join('orders', 'hal', 'Name of gil')).status).toBe(200);
  expect(places(await call('get', '/leaderboards/orders?limit=2'))).toEqual([
    [1, 'Name of gil', 8],
    [2, 'Grey Owl', 7],
  ]);
  expect((await call('delete', '/leaderboards/orders/members/hal')).status).toBe(204);
  expect((await call('delete', '/leaderboards/orders/members/hal')).status).toBe(404);
  expect(places(await call('get', '/leaderboards/orders?limit=1'))).toEqual([[1, 'Grey Owl', 7]]);
  expect((await join('nowhere', 'hal', 'Nobody')).status).toBe(404);
  expect((await join('orders', 'nobody', 'Nobody')).status).toBe(404);
});

test('who is held out cannot opt in, and is shown no more where policies hold them out later', async () => {
  const holdout = { percent: 50, salt: 'boards' };
  const isOut = (id: string) => isHeldOut({ holdout }, customerId.parse(id));
  const { body } = await call('get', '/policies');
  await call('put', '/policies', { ...body.policies.definition, holdout });
  expect((await call('post', '/policies/publish')).status).toBe(200);
  const ids = ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gil'];
  expect(ids.some(isOut) && !ids.every(isOut)).toBe(true);
  const shown = places(await call('get', '/leaderboards/orders')).map(([, name]: string[]) => name);
  expect(shown).toHaveLength(ids.filter((id) => !isOut(id)).length);
  const out = ids.find(isOut) ?? '';
  expect((await join('month', out, 'Unseen')).status).toBe(409);
  expect((await call('get', `/leaderboards/orders?around=${out}`)).body.around).toBeNull();
});
