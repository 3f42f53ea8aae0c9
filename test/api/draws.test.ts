import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let lives: ReturnType<typeof livesIn>;
let edge: Edge;

async function call(method: 'get' | 'put' | 'post', path: string, body?: unknown) {
  return await edge.call(method, `/v1${path}`, body === undefined ? {} : { body });
}

beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
});
afterAll(() => edge.close());

const DRAW = {
  id: 'wheel',
  name: 'Wheel',
  look: 'wheel',
  prizes: [
    { id: 'points', name: '50 points', weight: 1, stock: 1, reward: { give: 'points', points: 50 } },
    { id: 'blank', name: 'Nothing', weight: 1, stock: 0 },
  ],
};
const GREET = {
  name: 'Greet',
  enter: { on: 'event', event: 'hello' },
  steps: [
    { id: 'spin', type: 'grant', reward: { give: 'draw', draw: 'wheel' } },
    { id: 'gift', type: 'grant', reward: { give: 'coupon', pool: 'welcome' } },
    { id: 'mail', type: 'send', channel: 'email', subject: 'Hi', body: '{{ coupon.code }} {{ coupon.expires_on }}' },
  ],
};

async function said(id: string): Promise<void> {
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`hello-${id}`));
  const event = { kind: 'activity', type: 'hello', key, customer: customerId.parse(id) } as const;
  await lives.decided(id, NOW, [{ ...event, at: NOW, seenAt: NOW, receivedAt: NOW }]);
}

/** Decides on the tickets that a customer has played, as their workflow would. */
async function decidePlayed(id: string): Promise<void> {
  const rows = eventCollection(edge.deps.connection).find({ customer: customerId.parse(id), p: { $exists: true } });
  const events = (await rows.toArray()).map(({ event }) => event);
  await lives.decided(id, NOW, events);
  await lives.decided(id, NOW);
}

const play = (customer: string, ticket: number, draw = 'wheel') =>
  call('post', `/draws/${draw}/play`, { customer, ticket });

test('a draw is published with its stock, and a journey that gives its tickets only with the pool that it names', async () => {
  expect((await call('get', '/draws')).body.draws).toEqual([]);
  const empty = { ...DRAW, prizes: [DRAW.prizes[1]] };
  const refused = await call('post', '/loyalty/validate', { earn: [], draws: [empty] });
  expect(refused.body.problems).toMatchObject([{ code: 'draw-empty' }]);
  const mugs = { ...DRAW, prizes: [{ ...DRAW.prizes[0], reward: { give: 'coupon', pool: 'mugs' } }] };
  expect((await call('post', '/loyalty/validate', { earn: [], draws: [mugs] })).body.problems).toMatchObject([
    { code: 'unknown-pool', path: 'draws[0].prizes[0].reward.pool' },
  ]);
  await call('put', '/loyalty', { earn: [], draws: [DRAW] });
  expect((await call('post', '/loyalty/publish')).status).toBe(200);
  await call('put', '/journeys/greet', GREET);
  const unknown = await call('post', '/journeys/greet/publish');
  expect(unknown.body.problems).toMatchObject([{ code: 'unknown-pool', path: 'steps[1].reward.pool' }]);
  const value = { by: 'free', words: 'free shipping' };
  await call('put', '/coupon-pools/welcome', { kind: 'unique', name: 'Welcome', value });
  expect((await call('post', '/journeys/greet/publish')).status).toBe(200);
});

test('a ticket is played once, for what the hash says and is in stock, and the journal knows it first', async () => {
  await said('ada');
  await said('bob');
  const { body } = await call('get', '/customers/ada/tickets');
  expect(body.tickets).toEqual([{ ticket: 1, draw: 'wheel', name: 'Wheel', look: 'wheel' }]);
  // Pages are told what there is to win, and play it by another door.
  const { body: seen } = await call('get', '/placements?customer=ada');
  const prizes = [
    { id: 'points', name: '50 points' },
    { id: 'blank', name: 'Nothing' },
  ];
  expect(seen.loyalty.draws).toEqual([{ id: 'wheel', name: 'Wheel', look: 'wheel', prizes, tickets: [1] }]);
  // Nobody decides here by themselves: what was drawn is stored, and not told before the journal has it.
  expect((await play('ada', 1)).body).toMatchObject({ code: 'not-decided' });
  expect((await call('get', '/draws')).body.draws[0].prizes).toMatchObject([
    { id: 'points', chance: 0, won: 1, left: 0 },
    { id: 'blank', won: 0, left: 0 },
  ]);
  await decidePlayed('ada');
  const won = { draw: 'wheel', ticket: 1, prize: { id: 'points', reward: { give: 'points', points: 50 } } };
  for (let times = 0; times < 2; times += 1) expect((await play('ada', 1)).body).toMatchObject(won);
  const onPage = await call('post', '/placements/play', { customer: 'ada', draw: 'wheel', ticket: 1 });
  expect(onPage.body).toMatchObject(won);
  expect((await call('get', '/placements?customer=ada')).body.loyalty.draws).toEqual([]);
  expect((await call('get', '/customers/ada/points')).body).toMatchObject({ active: 50 });
  expect((await call('get', '/customers/ada/tickets')).body.tickets).toEqual([]);
  const history = (await call('get', '/customers/ada/points/history')).body.facts;
  expect(history.map(({ text }: { text: string }) => text)).toEqual([
    '50 points were given by ticket 1 of the draw wheel',
    'Ticket 1 of the draw wheel came to points',
    'A coupon of the pool welcome is given by the step gift of the journey greet',
    'A ticket of the draw wheel was given by the step spin of the journey greet',
  ]);
  await play('bob', 1);
  await decidePlayed('bob');
  expect((await play('bob', 1)).body).toMatchObject({ ticket: 1, prize: null });
});

test('a ticket that nobody has takes nothing, and says so', async () => {
  expect((await play('ada', 7)).status).toBe(409);
  expect((await play('c-9', 1)).status).toBe(404);
  expect((await play('ada', 1, 'other')).status).toBe(404);
  expect((await play('ada', 0)).body.problems).toMatchObject([{ path: 'ticket' }]);
  expect((await call('get', '/customers/c-9/tickets')).status).toBe(404);
});
