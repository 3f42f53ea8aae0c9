import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventCollection } from '../../db/events/events.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { DAY } from '../../domain/time.ts';
import { loyaltyExample } from '../../api/loyalty/loyalty.contract.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
});
afterAll(() => edge.close());

const call = (method: 'get' | 'put' | 'post', path: string, body?: unknown) =>
  edge.call(method, `/v1${path}`, body === undefined ? {} : { body });

const DRAFT = {
  earn: [
    {
      id: 'orders',
      on: 'purchase',
      per: { by: 'amount', amount: 100, points: 1 },
      expire: { by: 'rolling', months: 1 },
    },
    { id: 'reviews', on: 'review', per: { by: 'event', points: 20 }, pending: { days: 7 }, expire: { by: 'never' } },
  ],
  badges: [{ id: 'critic', name: 'Critic' }],
  quests: [
    {
      id: 'rate',
      name: 'Rate two',
      steps: [{ id: 'ratings', by: 'count', on: 'rating', target: 2 }],
      deadline: { by: 'days', days: 7 },
      rewards: [{ give: 'badge', badge: 'critic' }],
    },
  ],
  tiers: {
    metric: { by: 'spend' },
    window: { by: 'rolling', days: 365 },
    validity: { by: 'days', days: 365 },
    levels: [
      { id: 'bronze', name: 'Bronze', min: 0 },
      { id: 'gold', name: 'Gold', min: 10_000 },
    ],
  },
};

/** Decides on whatever is stored of this customer and asked for, as their workflow would. */
async function decideStored(id: string, key: string): Promise<void> {
  const _id = eventKey(edge.workspace, sourceId.parse('x'), eventId.parse('x')).replace(
    /:x:x$/,
    `:sojourn+points:${key}`,
  );
  const row = await eventCollection(edge.deps.connection).findOne({ _id: _id as never });
  if (row === null) throw new Error(`nothing is stored under ${key}`);
  await lives.decided(id, NOW, [row.event]);
  await lives.decided(id, NOW);
}

describe('before there is a programme', () => {
  test('there is nothing in force, and nobody has points', async () => {
    expect((await call('get', '/loyalty')).body).toMatchObject({ loyalty: null, draft: null });
    await lives.bought('c-0', [1]);
    expect((await call('get', '/customers/c-0/points')).body).toMatchObject({
      active: 0,
      pending: 0,
      debt: 0,
      tier: null,
    });
    expect((await call('post', '/customers/c-0/points/spend', { points: 1, key: 'k' })).status).toBe(409);
    expect((await call('post', '/loyalty/publish')).status).toBe(404);
  });
});

