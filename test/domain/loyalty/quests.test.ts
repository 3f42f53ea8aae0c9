import { describe, expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { questViews } from '../../../domain/loyalty/quests/view.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, anActivity, aProfileChange, aPurchase, aRefund, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const buys = { id: 'buy', by: 'count', on: 'purchase', target: 3 };
const badges = [{ id: 'done', name: 'Done' }];
const reward = [{ give: 'points', points: 100 }];

function questing(draft: object, timezone = 'UTC'): Life {
  const quest = { id: 'q', name: 'Quest', steps: [buys], rewards: reward, ...draft };
  return new Life(withLoyalty({ earn: [], badges, quests: [quest] }), timezone);
}

const view = (life: Life, at = life.state.asOf) =>
  questViews(life.playbook.loyalty, life.state, at, life.timezone)[0] ?? expect.unreachable();
const done = (life: Life, at?: number) => view(life, at).steps.map((step) => step.done);
const told = ({ facts }: Life) => facts.flatMap((fact) => (fact.what === 'quest' ? [fact.is] : [fact.what]));

const bought = (id: string, at: number, amount = 1_000) => aPurchase({ id, at, amount });
const visited = (at: number, facts: Record<string, string | number> = {}) =>
  anActivity({ id: `v-${at}-${JSON.stringify(facts)}`, type: 'visit', at, facts });

function lived(life: Life, ...events: readonly CustomerEvent[]): Life {
  for (const event of events) life.take(event.at, event);
  return life;
}

describe('what a step counts', () => {
  const over = (field: string, value: number) => ({ when: { field, op: 'gte', value } });
  const visit = (day: number, more = 0) => visited(NOON + day * DAY + more);
  const streak = (more: object = {}) => ({ id: 's', by: 'streak', on: 'visit', period: 'day', target: 9, ...more });

  test.each<[string, object, readonly CustomerEvent[], number]>([
    ['how often', buys, [bought('a', NOON), bought('b', NOON + 1)], 2],
    ['of what fits', { ...buys, ...over('event.amount', 900) }, [bought('a', NOON, 899), bought('b', NOON, 900)], 1],
    ['of no other type', buys, [bought('a', NOON), visited(NOON + 1)], 1],
    [
      'money',
      { id: 's', by: 'sum', on: 'purchase', target: 5_000 },
      [bought('a', NOON), bought('b', NOON, 250)],
      1_250,
    ],
    ['money up to the target', { ...buys, by: 'sum', target: 700 }, [bought('a', NOON, 699)], 699],
    [
      'a number, without its fraction',
      { id: 's', by: 'sum', on: 'visit', of: 'km', target: 50 },
      [visited(NOON, { km: 4.9 }), visited(NOON + 1, { km: -3 }), visited(NOON + 2, { km: 2 }), visited(NOON + 3)],
      6,
    ],
    [
      'different values, each once',
      { id: 'd', by: 'distinct', on: 'visit', of: 'room', target: 5 },
      [
        visited(NOON, { room: 'a' }),
        visited(NOON + 1, { room: 'b' }),
        visited(NOON + 2, { room: 'a' }),
        visited(NOON + 3),
      ],
      2,
    ],
    [
      'long values by what they are',
      { id: 'd', by: 'distinct', on: 'visit', of: 'room', target: 5 },
      [visited(NOON, { room: 'x'.repeat(99) }), visited(NOON + 1, { room: `${'x'.repeat(99)}y` })],
      2,
    ],
    ['days in a row', streak(), [visit(0), visit(0, 1), visit(1), visit(2)], 3],
    ['a day that was missed breaks them', streak(), [visit(0), visit(1), visit(3)], 1],
    ['but for a freeze', streak({ freezes: 1 }), [visit(0), visit(1), visit(3)], 3],
    ['which is used up', streak({ freezes: 1 }), [visit(0), visit(2), visit(4)], 1],
    ['days with so many', streak({ times: 2 }), [visit(0), visit(0, 1), visit(1), visit(2), visit(2, 1)], 1],
    ['weeks from Monday on', streak({ period: 'week' }), [visit(0), visit(6), visit(7), visit(13)], 2],
  ])('%s', (_what, step, events, expected) => {
    expect(done(lived(questing({ steps: [step] }), ...events))).toEqual([expected]);
  });

  test('days by the clock that the customer had as the quest began, wherever they go', () => {
    const evening = Date.parse('2026-01-12T23:30:00Z');
    const life = questing({ steps: [streak()] });
    life.take(NOON, aProfileChange({ at: NOON, timezone: 'Europe/Berlin' }), visited(NOON));
    life.take(NOON + 1, aProfileChange({ id: 'moved', at: NOON + 1, timezone: 'America/New_York' }));
    // The thirteenth in Berlin; still the twelfth in New York.
    expect(done(life.take(evening, visited(evening)))).toEqual([2]);
  });

  test('a streak that time has broken is shown as nothing, and is done for good where it was long enough', () => {
    const life = lived(questing({ steps: [streak({ target: 2 }), buys] }), visit(0));
    expect([done(life, NOON + DAY), done(life, NOON + 2 * DAY)]).toEqual([
      [1, 0],
      [0, 0],
    ]);
    lived(life, visit(1), visit(5));
    expect(done(life, NOON + 30 * DAY)).toEqual([2, 0]);
  });
});

describe('a quest', () => {
  test('tells how it begins, each step, and its end, and gives its reward once', () => {
    const life = questing({});
    lived(life, ...[0, 1, 2, 3, 4].map((n) => bought(`p-${n}`, NOON + n * HOUR)));
    expect(told(life)).toEqual(['started', 'progressed', 'progressed', 'progressed', 'completed', 'awarded']);
    expect(life.facts.find((fact) => fact.what === 'awarded')).toMatchObject({
      points: 100,
      cause: { by: 'quest', quest: 'q', cycle: 1 },
    });
    expect(view(life)).toMatchObject({ is: 'completed', completed: 1, mayBegin: false, rewards: ['100 points'] });
    expect(life.account?.earned).toBe(100);
  });

  test('of a fixed order counts for the first step that is not done', () => {
    const steps = [
      { ...buys, target: 1 },
      { id: 'visit', by: 'count', on: 'visit', target: 1 },
      { ...buys, id: 'again', target: 1 },
    ];
    const life = lived(
      questing({ steps, order: 'fixed' }),
      visited(NOON),
      bought('a', NOON + 1),
      bought('b', NOON + 2),
    );
    expect(done(life)).toEqual([1, 0, 0]);
    lived(life, visited(NOON + 3), bought('c', NOON + 4));
    expect(view(life).is).toBe('completed');
  });

  test('gives at its milestones, each once', () => {
    const milestones = [
      { id: 'two', after: { step: 'buy', done: 2 }, rewards: [{ give: 'badge', badge: 'done' }] },
      { id: 'half', after: { steps: 1 }, rewards: reward },
    ];
    const steps = [buys, { id: 'visit', by: 'count', on: 'visit', target: 1 }];
    const life = questing({ steps, milestones, rewards: [] });
    lived(life, bought('a', NOON), bought('b', NOON + 1), aRefund({ at: NOON + 2, order: aKey('b'), amount: 1_000 }));
    lived(life, bought('c', NOON + 3), bought('d', NOON + 4));
    expect(life.facts.flatMap((fact) => ('milestone' in fact ? [fact.milestone] : []))).toEqual(['two', 'half']);
    expect(life.state.loyalty).toMatchObject({ badges: { done: expect.any(Number) }, account: { earned: 100 } });
    expect(view(life).milestones.map(({ reached }) => reached)).toEqual([true, true]);
  });

  test.each<[string, object, CustomerEvent, boolean]>([
    ['what counts', {}, bought('a', NOON), true],
    ['what does not count', {}, visited(NOON), false],
    ['a type of its own', { start: { by: 'entry', on: 'visit' } }, visited(NOON), true],
    ['another than its own', { start: { by: 'entry', on: 'visit' } }, bought('a', NOON), false],
    [
      'whom its condition names',
      { start: { by: 'entry', when: { field: 'segment', op: 'eq', value: 'potential-loyalist' } } },
      bought('a', NOON),
      true,
    ],
    [
      'whom it does not name',
      { start: { by: 'entry', when: { field: 'segment', op: 'eq', value: 'lost' } } },
      bought('a', NOON),
      false,
    ],
    ['nothing but a step of a journey', { start: { by: 'step' } }, bought('a', NOON), false],
    ['imported history', {}, { ...bought('a', NOON), silent: true }, false],
  ])('begins, or not, by %s', (_what, draft, event, begins) => {
    expect(told(questing(draft).take(NOON, event)).includes('started')).toBe(begins);
  });

  test('counts nothing that happened before it began, and all that is learned late', () => {
    const life = questing({}).take(NOON, bought('a', NOON));
    life.take(NOON + DAY, { ...bought('before', NOON - 1), seenAt: NOON + DAY });
    expect(done(life)).toEqual([1]);
    expect(done(life.take(NOON + 2 * DAY, { ...bought('late', NOON + 1), seenAt: NOON + 2 * DAY }))).toEqual([2]);
  });
});

describe('the time of a quest', () => {
  test.each([
    [{ by: 'days', days: 3 }, '2026-01-16T00:00:00Z'],
    [{ by: 'calendar', period: 'week' }, '2026-01-19T00:00:00Z'],
    [{ by: 'calendar', period: 'month' }, '2026-02-01T00:00:00Z'],
    [{ by: 'window', from: '2026-01-12T00:00:00Z', until: '2026-01-14T06:00:00Z' }, '2026-01-14T06:00:00Z'],
  ])('%j ends at %s by the timer of the customer', (deadline, iso) => {
    const life = questing({ deadline, remindDays: 1 }).take(NOON, bought('a', NOON));
    const ends = Date.parse(iso);
    expect(view(life).deadline).toBe(ends);
    expect(told(life.take(ends - DAY))).toContain('ending');
    expect(life.state.loyalty?.nextAt).toBe(ends);
    expect(view(life.take(ends - 1)).is).toBe('running');
    expect(view(life.take(ends))).toMatchObject({ is: 'expired', endedAt: ends });
    expect(life.state.loyalty?.nextAt).toBeUndefined();
    lived(life, bought('b', ends), bought('c', ends + 1));
    expect(told(life)).toEqual(['started', 'progressed', 'ending', 'expired']);
  });

  test('once it is over, what was done and reached until then is shown', () => {
    const milestones = [{ id: 'one', after: { step: 'buy', done: 1 } }];
    const life = questing({ deadline: { by: 'days', days: 3 }, milestones }).take(NOON, bought('a', NOON));
    expect(view(life.take(NOON + 9 * DAY))).toMatchObject({
      is: 'expired',
      steps: [{ done: 1, target: 3 }],
      milestones: [{ reached: true }],
    });
  });

  test('is not begun by what is learned when it would be over, or before its window', () => {
    const days = questing({ deadline: { by: 'days', days: 2 } });
    expect(told(days.take(NOON + 9 * DAY, { ...bought('a', NOON), seenAt: NOON + 9 * DAY }))).toEqual([]);
    const window = { by: 'window', from: '2026-02-01T00:00:00Z', until: '2026-03-01T00:00:00Z' };
    const life = lived(questing({ deadline: window }), bought('a', NOON));
    expect(view(life)).toMatchObject({ is: 'not-started', mayBegin: false });
    expect(view(life, Date.parse(window.from)).mayBegin).toBe(true);
  });
});

describe('a quest that repeats', () => {
  const twice = (on: string) => ({ steps: [{ ...buys, target: 1 }], repeat: { on, most: 2 } });

  test('on completion begins again with the next event, as often as it may', () => {
    const life = lived(questing(twice('completion')), ...[0, 1, 2].map((n) => bought(`p-${n}`, NOON + n)));
    expect(view(life)).toMatchObject({ is: 'completed', cycle: 2, completed: 2, mayBegin: false });
    expect(life.account?.earned).toBe(200);
  });

  test('on completion does not come again once its time is over', () => {
    const life = questing({ ...twice('completion'), steps: [buys], deadline: { by: 'days', days: 1 } });
    lived(life, bought('a', NOON), bought('b', NOON + 9 * DAY));
    expect(view(life)).toMatchObject({ is: 'expired', cycle: 1 });
  });

  test('on expiration begins again when its time is over, done or not', () => {
    const deadline = { by: 'calendar', period: 'month' };
    const life = lived(questing({ ...twice('expiration'), deadline }), bought('a', NOON), bought('b', NOON + DAY));
    expect(view(life)).toMatchObject({ is: 'completed', cycle: 1, completed: 1 });
    lived(life, bought('c', NOON + 30 * DAY));
    expect(view(life)).toMatchObject({ is: 'completed', cycle: 2, completed: 2 });
  });
});

describe('a refund', () => {
  const refund = (id: string, at: number, amount = 1_000) =>
    aRefund({ id: `r-${id}-${at}`, at, order: aKey(id), amount });

  test('takes exactly what its order brought, as far as it is refunded', () => {
    const steps = [
      buys,
      { id: 'money', by: 'sum', on: 'purchase', target: 9_000 },
      { id: 'shops', by: 'distinct', on: 'purchase', of: 'shop', target: 5 },
      { id: 'days', by: 'streak', on: 'purchase', period: 'day', target: 5 },
    ];
    const life = questing({ steps });
    lived(life, aPurchase({ id: 'a', at: NOON, amount: 1_000, facts: { shop: 'x' } }));
    lived(life, aPurchase({ id: 'b', at: NOON + DAY, amount: 1_000, facts: { shop: 'y' } }));
    expect(done(life)).toEqual([2, 2_000, 2, 2]);
    expect(done(lived(life, refund('a', NOON + DAY + 1, 400)))).toEqual([2, 1_600, 2, 2]);
    expect(done(lived(life, refund('a', NOON + DAY + 2, 600)))).toEqual([1, 1_000, 1, 1]);
    expect(told(life).slice(-2)).toEqual(['rolled-back', 'rolled-back']);
    expect(done(lived(life, refund('b', NOON + DAY + 3)))).toEqual([0, 0, 0, 0]);
    expect(life.state.loyalty?.quests).toMatchObject({ q: { tallies: { money: { sum: 0 }, days: { sum: 0 } } } });
  });

  test('of an order that came refunded is no progress, and takes nothing once the quest is completed', () => {
    const life = questing({ steps: [{ ...buys, target: 1 }] });
    life.take(NOON, refund('a', NOON - 1));
    life.take(NOON, bought('a', NOON));
    expect(told(life)).toEqual([]);
    lived(life, bought('b', NOON + 1), refund('b', NOON + 2));
    expect(told(life)).toEqual(['started', 'progressed', 'completed', 'awarded']);
  });

  test('takes nothing where the quest does not roll back', () => {
    const life = lived(questing({ rollback: false }), bought('a', NOON), refund('a', NOON + 1));
    expect(done(life)).toEqual([1]);
    expect(JSON.stringify(life.state.loyalty?.quests)).not.toContain('orders');
  });
});

describe('a programme that changes', () => {
  const changed = (life: Life, quests: readonly object[], at: number) => {
    life.playbook = withLoyalty({ earn: [], badges, quests }, life.playbook, at);
    return life.take(at);
  };
  const quest = { id: 'q', name: 'Quest', steps: [buys], rewards: reward };

  test('ends quests that it has no longer, and never gives for the same time again', () => {
    const life = lived(questing({ deadline: { by: 'days', days: 9 } }), bought('a', NOON));
    changed(life, [], NOON + DAY);
    expect(life.state.loyalty?.quests).toMatchObject({ q: { is: 'withdrawn', cycle: 1 } });
    expect(life.state.loyalty?.nextAt).toBeUndefined();
    lived(changed(life, [quest], NOON + 2 * DAY), bought('b', NOON + 2 * DAY));
    expect(told(life).filter((is) => is === 'started')).toHaveLength(1);
  });

  test('goes on with what was counted: a target that is reached by new rules is reached', () => {
    const life = lived(questing({}), bought('a', NOON), bought('b', NOON + 1));
    changed(life, [{ ...quest, steps: [{ ...buys, target: 2 }] }], NOON + DAY);
    expect(told(life).slice(-2)).toEqual(['completed', 'awarded']);
  });
});

test('the state of quests is the fold of their facts, and stays small', () => {
  const steps = [
    { ...buys, target: 10_000 },
    { id: 'd', by: 'distinct', on: 'purchase', of: 'shop', target: 50 },
    { id: 's', by: 'streak', on: 'purchase', period: 'day', target: 100 },
  ];
  const life = questing({ steps });
  for (let n = 0; n < 300; n += 1) {
    life.take(NOON + n * DAY, aPurchase({ id: `p-${n}`, at: NOON + n * DAY, facts: { shop: `s-${n}` } }));
  }
  const fold = foldEntries(NOTHING_TOLD, life.entries);
  expect(loyaltyDifferences(life.state.loyalty, fold)).toEqual([]);
  expect(JSON.stringify(life.state.loyalty?.quests).length).toBeLessThan(12_000);
  expect(loyaltyDifferences({ ...life.state.loyalty!, quests: {} }, fold).map(({ field }) => field)).toEqual([
    'loyalty.quests',
  ]);
});
