import { describe, expect, test } from 'vitest';
import { comingIn, expiringIn, posted, withPending, NO_POINTS } from '../../../domain/loyalty/account.ts';
import { DAY } from '../../../domain/time.ts';
import { anActivity, aPurchase, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const NEVER = { by: 'never' } as const;
const perEuro = { id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: NEVER };
const levels = [
  { id: 'bronze', name: 'Bronze', min: 0 },
  { id: 'silver', name: 'Silver', min: 2 },
];
const visit = (id: string, at: number) => anActivity({ id, type: 'visit', at });

describe('a metric', () => {
  const windows = [
    ['ever', { by: 'lifetime' }],
    ['of 30 days', { by: 'rolling', days: 30 }],
    ['of this quarter', { by: 'calendar', period: 'quarter' }],
  ] as const;
  const metrics = [
    ['points', { by: 'points' }],
    ['spend', { by: 'spend' }],
    ['orders', { by: 'orders' }],
    ['visits', { by: 'events', event: 'visit' }],
  ] as const;
  const all = metrics.flatMap(([what, metric]) =>
    windows.map(([when, window]) => ({ said: `${what} ${when}`, metric, window })),
  );

  test.each(all)('by $said counts what lies within, and no more', ({ metric, window }) => {
    const tiers = { metric, window, validity: { by: 'days', days: 1 }, levels };
    const life = new Life(withLoyalty({ earn: [perEuro], tiers }));
    life.take(NOON, aPurchase({ id: 'a', amount: 200 }), visit('v', NOON));
    life.take(NOON + 1, aPurchase({ id: 'b', at: NOON + 1, amount: 200 }), visit('w', NOON + 1));
    expect(life.tier).toBe('silver');
    // In the next quarter, and more than 30 days later.
    life.take(NOON + 100 * DAY);
    expect(life.tier).toBe(window.by === 'lifetime' ? 'silver' : 'bronze');
  });
});

describe('points of an event', () => {
  test.each([
    ['down', 1],
    ['nearest', 2],
    ['up', 2],
  ])('are rounded %s', (round, points) => {
    const life = new Life(withLoyalty({ earn: [{ ...perEuro, round }] })).take(NOON, aPurchase({ amount: 150 }));
    expect(life.account?.earned).toBe(points);
  });

  test.each([[0], [-3], ['four'], [undefined]])('by item are none where the event says %j', (count) => {
    const items = { id: 'items', on: 'basket', per: { by: 'item', item: 'count', points: 3 }, expire: NEVER };
    const facts = count === undefined ? {} : { facts: { count } };
    const life = new Life(withLoyalty({ earn: [items] })).take(NOON, anActivity({ type: 'basket', ...facts }));
    expect(life.facts).toEqual([]);
  });

  test('are given only where the condition of the rule, and of the campaign, holds', () => {
    const large = { field: 'totals.orders', op: 'gte', value: 2 };
    const campaign = {
      id: 'second',
      from: '2026-01-01T00:00:00Z',
      until: '2027-01-01T00:00:00Z',
      multiplier: 3,
      when: large,
    };
    const life = new Life(
      withLoyalty({ earn: [perEuro, { ...perEuro, id: 'more', when: large }], campaigns: [campaign] }),
    );
    life.take(NOON, aPurchase({ id: 'a', amount: 1_000 }));
    expect(life.account?.earned).toBe(10);
    life.take(NOON + 1, aPurchase({ id: 'b', at: NOON + 1, amount: 1_000 }));
    expect(life.account?.earned).toBe(10 + 2 * 30);
  });

  test('never are more than one fact can hold, whatever multiplies them', () => {
    const dear = { ...perEuro, per: { by: 'amount', amount: 1, points: 1_000_000 } };
    const life = new Life(withLoyalty({ earn: [dear] })).take(NOON, aPurchase({ amount: 1_000_000_000 }));
    expect(life.account?.earned).toBe(1_000_000_000);
  });
});

describe('lots', () => {
  test('that become active and expire alike are one, and stand in the order in which they go', () => {
    const account = posted(NO_POINTS, {
      active: [
        { points: 1, expires: null },
        { points: 2, expires: 40, slides: 9 },
        { points: 3, expires: 40 },
        { points: 4, expires: null },
        { points: 5, expires: 30 },
      ],
    });
    expect(account.active).toEqual([
      { points: 5, expires: 30 },
      { points: 3, expires: 40 },
      { points: 2, expires: 40, slides: 9 },
      { points: 5, expires: null },
    ]);
    expect(expiringIn(account)).toEqual([
      { points: 5, last: 29 },
      { points: 5, last: 39 },
    ]);
  });

  test('that wait for the same day stand in one order, whatever came first', () => {
    const lots = [
      { points: 1, active: 7, expire: NEVER },
      { points: 2, active: 7, until: 'delivered', expire: NEVER },
      { points: 3, active: 7, expire: { by: 'rolling', months: 2 } as const },
    ];
    expect(withPending([], lots)).toEqual(withPending([], lots.toReversed()));
    const twice = withPending(lots, lots).map(({ points }) => points);
    expect(new Set(twice)).toEqual(new Set([2, 4, 6]));
  });

  test('that turn active pay what is owed first, those that expire first before others', () => {
    const lots = [
      { points: 5, expires: null },
      { points: 5, expires: 12 },
    ];
    expect(comingIn({ debt: 0 }, lots)).toEqual({ active: lots });
    expect(comingIn({ debt: 7 }, lots)).toEqual({ active: [{ points: 3, expires: null }], debt: -7 });
    expect(comingIn({ debt: 20 }, lots)).toEqual({ debt: -10 });
  });
});
