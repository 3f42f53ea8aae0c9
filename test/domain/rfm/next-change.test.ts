import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING, type ScoringModel } from '../../../domain/scoring/model.ts';
import { nextScoreChange as nextChangeOf } from '../../../domain/scoring/next-change.ts';
import { scoreOf } from '../../../domain/scoring/score.ts';
import { scoreLabel } from '../../../domain/scoring/scores.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, MINUTE, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const SILENT = { engagedAt: null };

function nextScoreChange(ledger: Ledger, model: ScoringModel, now: Instant) {
  return nextChangeOf(ledger, SILENT, model, now);
}

interface Order {
  readonly at: Instant;
  readonly amount: number;
}

function ledgerOf(orders: readonly Order[]): Ledger {
  return orders.reduce((ledger, order) => addPurchase(ledger, order, UNKNOWN_ORDER, UTC)[0], EMPTY_LEDGER);
}

/** The scores at one instant, counted from the list of orders, as simply as can be. */
function naiveLabel(orders: readonly Order[], model: ScoringModel, now: Instant): string {
  const inside = orders.filter(
    ({ at }) => Math.floor(now / DAY) <= Math.floor(at / DAY) + (model.windowDays ?? Infinity),
  );
  const days = Math.floor((now - Math.max(...orders.map(({ at }) => at))) / DAY);
  const revenue = inside.reduce((sum, { amount }) => sum + amount, 0);
  const r = 5 - model.recency.cuts.filter((cut) => days > cut).length;
  const f = 1 + model.frequency.cuts.filter((cut) => inside.length >= cut).length;
  const m = model.monetary ? 1 + model.monetary.cuts.filter((cut) => revenue >= cut).length : '-';
  return `R${r}F${f}M${m}`;
}

/** Looks at every single minute. */
function bruteForce(orders: readonly Order[], model: ScoringModel, now: Instant, days: number): Instant | null {
  const current = naiveLabel(orders, model, now);
  const end = now + days * DAY;
  for (let at = now + MINUTE; at <= end; at += MINUTE) if (naiveLabel(orders, model, at) !== current) return at;
  return null;
}

function expectExact(orders: readonly Order[], model: ScoringModel, now: Instant, expected: Instant | null): void {
  const ledger = ledgerOf(orders);
  const change = nextScoreChange(ledger, model, now);
  expect(change?.at ?? null).toBe(expected);
  if (change === null) return;
  expect(scoreLabel(change.scores)).toBe(naiveLabel(orders, model, change.at));
  const justBefore = totalsOf(ledger, SILENT, model, change.at - 1);
  expect(justBefore && scoreLabel(scoreOf(justBefore, model, change.at - 1))).toBe(naiveLabel(orders, model, now));
}

/** Everything that can happen happens within a week. */
const SHORT: ScoringModel = {
  ...DEFAULT_SCORING,
  windowDays: 3,
  recency: { cuts: [0, 1, 2, 5], edge: 'at-most' },
  monetary: { cuts: [1_000, 2_000, 4_000, 8_000], edge: 'reached' },
};

const minute = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((minutes) => NOON + minutes * MINUTE);
const ordersWithin = (minutes: number) =>
  fc.array(fc.record({ at: minute(-minutes, 0), amount: fc.nat(3_000) }), { minLength: 1, maxLength: 8 });

test('the next change is the minute at which a search of every minute first finds one', () => {
  fc.assert(
    fc.property(ordersWithin(5 * 24 * 60), (orders) => {
      expectExact(orders, SHORT, NOON, bruteForce(orders, SHORT, NOON, 7));
    }),
    { numRuns: 60 },
  );
});

test('the same with the default rules, over more than a year', () => {
  fc.assert(
    fc.property(ordersWithin(380 * 24 * 60), (orders) => {
      expectExact(orders, DEFAULT_SCORING, NOON, bruteForce(orders, DEFAULT_SCORING, NOON, 368));
    }),
    { numRuns: 4 },
  );
});

test('following the changes one by one ends, and passes every change there is', () => {
  fc.assert(
    fc.property(ordersWithin(5 * 24 * 60), (orders) => {
      const ledger = ledgerOf(orders);
      const seen: string[] = [naiveLabel(orders, SHORT, NOON)];
      for (let change = nextScoreChange(ledger, SHORT, NOON); change;) {
        seen.push(scoreLabel(change.scores));
        change = nextScoreChange(ledger, SHORT, change.at);
      }
      const all = [NOON];
      for (let at = NOON + MINUTE; at <= NOON + 7 * DAY; at += MINUTE) all.push(at);
      const naive = all.map((at) => naiveLabel(orders, SHORT, at));
      expect(seen).toEqual(naive.filter((label, index) => label !== naive[index - 1]));
    }),
    { numRuns: 30 },
  );
});

describe('given the default rules', () => {
  test('a single purchase loses its first point when its 41st day is over', () => {
    const change = nextScoreChange(ledgerOf([{ at: NOON, amount: 1 }]), DEFAULT_SCORING, NOON);
    expect(change).toEqual({ at: NOON + 41 * DAY, scores: { r: 4, f: 1, m: null }, because: 'recency' });
  });

  test('of two purchases the older one may leave the window first', () => {
    const orders = [
      { at: NOON - 360 * DAY, amount: 1 },
      { at: NOON, amount: 1 },
    ];
    const change = nextScoreChange(ledgerOf(orders), DEFAULT_SCORING, NOON);
    const midnight = Math.floor(NOON / DAY) * DAY + 6 * DAY;
    expect(change).toEqual({ at: midnight, scores: { r: 5, f: 1, m: null }, because: 'window' });
  });

  test('whoever has fallen as low as can be changes no more', () => {
    expect(nextScoreChange(ledgerOf([{ at: NOON - 366 * DAY, amount: 1 }]), DEFAULT_SCORING, NOON)).toBeNull();
    expect(nextScoreChange(EMPTY_LEDGER, DEFAULT_SCORING, NOON)).toBeNull();
  });
});
