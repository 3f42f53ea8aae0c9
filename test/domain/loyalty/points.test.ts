import { describe, expect, test } from 'vitest';
import { activePoints, pendingPoints } from '../../../domain/loyalty/account.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { anActivity, aPurchase, aRefund, aKey, NOON } from '../../builders.ts';
import { anAdjustment, aReturn, aSpend, Life, withLoyalty } from './life.ts';

const NEVER = { by: 'never' };
const perEuro = { id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: NEVER };
const review = { id: 'reviews', on: 'review', per: { by: 'event', points: 50 }, expire: NEVER };

function balance({ account }: Life) {
  if (account === undefined) return null;
  return { active: activePoints(account), pending: pendingPoints(account), debt: account.debt };
}

describe('what earns', () => {
  test('money, events and items, each by its rule', () => {
    const items = { id: 'items', on: 'basket', per: { by: 'item', item: 'count', points: 3 }, expire: NEVER };
    const life = new Life(withLoyalty({ earn: [perEuro, review, items] }));
    life.take(NOON, aPurchase({ amount: 4_099 }), anActivity({ type: 'review' }));
    life.take(NOON + HOUR, anActivity({ id: 'b', type: 'basket', at: NOON + HOUR, facts: { count: 4 } }));
    expect(balance(life)).toEqual({ active: 40 + 50 + 12, pending: 0, debt: 0 });
    expect(life.facts.map(({ n, what }) => [n, what])).toEqual([1, 2, 3].map((n) => [n, 'earned']));
  });

  test('multipliers of the segment and of campaigns are multiplied exactly, and told', () => {
    const campaigns = [
      { id: 'double', from: '2026-01-12T00:00:00Z', until: '2026-01-13T00:00:00Z', multiplier: 2, rules: ['orders'] },
    ];
    const draft = { earn: [perEuro], campaigns, segments: { 'potential-loyalist': 1.1 } };
    const life = new Life(withLoyalty(draft)).take(NOON, aPurchase({ amount: 10_000 }));
    expect(balance(life)?.active).toBe(220);
    expect(life.facts[0]).toMatchObject({ multiplied: { segment: 1.1, campaigns: ['double'] } });
    life.take(NOON + DAY, aPurchase({ id: 'later', at: NOON + DAY, amount: 10_000 }));
    expect(life.facts.at(-1)).toMatchObject({ points: 110, multiplied: { segment: 1.1 } });
  });

  test('nothing before the programme began, and nothing of imported history', () => {
    const life = new Life(withLoyalty({ earn: [perEuro] }, undefined, NOON));
    life.take(NOON + HOUR, aPurchase({ at: NOON - 1, seenAt: NOON + HOUR }));
    life.take(NOON + HOUR, aPurchase({ id: 'old', at: NOON + 1, seenAt: NOON + HOUR, silent: true }));
    expect(life.state.loyalty).toBeUndefined();
  });

  test('no more than a rule gives for one event, and all rules for one day', () => {
    const draft = { earn: [{ ...perEuro, mostPerEvent: 30 }, review], mostPerDay: 100 };
    const life = new Life(withLoyalty(draft)).take(NOON, aPurchase({ amount: 9_000 }));
    expect(balance(life)?.active).toBe(30);
    life.take(NOON + 1, anActivity({ type: 'review', at: NOON + 1 }));
    life.take(NOON + 2, anActivity({ id: 'second', type: 'review', at: NOON + 2 }));
    expect(balance(life)?.active).toBe(100);
    life.take(NOON + DAY, anActivity({ id: 'third', type: 'review', at: NOON + DAY }));
    expect(balance(life)?.active).toBe(150);
  });
});

describe('without a programme', () => {
  test('nothing is kept, and nothing told', () => {
    const life = new Life(withLoyalty({ earn: [] }));
    life.playbook = { ...life.playbook };
    delete (life.playbook as { loyalty?: unknown }).loyalty;
    life.take(NOON, aPurchase(), aSpend('s', 5, NOON + 1));
    expect(life.state).not.toHaveProperty('loyalty');
    expect(life.entries.every((entry) => !('loyalty' in entry))).toBe(true);
  });
});

