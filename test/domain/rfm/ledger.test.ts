import { describe, expect, test } from 'vitest';
import {
  addPurchase,
  addRefund,
  EMPTY_LEDGER,
  lastPurchaseAt,
  buyingDays,
  firstPurchaseAt,
  forgetInstants,
  isUnsure,
  pruneLedger,
  UNKNOWN_ORDER,
  type Ledger,
  type OrderFacts,
} from '../../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING, type ScoringModel } from '../../../domain/scoring/model.ts';
import { totalsOf as totals } from '../../../domain/ledger/totals.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, HOUR, utcDay, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

function totalsOf(ledger: Ledger, model: ScoringModel, now: Instant) {
  return totals(ledger, { engagedAt: null }, model, now);
}

function bought(...instants: readonly number[]): Ledger {
  return instants.reduce((ledger, at) => addPurchase(ledger, { at, amount: 100 }, UNKNOWN_ORDER, UTC)[0], EMPTY_LEDGER);
}

function refunded(ledger: Ledger, at: number, amount = 100): Ledger {
  const facts: OrderFacts = { purchase: { at, amount: 100 }, refunded: 0, refunds: 0 };
  return addRefund(ledger, amount, facts, UTC)[0];
}

describe('what counts', () => {
  test('orders of one UTC day are kept together, days in order', () => {
    const ledger = bought(NOON, NOON - 3 * DAY, NOON + HOUR);
    expect(ledger.days).toEqual([
      [utcDay(NOON) - 3, 1, 100],
      [utcDay(NOON), 2, 200],
    ]);
    expect([ledger.orders, ledger.revenue, ledger.firstAt]).toEqual([3, 300, NOON - 3 * DAY]);
  });

  test('two orders at one instant are two orders, and the instant counts until both are gone', () => {
    const ledger = bought(NOON, NOON, NOON - DAY);
    expect(lastPurchaseAt(refunded(ledger, NOON))).toBe(NOON);
    expect(lastPurchaseAt(refunded(refunded(ledger, NOON), NOON))).toBe(NOON - DAY);
  });

  test('a refund of nothing takes nothing, unless nothing was paid: a free order that is given back counts no more', () => {
    const [paid, free] = [bought(NOON), addPurchase(EMPTY_LEDGER, { at: NOON, amount: 0 }, UNKNOWN_ORDER, UTC)[0]];
    expect(refunded(paid, NOON, 0)).toEqual(paid);
    const after = addRefund(free, 0, { purchase: { at: NOON, amount: 0 }, refunded: 0, refunds: 0 }, UTC)[0];
    expect(after).toEqual(EMPTY_LEDGER);
  });

  test('an order refunded away leaves no trace in its day', () => {
    expect(refunded(bought(NOON), NOON).days).toEqual([]);
  });
});

describe('the window', () => {
  const windowDays = 365;

  test('an order counts to the end of its last UTC day', () => {
    const ledger = bought(NOON);
    const end = (utcDay(NOON) + windowDays + 1) * DAY;
    expect(totalsOf(ledger, DEFAULT_SCORING, end - 1)?.orders).toBe(1);
    expect(totalsOf(ledger, DEFAULT_SCORING, end)?.orders).toBe(0);
    expect(totalsOf(ledger, DEFAULT_SCORING, end)?.lastPurchaseAt).toBe(NOON);
  });

  test('where there is none, the whole life counts, by orders or by days with orders', () => {
    const ledger = pruneLedger(bought(NOON - 900 * DAY, NOON - 10 * DAY, NOON, NOON + HOUR), NOON, UTC);
    const life: ScoringModel = { ...DEFAULT_SCORING, windowDays: null };
    expect(totalsOf(ledger, life, NOON)).toMatchObject({ orders: 4, frequency: 4, revenue: 400 });
    expect(totalsOf(ledger, { ...life, frequencyOf: 'days' }, NOON)?.frequency).toBe(3);
  });

  test('pruning keeps the days of two years, and changes no total and no day of buying', () => {
    const ledger = bought(NOON - 900 * DAY, NOON - 800 * DAY, NOON - 730 * DAY, NOON);
    const pruned = pruneLedger(ledger, NOON, UTC);
    expect(pruned.days).toHaveLength(2);
    expect(totalsOf(pruned, DEFAULT_SCORING, NOON)).toEqual(totalsOf(ledger, DEFAULT_SCORING, NOON));
    expect(buyingDays(pruned)).toEqual(buyingDays(ledger));
    expect(pruneLedger(pruned, NOON, UTC)).toBe(pruned);
  });

  test('a refund of an order long out of the window takes it from the life, and from no day in the window', () => {
    const pruned = pruneLedger(bought(NOON - 800 * DAY, NOON), NOON, UTC);
    const after = pruneLedger(refunded(pruned, NOON - 800 * DAY), NOON, UTC);
    expect([after.orders, after.revenue]).toEqual([1, 100]);
    expect(totalsOf(after, DEFAULT_SCORING, NOON)).toMatchObject({ lastPurchaseAt: NOON, orders: 1, revenue: 100 });
    expect([after.days, after.past]).toEqual([pruned.days, '']);
  });
});

describe('the first and the last purchase', () => {
  const daily = Array.from({ length: 40 }, (_, index) => NOON - index * DAY);
  const giveBack = (ledger: Ledger, instants: readonly Instant[]) =>
    instants.reduce((left, at) => refunded(left, at), ledger);

  test('are known to the millisecond, whatever is refunded, while nothing has been forgotten', () => {
    const after = giveBack(bought(...daily), [...daily.slice(0, 38), ...daily.slice(39)]);
    expect([firstPurchaseAt(after), lastPurchaseAt(after)]).toEqual([NOON - 38 * DAY, NOON - 38 * DAY]);
    expect(isUnsure(after)).toBe(false);
  });

  test('a state keeps the newest 32 instants, whatever the order they came in', () => {
    const [one, other] = [daily, daily.toReversed()].map((instants) => forgetInstants(bought(...instants)));
    expect(one).toEqual(other);
    expect([one?.recent.length, one?.recent[0]?.[0], one?.forgotten]).toEqual([32, NOON - 31 * DAY, NOON - 32 * DAY]);
  });

  test('are unsure once all that was kept is refunded, or the first of what was forgotten', () => {
    const kept = forgetInstants(bought(...daily));
    const newest = giveBack(kept, daily.slice(0, 32));
    expect([isUnsure(newest), lastPurchaseAt(newest)]).toEqual([true, utcDay(NOON - 32 * DAY) * DAY]);
    const oldest = giveBack(kept, daily.slice(39));
    expect([isUnsure(oldest), firstPurchaseAt(oldest)]).toEqual([true, utcDay(NOON - 38 * DAY) * DAY]);
    expect(isUnsure(giveBack(kept, daily.slice(5, 10)))).toBe(false);
  });

  test('an instant that was forgotten comes back by no late purchase before it', () => {
    const late = addPurchase(
      forgetInstants(bought(...daily)),
      { at: NOON - 35 * DAY, amount: 1 },
      UNKNOWN_ORDER,
      UTC,
    )[0];
    expect(late.recent[0]?.[0]).toBe(NOON - 31 * DAY);
    expect(lastPurchaseAt(giveBack(late, daily.slice(0, 31)))).toBe(NOON - 31 * DAY);
  });

  test('whoever has given everything back begins anew', () => {
    expect(giveBack(forgetInstants(bought(...daily)), daily)).toEqual(EMPTY_LEDGER);
  });
});
