import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { takenAt } from '../../../domain/events/event.ts';
import { NO_LOYALTY } from '../../../domain/loyalty/state.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, anActivity, aPurchase, aRefund, NOON } from '../../builders.ts';
import { deeds, DRAFT, lived } from './deeds.ts';
import { aReturn, aSpend, Life, withLoyalty } from './life.ts';
import { brokenByPoints } from './point-laws.ts';

test('points are what a naive account of every single point comes to, and the ledger holds at every fact', () => {
  fc.assert(
    fc.property(deeds, (events) => {
      expect(brokenByPoints(events)).toEqual([]);
    }),
  );
});

test('points that come back pay what is owed by when they will expire now, and not by when they would have', () => {
  const at = (time: string) => Date.parse(`2026-${time}:00Z`);
  const events = [
    aPurchase({ id: 'o-1', amount: 0, at: at('01-12T12:00') }),
    anActivity({ id: 'review', type: 'review', at: at('02-01T00:00') }),
    aPurchase({ id: 'o-2', amount: 7, at: at('02-19T00:00') }),
    aSpend('spent', 18, at('02-23T00:00')),
    aRefund({ id: 'r-1', order: aKey('o-1'), amount: 0, at: at('02-23T01:00') }),
    // Those of the review are past their end by now, and come back for longer than those of the second order.
    aReturn('back', 'spent', at('03-01T00:00')),
  ];
  expect(lived(events).account).toMatchObject({ debt: 0, active: [{ points: 11 }, { points: 6 }] });
  expect(brokenByPoints(events)).toEqual([]);
});

test('the fold of the journal, page by page, is the live state', () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 1, max: 5 }), (events, page) => {
      const life = lived(events);
      let fold = NOTHING_TOLD;
      for (let place = 0; place < life.entries.length; place += page) {
        fold = foldEntries(fold, life.entries.slice(place, place + page));
      }
      expect(loyaltyDifferences(life.state.loyalty, fold)).toEqual([]);
      const { loyalty = NO_LOYALTY } = life.state;
      const other = { ...loyalty, account: { ...loyalty.account, debt: loyalty.account.debt + 1 } };
      expect(loyaltyDifferences(other, fold).map(({ field }) => field)).toContain('loyalty.account');
    }),
  );
});

test('in whatever calls events come, points are the same', () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 2, max: 10 }), (events, batch) => {
      const last = Math.max(...events.map(takenAt), NOON);
      const one = lived(events).take(last);
      const other = lived(events, batch).take(last);
      expect(other.state.loyalty).toEqual(one.state.loyalty);
      expect(other.facts).toEqual(one.facts);
    }),
  );
});

test('several partial refunds take what one of their sum takes', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), parts, fc.nat(10), fc.nat(300), (amount, refunds, days, spend) => {
      const begin = () => {
        const life = new Life(withLoyalty(DRAFT)).take(NOON, aPurchase({ id: 'o-1', amount }));
        return life.take(NOON + days * DAY, aSpend('s', spend + 1, NOON + days * DAY));
      };
      const at = NOON + days * DAY + 1;
      const several = refunds.map((part, n) => aRefund({ id: `r-${n}`, order: aKey('o-1'), amount: part, at }));
      const sum = refunds.reduce((all, part) => all + part, 0);
      const one = begin().take(at, aRefund({ id: 'r', order: aKey('o-1'), amount: sum, at }));
      expect(begin().take(at, ...several).account).toEqual(one.account);
    }),
  );
});

test('lots stay few, however much somebody buys', () => {
  const life = new Life(withLoyalty(DRAFT));
  for (let n = 0; n < 400; n += 1) {
    const at = NOON + n * HOUR;
    life.take(at, aPurchase({ id: `o-${n}`, amount: 700, at }), anActivity({ id: `a-${n}`, type: 'review', at }));
  }
  const { pending = [], active = [] } = life.account ?? {};
  expect(pending.length).toBeLessThanOrEqual(4 + 11);
  expect(active.length).toBeLessThanOrEqual(20);
});
