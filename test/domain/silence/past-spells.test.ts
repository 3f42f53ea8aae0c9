import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPurchase, EMPTY_LEDGER, pruneLedger, UNKNOWN_ORDER } from '../../../domain/ledger/ledger.ts';
import { SpendTrend, spellsOf, type History } from '../../../domain/silence/past-spells.ts';
import { historyOf, spellOf, spendOf } from '../../../domain/silence/spell-of-ledger.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, HOUR } from '../../../domain/time.ts';

const days = fc
  .uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 25 })
  .map((some) => some.toSorted((one, other) => one - other));
const money = fc.option(fc.nat(50_000), { freq: 5 });
const histories: fc.Arbitrary<History> = fc
  .tuple(days, days, fc.array(money, { minLength: 25, maxLength: 25 }))
  .map(([bought, signs, revenue]) => ({ days: bought, signs, revenue: revenue.slice(0, bought.length) }));
const end = fc.integer({ min: -10, max: 420 });

/** From all of it, for each silence anew. */
function naive({ days: all, revenue, signs }: History, customer: number, at: number) {
  const known = all.filter((day) => day <= at);
  return known.map((day, x) => {
    const next = known.find((other) => other > day);
    const paid = revenue.slice(0, x).filter((amount) => amount !== null);
    const mean = paid.reduce((sum, amount) => sum + amount, 0) / paid.length;
    const last = revenue[x] ?? 0;
    return {
      customer,
      x: known.filter((other) => other < day).length,
      span: day - Math.min(...known),
      day,
      spend: last > 0 && mean > 0 ? expect.closeTo(Math.log(last / mean), 3) : 0,
      signs: signs.flatMap((sign) => (sign >= day && sign <= (next ?? at) ? [sign - day] : [])),
      gap: next === undefined ? null : next - day,
    };
  });
}

describe('the silences of a customer', () => {
  test('are what a list of their days says', () => {
    fc.assert(
      fc.property(histories, fc.nat(9), end, (history, customer, at) => {
        expect(spellsOf(history, customer, at)).toEqual(naive(history, customer, at));
      }),
    );
  });

  test('show on a day nothing of what came after it', () => {
    fc.assert(
      fc.property(histories, histories, end, (history, other, at) => {
        const until = (some: readonly number[]) => some.filter((day) => day <= at);
        const after = (some: readonly number[]) => some.filter((day) => day > at);
        const past = until(history.days);
        const changed = {
          days: [...past, ...after(other.days)],
          revenue: [...history.revenue.slice(0, past.length), ...after(other.days).map(() => 77)],
          signs: [...until(history.signs), ...after(other.signs)],
        };
        expect(spellsOf(changed, 0, at)).toEqual(spellsOf(history, 0, at));
      }),
    );
  });

  test('stay as they were seen, but for the last one, which ends or goes on', () => {
    fc.assert(
      fc.property(histories, end, fc.nat(200), (history, at, more) => {
        const [before, later] = [spellsOf(history, 0, at), spellsOf(history, 0, at + more)];
        expect(later.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
        const [open, same] = [before.at(-1), later[before.length - 1]];
        if (open === undefined || same === undefined) return;
        expect({ ...same, gap: null, signs: same.signs.filter((sign) => sign <= at - open.day) }).toEqual(open);
      }),
    );
  });

  test('have an example: three purchases, a look in between, and silence', () => {
    const history = { days: [10, 17, 40], revenue: [100, 200, null], signs: [12, 17, 41, 99] };
    expect(spellsOf(history, 5, 60)).toEqual([
      { customer: 5, x: 0, span: 0, day: 10, spend: 0, signs: [2, 7], gap: 7 },
      { customer: 5, x: 1, span: 7, day: 17, spend: Number(Math.LN2.toFixed(3)), signs: [0], gap: 23 },
      { customer: 5, x: 2, span: 30, day: 40, spend: 0, signs: [1], gap: null },
    ]);
    expect(spellsOf(history, 5, 9)).toEqual([]);
    expect(spellsOf({ days: [], revenue: [], signs: [4] }, 0, 9)).toEqual([]);
  });
});

test('the trend of spend is that of the last day to the mean of those before it that are known', () => {
  const trend = new SpendTrend();
  expect([100, 300, null, 400, 0, 200].map((revenue) => trend.after(revenue))).toEqual([
    0,
    Number(Math.log(3).toFixed(3)),
    0,
    Number(Math.log(2).toFixed(3)),
    0,
    0,
  ]);
});

describe('the silence of somebody as their ledger has it', () => {
  const purchase = fc.record({ at: fc.nat(500).map((day) => day * DAY + 9 * HOUR), amount: fc.nat(9_000) });
  const ledgers = fc
    .array(purchase, { minLength: 1, maxLength: 20 })
    .map((some) => some.reduce((ledger, one) => addPurchase(ledger, one, UNKNOWN_ORDER, UTC)[0], EMPTY_LEDGER));
  const from = { lastPurchaseAt: 0, x: 3, span: 40, model: 1 };

  test('is the last one of their past', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const last = spellsOf({ ...historyOf(ledger), signs: [] }, 0, 9_999).at(-1);
        const now = spellOf({ ...from, x: last?.x ?? 0, span: last?.span ?? 0, spend: spendOf(ledger) }, ledger);
        expect(now).toEqual({ x: last?.x, span: last?.span, day: last?.day, spend: last?.spend, signs: [] });
      }),
    );
  });

  test('has a sign of life, and purchases without a date, where there are some', () => {
    const ledger = addPurchase(EMPTY_LEDGER, { at: 30 * DAY, amount: 5 }, UNKNOWN_ORDER, UTC)[0];
    const spell = spellOf({ ...from, undated: 2, sign: 12, spend: 0.5 }, ledger);
    expect(spell).toEqual({ x: 3, span: 40, undated: 2, day: 30, spend: 0.5, signs: [12] });
    expect(spellOf(from, EMPTY_LEDGER)).toEqual({ x: 3, span: 40, day: 0, spend: 0, signs: [] });
  });

  test('does not know the money of days that are two years old, and says so', () => {
    const days = [0, 100, 400];
    const ledger = days.reduce(
      (sum, day) => addPurchase(sum, { at: day * DAY, amount: 100 + day }, UNKNOWN_ORDER, UTC)[0],
      EMPTY_LEDGER,
    );
    expect(historyOf(ledger)).toEqual({ days, revenue: [100, 200, 500] });
    expect(historyOf(pruneLedger(ledger, 800 * DAY, UTC))).toEqual({ days, revenue: [null, 200, 500] });
  });
});