describe('when points can be spent', () => {
  const pending = { ...perEuro, pending: { days: 14, until: 'delivered' } };

  test('after so many days, at the end of a day of the workspace', () => {
    const life = new Life(withLoyalty({ earn: [pending] }), 'Europe/Berlin').take(NOON, aPurchase());
    expect(balance(life)).toEqual({ active: 0, pending: 40, debt: 0 });
    const end = Date.parse('2026-01-26T23:00:00Z');
    expect(life.state.loyalty?.nextAt).toBe(end);
    expect(balance(life.take(end - 1))).toEqual({ active: 0, pending: 40, debt: 0 });
    expect(balance(life.take(end))).toEqual({ active: 40, pending: 0, debt: 0 });
    expect(life.state.loyalty?.nextAt).toBeUndefined();
  });

  test('or as soon as an event says so', () => {
    const life = new Life(withLoyalty({ earn: [pending] })).take(NOON, aPurchase());
    life.take(NOON + DAY, anActivity({ type: 'delivered', at: NOON + DAY }));
    expect(balance(life)).toEqual({ active: 40, pending: 0, debt: 0 });
  });

  test('or as an event says so of their order, and of no other, once', () => {
    const matched = { ...perEuro, pending: { days: 14, until: 'delivered', match: 'order' } };
    const life = new Life(withLoyalty({ earn: [matched] }));
    life.take(NOON, aPurchase({ id: 'one', amount: 1_000 }), aPurchase({ id: 'two', amount: 3_000 }));
    const arrived = (id: string, order: string, at: number) =>
      anActivity({ id, type: 'delivered', at, facts: { order } });
    life.take(NOON + 1, arrived('a', 'unknown', NOON + 1), anActivity({ id: 'b', type: 'delivered', at: NOON + 1 }));
    expect(balance(life)).toEqual({ active: 0, pending: 40, debt: 0 });
    life.take(NOON + 2, arrived('c', 'one', NOON + 2)).take(NOON + 3, arrived('d', 'one', NOON + 3));
    expect(balance(life)).toEqual({ active: 10, pending: 30, debt: 0 });
    // What is taken back of it now is active, and none of what the other order waits for.
    life.take(NOON + 4, aRefund({ order: aKey('one'), amount: 1_000, at: NOON + 4 }));
    expect(balance(life)).toEqual({ active: 0, pending: 30, debt: 0 });
    expect(balance(life.take(NOON + 15 * DAY))).toEqual({ active: 30, pending: 0, debt: 0 });
  });

  test('those that expire first go first, and only as many as there are', () => {
    const soon = { ...review, expire: { by: 'calendar', period: 'month' } };
    const life = new Life(withLoyalty({ earn: [perEuro, soon] }));
    life.take(NOON, aPurchase(), anActivity({ type: 'review' }), aSpend('s', 60, NOON + 1));
    life.take(NOON + 1);
    expect(life.account?.active).toEqual([{ points: 30, expires: null }]);
    life.take(NOON + 2, aSpend('more', 31, NOON + 2));
    expect(life.entries.at(-1)?.events).toMatchObject([{ outcome: { is: 'insufficient', active: 30 } }]);
    expect(balance(life)?.active).toBe(30);
    life.take(NOON + 3, aSpend('all', 30, NOON + 3));
    expect(life.entries.at(-1)?.events).toMatchObject([{ outcome: { is: 'accepted', active: 0 } }]);
  });
});

describe('when points expire', () => {
  test.each([
    [{ by: 'rolling', months: 1 }, '2026-02-13T00:00:00Z'],
    [{ by: 'rolling', months: 1, roundTo: 'month' }, '2026-03-01T00:00:00Z'],
    [{ by: 'calendar', period: 'quarter' }, '2026-04-01T00:00:00Z'],
    [{ by: 'calendar', period: 'year', later: 1 }, '2028-01-01T00:00:00Z'],
    [{ by: 'sliding', days: 10 }, '2026-01-23T00:00:00Z'],
  ])('%o', (expire, iso) => {
    const life = new Life(withLoyalty({ earn: [{ ...perEuro, expire }] })).take(NOON, aPurchase());
    const end = Date.parse(iso);
    expect(balance(life.take(end - 1))?.active).toBe(40);
    expect(balance(life.take(end))?.active).toBe(0);
    expect(life.account).toMatchObject({ expired: 40, earned: 40 });
    expect(life.entries.at(-1)).toMatchObject({ at: end, loyalty: [{ what: 'expired', points: 40 }] });
  });

  test('sliding points last for as long as somebody goes on earning; others keep their own end', () => {
    const sliding = { ...perEuro, expire: { by: 'sliding', days: 10 } };
    const fixed = { ...review, expire: { by: 'calendar', period: 'month' } };
    const life = new Life(withLoyalty({ earn: [sliding, fixed] }));
    life.take(NOON, aPurchase(), anActivity({ type: 'review' }));
    life.take(NOON + 9 * DAY, anActivity({ id: 'again', type: 'review', at: NOON + 9 * DAY }));
    expect(life.account?.active).toEqual([
      { points: 100, expires: Date.parse('2026-02-01T00:00:00Z') / DAY },
      { points: 40, expires: Date.parse('2026-02-01T00:00:00Z') / DAY, slides: 10 },
    ]);
  });
});