describe('a draft', () => {
  test('of which everything that is wrong is told at once', async () => {
    const { earn, tiers } = DRAFT;
    const wrong = {
      earn: [...earn, { ...earn[0] }, { ...earn[0], id: 'r', on: 'refund' }],
      campaigns: [
        { id: 'c', from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z', multiplier: 2, rules: ['no'] },
      ],
      segments: { nowhere: 2 },
      tiers: { ...tiers, levels: [tiers.levels[1], tiers.levels[0]] },
      quests: [{ ...DRAFT.quests[0], repeat: { on: 'expiration', most: 2 }, deadline: null }],
      draws: [{ id: 'wheel', name: 'Wheel', look: 'wheel', prizes: [{ id: 'mug', name: 'Mug', weight: 1, stock: 0 }] }],
      worth: { currency: 'EUR', per100: 5 },
    };
    const told = ({ problems }: { problems: readonly { code: string; path: string }[] }) =>
      problems.map(({ code, path }) => `${code} ${path}`);
    const { body } = await call('post', '/loyalty/validate', wrong);
    expect(told(body)).toEqual([
      'duplicate-rule earn[2].id',
      'earns-nothing earn[3].on',
      'unknown-rule campaigns[0].rules[0]',
      'campaign-never campaigns[0].until',
      'tier-order tiers.levels[1].min',
      'unknown-badge quests[0].rewards[0].badge',
      'quest-never quests[0].repeat.on',
      'draw-empty draws[0].prizes',
      'other-currency worth.currency',
    ]);
    expect(body.warnings).toMatchObject([{ code: 'unknown-segment', path: 'segments.nowhere' }]);
    // Kept as a draft, it is published neither as it is nor in part.
    await call('put', '/loyalty', wrong);
    expect(told((await call('post', '/loyalty/publish')).body)).toEqual(told(body));
    expect((await call('get', '/loyalty')).body).toMatchObject({ loyalty: null });
    expect((await call('get', '/draws')).body).toMatchObject({ draws: [] });
  });

  test.each([
    ['a window without length', { tiers: { ...DRAFT.tiers, window: { by: 'rolling', days: 0 } } }, 'tiers.window.days'],
    ['parts of points', { earn: [{ ...DRAFT.earn[0], per: { by: 'event', points: 1.5 } }] }, 'earn[0].per.points'],
    ['points below 0', { earn: [{ ...DRAFT.earn[0], mostPerEvent: -5 }] }, 'earn[0].mostPerEvent'],
    ['points that are worth a part of a penny', { worth: { currency: 'GBP', per100: 0.5 } }, 'worth.per100'],
    ['a field that nobody knows', { colour: 'red' }, 'colour'],
  ])('with %s is refused and says where', async (_what, change, path) => {
    expect((await call('put', '/loyalty', { ...DRAFT, ...change })).body).toMatchObject({
      status: 422,
      problems: [{ path }],
    });
  });

  test('is shown as it would have worked for somebody, and the example of the documentation is sound', async () => {
    await lives.bought('c-1', [20, 10], 5_000);
    const { body } = await call('post', '/loyalty/preview', { customers: ['c-1'], days: 30, definition: DRAFT });
    expect(body.customers).toMatchObject([{ customer: 'c-1', complete: true, earned: 100, active: 100, tier: 'gold' }]);
    expect(body.customers[0]).toMatchObject({
      quests: [{ id: 'rate', is: 'not-started' }],
      badges: [{ earned: null }],
    });
    expect(body.customers[0].facts.slice(0, 2)).toMatchObject([
      { what: 'tier', tier: 'gold' },
      { what: 'earned', points: 50 },
    ]);
    expect((await call('post', '/loyalty/validate', loyaltyExample)).body.problems).toEqual([]);
    expect((await call('get', '/customers/c-1/points')).body.active).toBe(0);
  });

  test('is published, once, and has a version', async () => {
    await call('put', '/loyalty', DRAFT);
    expect((await call('post', '/loyalty/publish')).body).toMatchObject({ version: 1, changed: true });
    expect((await call('post', '/loyalty/publish')).body).toMatchObject({ version: 1, changed: false });
    const { tiers } = DRAFT;
    const less = await call('post', '/loyalty/validate', {
      ...DRAFT,
      tiers: { ...tiers, levels: tiers.levels.slice(1) },
    });
    expect(less.body.problems).toMatchObject([{ code: 'tier-in-use', path: 'tiers.levels' }]);
    expect((await call('get', '/loyalty/versions')).body.versions).toMatchObject([{ version: 1, inForce: true }]);
  });
});

describe('points', () => {
  test('are earned, and told by the balance, the history and the timeline', async () => {
    await lives.bought('c-2', [0], 12_000);
    const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse('review-1'));
    const customer = customerId.parse('c-2');
    const at = { at: NOW, seenAt: NOW, receivedAt: NOW };
    await lives.decided('c-2', NOW, [{ kind: 'activity', type: 'review', key, customer, ...at }]);
    expect((await call('get', '/customers/c-2/points')).body).toMatchObject({
      active: 120,
      pending: 20,
      earned: 140,
      expiring: [{ points: 120 }],
      tier: { held: { id: 'gold' }, value: 12_000, next: null },
    });
    const first = await call('get', '/customers/c-2/points/history?limit=3');
    expect(first.body.facts.map(({ n, what }: { n: number; what: string }) => [n, what])).toEqual([
      [4, 'earned'],
      [3, 'tier'],
      [2, 'earned'],
    ]);
    const rest = await call('get', `/customers/c-2/points/history?limit=3&cursor=${first.body.next}`);
    expect(rest.body).toMatchObject({ facts: [{ n: 1, what: 'tier', tier: 'bronze' }], next: null });
    const timeline = await call('get', '/customers/c-2/timeline');
    expect(timeline.body.entries[0].text).toContain('Earned 20 points by the rule reviews, active on');
  });

  test('are spent once for each key, and only as many as there are', async () => {
    const spend = (points: number, key: string) => call('post', '/customers/c-2/points/spend', { points, key });
    // Nobody decides yet: it is stored, and says so.
    expect((await spend(100, 'a')).body).toMatchObject({ status: 503, code: 'not-decided' });
    await decideStored('c-2', 'a');
    expect((await spend(100, 'a')).body).toMatchObject({ status: 'accepted', active: 20 });
    expect((await spend(99, 'a')).body).toMatchObject({ status: 409, code: 'conflict' });
    await spend(21, 'b');
    await decideStored('c-2', 'b');
    expect((await spend(21, 'b')).body).toMatchObject({ status: 'insufficient', active: 20 });
    expect((await call('get', '/customers/c-2/points')).body).toMatchObject({ active: 20, spent: 100 });
  });

  test('that were spent are given back once, by the key they were spent under', async () => {
    const giveBack = (spend: string, key: string) => call('post', '/customers/c-2/points/return', { spend, key });
    for (const key of ['a-back', 'a-again', 'other']) {
      await giveBack(key === 'other' ? 'never' : 'a', key);
      await decideStored('c-2', key);
    }
    expect((await giveBack('a', 'a-back')).body).toMatchObject({ status: 'accepted', active: 120 });
    expect((await giveBack('a', 'a-again')).body).toMatchObject({ status: 'nothing-spent', active: 120 });
    expect((await giveBack('never', 'other')).body).toMatchObject({ status: 'nothing-spent' });
    const { body } = await call('get', '/customers/c-2/points/history?limit=1');
    const text = '100 points spent under the key a were given back';
    expect(body.facts).toMatchObject([{ what: 'returned', text, named: { of: 'points', key: 'a' } }]);
    const timeline = await call('get', '/customers/c-2/timeline');
    const said = timeline.body.entries.map(({ text }: { text: string }) => text);
    expect(said).toContain('The points spent under the key a given back; there are 120 now');
    await call('post', '/customers/c-2/points/spend', { points: 100, key: 'a2' });
    await decideStored('c-2', 'a2');
  });

  test.each([
    ['spend', { points: -1, key: 'c' }, ['points']],
    ['spend', { points: 1.5, key: 'not a key' }, ['points', 'key']],
    ['adjust', { points: 0, key: 'c' }, ['points', 'reason']],
    ['adjust', { points: 5, reason: ' ', key: 'c' }, ['reason']],
  ])('are refused with all that is wrong: %s %o', async (what, body, paths) => {
    const refused = await call('post', `/customers/c-2/points/${what}`, body);
    expect(refused.body.code).toBe('invalid');
    expect(refused.body.problems.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  test('are adjusted with a reason; of nobody known they are not', async () => {
    const adjust = (id: string) =>
      call('post', `/customers/${id}/points/adjust`, { points: 7, reason: 'sorry', key: 'd' });
    expect((await adjust('nobody')).status).toBe(404);
    await adjust('c-2');
    await decideStored('c-2', 'd');
    expect((await adjust('c-2')).body).toMatchObject({ status: 'accepted', active: 27 });
    const { body } = await call('get', '/customers/c-2/points/history?limit=1');
    expect(body.facts).toMatchObject([
      { what: 'adjusted', points: 7, reason: 'sorry', text: '7 points were given by hand: sorry' },
    ]);
  });

  test('of a refunded order are taken back, and leave a debt where they were spent', async () => {
    await lives.bought('c-3', [0], 5_000);
    await call('post', '/customers/c-3/points/spend', { points: 40, key: 'e' });
    await decideStored('c-3', 'e');
    const customer = customerId.parse('c-3');
    const key = (id: string) => eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(id));
    const refund = { kind: 'refund', key: key('c-3:r'), order: key('c-3:order:0'), amount: 5_000, customer } as const;
    await lives.decided('c-3', NOW, [{ ...refund, at: NOW, seenAt: NOW, receivedAt: NOW }]);
    expect((await call('get', '/customers/c-3/points')).body).toMatchObject({ active: 0, debt: 40, reversed: 50 });
    const { facts } = (await call('get', '/customers/c-3/points/history')).body;
    expect(facts).toContainEqual(expect.objectContaining({ what: 'reversed', named: { of: 'points', owed: 40 } }));
  });

  test('of all customers are counted, with what expires and who holds which tier', async () => {
    const { body } = await call('get', '/points/liability');
    expect(body).toMatchObject({ uncounted: 0, customers: 2, active: 27, pending: 20, debt: 40 });
    expect(body.expiring).toMatchObject([{ points: 20 }]);
    expect(body.tiers.find(({ tier }: { tier: string }) => tier === 'gold')?.customers).toBeGreaterThan(0);
    expect((await call('get', '/points/liability?days=1')).body.expiring).toEqual([]);
    expect(body).toMatchObject({ worth: null, money: null });
  });

  test('are owed in money once the programme says what they are worth, for which nobody has to wake', async () => {
    const worth = { currency: 'GBP', per100: 250 };
    expect((await call('put', '/loyalty', { ...DRAFT, worth })).status).toBe(200);
    expect((await call('post', '/loyalty/publish')).body).toMatchObject({ version: 2, changed: true, rollout: null });
    expect((await call('get', '/points/liability')).body).toMatchObject({
      worth: 250,
      money: { active: 68, pending: 50, debt: 100 },
    });
  });
});

test('quests and badges are told with their progress, in the history and in the timeline', async () => {
  const rating = (id: string) => {
    const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(id));
    const at = { at: NOW, seenAt: NOW, receivedAt: NOW };
    return { kind: 'activity', type: 'rating', key, customer: customerId.parse('c-4'), ...at } as const;
  };
  expect((await call('get', '/customers/c-4/quests')).status).toBe(404);
  await lives.decided('c-4', NOW, [rating('r-1')]);
  expect((await call('get', '/customers/c-4/quests')).body).toMatchObject({
    quests: [{ is: 'running', cycle: 1, steps: [{ done: 1, target: 2 }], rewards: ['the badge Critic'] }],
    badges: [{ id: 'critic', name: 'Critic', earned: null }],
  });
  await lives.decided('c-4', NOW, [rating('r-2')]);
  const { body } = await call('get', '/customers/c-4/quests');
  expect(body).toMatchObject({ quests: [{ is: 'completed', completed: 1 }], badges: [{ earned: expect.any(String) }] });
  const { facts } = (await call('get', '/customers/c-4/points/history')).body;
  expect(facts.map(({ text }: { text: string }) => text).slice(0, 3)).toEqual([
    'The badge critic was earned for the quest rate',
    'The quest rate was completed',
    'The quest rate went on: ratings 2 of 2',
  ]);
  // And in parts, for programs and for other languages.
  expect(facts.slice(0, 3)).toMatchObject([
    { badge: 'critic', named: { of: 'reward', cause: { by: 'quest', quest: 'rate' } } },
    { quest: 'rate', named: { of: 'quest', is: 'completed', cycle: 1 } },
    { quest: 'rate', named: { of: 'quest', is: 'progressed', steps: [{ step: 'ratings', done: 2, target: 2 }] } },
  ]);
  const [newest] = (await call('get', '/customers/c-4/timeline')).body.entries;
  expect(newest.text).toContain('The quest rate was completed');
});

test('what was lived through agrees with the journal', async () => {
  await lives.decided('c-2', NOW + 40 * DAY);
  const { body } = await call('get', '/customers/c-2/points/history?limit=2');
  expect(body.facts.map(({ what }: { what: string }) => what).toSorted()).toEqual(['activated', 'expired']);
});