describe('refunds', () => {
  const held = { ...perEuro, pending: { days: 3 } };

  test('take the same share of points as of money: pending ones first', () => {
    const life = new Life(withLoyalty({ earn: [held] })).take(NOON, aPurchase({ amount: 4_000 }));
    life.take(NOON + 1, aRefund({ amount: 1_000, at: NOON + 1 }));
    expect(balance(life)).toEqual({ active: 0, pending: 30, debt: 0 });
  });

  test('leave a debt where points are spent, which the next points pay', () => {
    const life = new Life(withLoyalty({ earn: [perEuro] })).take(NOON, aPurchase({ amount: 4_000 }));
    life.take(NOON + 1, aSpend('s', 35, NOON + 1));
    life.take(NOON + 2, aRefund({ amount: 4_000, at: NOON + 2 }));
    expect(balance(life)).toEqual({ active: 0, pending: 0, debt: 35 });
    life.take(NOON + 3, aPurchase({ id: 'p-2', amount: 5_000, at: NOON + 3 }));
    expect(balance(life)).toEqual({ active: 15, pending: 0, debt: 0 });
  });

  test('that come before their order take their share as it comes', () => {
    const life = new Life(withLoyalty({ earn: [perEuro] })).take(NOON, aRefund({ amount: 2_000 }));
    expect(life.state.loyalty).toBeUndefined();
    life.take(NOON + 1, aPurchase({ amount: 4_000, at: NOON - 1, seenAt: NOON + 1 }));
    expect(balance(life)).toEqual({ active: 20, pending: 0, debt: 0 });
  });

  test('of more than the order take what it earned and no more', () => {
    const life = new Life(withLoyalty({ earn: [perEuro, review] }));
    life.take(NOON, aPurchase({ amount: 4_000 }), anActivity({ type: 'review' }));
    life.take(NOON + 1, aRefund({ amount: 9_000, at: NOON + 1, order: aKey('p-1') }));
    expect(balance(life)).toEqual({ active: 50, pending: 0, debt: 0 });
  });
});

test('adjustments have a reason, and take no more than there is', () => {
  const life = new Life(withLoyalty({ earn: [] })).take(NOON, anAdjustment('a', 100, NOON));
  life.take(NOON + 1, anAdjustment('b', -101, NOON + 1), anAdjustment('c', -60, NOON + 2));
  life.take(NOON + 2);
  expect(balance(life)).toEqual({ active: 40, pending: 0, debt: 0 });
  expect(life.facts.map(({ what }) => what)).toEqual(['adjusted', 'refused', 'adjusted']);
  expect(life.facts[0]).toMatchObject({ reason: 'goodwill' });
});

describe('what was spent and is given back', () => {
  const days = (n: number) => NOON + n * DAY;

  test('comes back to the days on which it would have expired, or to 30 days more where they have passed', () => {
    const soon = { ...review, expire: { by: 'calendar', period: 'month' } };
    const life = new Life(withLoyalty({ earn: [perEuro, soon] })).take(NOON, aPurchase({ amount: 2_000 }));
    life.take(NOON + 1, anActivity({ type: 'review', at: NOON + 1 }));
    const before = life.account?.active;
    life.take(NOON + HOUR, aSpend('s-1', 60, NOON + HOUR), aSpend('s-2', 10, NOON + HOUR));
    life.take(days(1), aReturn('b-1', 's-1', days(1)));
    life.take(days(2), aReturn('b-2', 's-2', days(2)));
    expect(life.account).toMatchObject({ active: before, spent: 0 });

    life.take(days(3), aSpend('s-3', 50, days(3)));
    life.take(days(60), aReturn('b-3', 's-3', days(60)));
    const [first] = life.account?.active ?? [];
    expect(first).toEqual({ points: 50, expires: Math.floor(days(60) / DAY) + 31 });
  });

  test('lasts from what was earned since, where points last as long as somebody earns', () => {
    const lasting = { ...review, expire: { by: 'sliding', days: 10 } };
    const life = new Life(withLoyalty({ earn: [lasting] })).take(NOON, anActivity({ type: 'review' }));
    life.take(days(1), aSpend('s-1', 50, days(1)));
    life.take(days(8), anActivity({ id: 'again', type: 'review', at: days(8) }));
    life.take(days(9), aReturn('b-1', 's-1', days(9)));
    expect(life.account?.active).toEqual([{ points: 100, expires: Math.floor(days(8) / DAY) + 11, slides: 10 }]);
  });

  test('pays what is owed, is given back once, and only if it was spent', () => {
    const life = new Life(withLoyalty({ earn: [perEuro] })).take(NOON, aPurchase({ id: 'o', amount: 5_000 }));
    life.take(days(1), aSpend('s', 50, days(1)));
    life.take(days(1) + 1, aRefund({ id: 'r', order: aKey('o'), amount: 2_000, at: days(1) + 1 }));
    expect(balance(life)).toEqual({ active: 0, pending: 0, debt: 20 });
    life.take(days(2), aReturn('b', 's', days(2)), aReturn('c', 's', days(2)), aReturn('d', 'other', days(2)));
    expect(balance(life)).toEqual({ active: 30, pending: 0, debt: 0 });
    const outcomes = life.entries.flatMap(({ events }) => events.flatMap(({ outcome }) => outcome ?? []));
    expect(outcomes.slice(-3).map(({ is }) => is)).toEqual(['accepted', 'nothing-spent', 'nothing-spent']);
  });
});
