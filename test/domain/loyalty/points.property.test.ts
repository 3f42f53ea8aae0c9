import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { activePoints, pendingPoints } from '../../../domain/loyalty/account.ts';
import { monthsAfter, periodEnd } from '../../../domain/loyalty/calendar.ts';
import { evolved } from '../../../domain/loyalty/evolve.ts';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { takenAt } from '../../../domain/events/event.ts';
import { NO_LOYALTY } from '../../../domain/loyalty/state.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, anActivity, aPurchase, aRefund, NOON } from '../../builders.ts';
import { anAdjustment, aReturn, aSpend, Life, withLoyalty } from './life.ts';
import { NaiveAccount, type NaiveRule } from './naive.ts';

/** Waiting ones that expire by the month, some at once to the end of a period, and some that stay. */
const DRAFT = {
  earn: [
    {
      id: 'money',
      on: 'purchase',
      per: { by: 'amount', amount: 7, points: 1 },
      pending: { days: 3 },
      expire: { by: 'rolling', months: 1 },
    },
    { id: 'each', on: 'purchase', per: { by: 'event', points: 5 }, expire: { by: 'never' } },
    { id: 'review', on: 'review', per: { by: 'event', points: 11 }, expire: { by: 'calendar', period: 'month' } },
  ],
};
const RULES: readonly NaiveRule[] = [
  {
    on: 'purchase',
    points: (event) => (event.kind === 'purchase' ? Math.floor(event.amount / 7) : 0),
    pendingDays: 3,
    expires: (day) => monthsAfter(day, 1) + 1,
  },
  { on: 'purchase', points: () => 5, pendingDays: null, expires: () => Infinity },
  { on: 'review', points: () => 11, pendingDays: null, expires: (day) => periodEnd(day, 'month') + 1 },
];

const orders = 6;
const when = fc.record({ at: fc.nat(60 * 24), late: fc.oneof(fc.constant(0), fc.nat(40 * 24)) });
const deed = fc.oneof(
  fc.record({ is: fc.constant('buy' as const), order: fc.nat(orders), amount: fc.nat(400) }),
  fc.record({ is: fc.constant('refund' as const), order: fc.nat(orders), amount: fc.nat(300) }),
  fc.record({ is: fc.constant('review' as const) }),
  fc.record({ is: fc.constant('spend' as const), points: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ is: fc.constant('return' as const), spending: fc.nat(8) }),
  fc.record({ is: fc.constant('adjust' as const), points: fc.integer({ min: -40, max: 40 }).filter((n) => n !== 0) }),
);

/** What somebody does over two months, some of it learned late; each order is bought once at most. */
const deeds = fc
  .array(fc.tuple(when, deed), { minLength: 1, maxLength: 40 })
  .map((all) => {
    const bought = new Set<number>();
    const spends = all.flatMap(([, { is }], place) => (is === 'spend' ? [`e-${place}`] : []));
    return all.flatMap(([{ at, late }, one], place): readonly CustomerEvent[] => {
      const time = { at: NOON + at * HOUR, seenAt: NOON + (at + late) * HOUR, id: `e-${place}` };
      switch (one.is) {
        case 'buy':
          if (bought.has(one.order)) return [];
          bought.add(one.order);
          return [aPurchase({ ...time, id: `o-${one.order}`, amount: one.amount })];
        case 'refund':
          return [aRefund({ ...time, order: aKey(`o-${one.order}`), amount: one.amount })];
        case 'review':
          return [anActivity({ ...time, type: 'review' })];
        case 'spend':
          return [aSpend(time.id, one.points, time.seenAt)];
        case 'return':
          return [aReturn(time.id, spends[one.spending % Math.max(spends.length, 1)] ?? 'never-spent', time.seenAt)];
        case 'adjust':
          return [anAdjustment(time.id, one.points, time.seenAt)];
      }
    });
  })
  .map((events) => events.toSorted((a, b) => takenAt(a) - takenAt(b) || a.at - b.at || (a.key < b.key ? -1 : 1)));

const END = NOON + 200 * DAY;

function lived(events: readonly CustomerEvent[], batch = 1): Life {
  const life = new Life(withLoyalty(DRAFT));
  for (let place = 0; place < events.length; place += batch) {
    const some = events.slice(place, place + batch);
    life.take(Math.max(...some.map(takenAt)), ...some);
  }
  return life;
}

test('points are what a naive account of every single point comes to, after every event', () => {
  fc.assert(
    fc.property(deeds, (events) => {
      const life = new Life(withLoyalty(DRAFT));
      const naive = new NaiveAccount(RULES);
      for (const event of events) {
        life.take(takenAt(event), event);
        naive.passTo(takenAt(event));
        const isThere = naive.take(event);
        const outcome = life.entries.at(-1)?.events[0]?.outcome?.is;
        const otherwise = event.kind === 'points-returned' ? 'nothing-spent' : 'insufficient';
        if (event.kind.startsWith('points-')) expect(outcome).toBe(isThere ? 'accepted' : otherwise);
        expect(sums(life)).toEqual(naiveSums(naive));
      }
      life.take(END);
      naive.passTo(END);
      expect(sums(life)).toEqual(naiveSums(naive));
    }),
    { numRuns: 100 },
  );
});

function sums(life: Life) {
  const { account } = life.state.loyalty ?? NO_LOYALTY;
  const { debt, earned, spent, expired, reversed, active } = account;
  const lots = active.map(({ points, expires }) => [expires ?? Infinity, points]);
  return {
    active: activePoints(account),
    pending: pendingPoints(account),
    debt,
    earned,
    spent,
    expired,
    reversed,
    lots,
  };
}

function naiveSums(naive: NaiveAccount) {
  const { active, pending, debt, earned, spent, expired, reversed, lots } = naive;
  return { active, pending, debt, earned, spent, expired, reversed, lots };
}

test('at every fact nothing is below 0, whoever owes has nothing, and all that was earned is somewhere', () => {
  fc.assert(
    fc.property(deeds, (events) => {
      const life = lived(events).take(END);
      let state: ReturnType<typeof evolved>;
      life.facts.forEach((fact, place) => {
        expect(fact.n).toBe(place + 1);
        state = evolved(state, [fact]);
        const { account } = state ?? NO_LOYALTY;
        const [active, pending] = [activePoints(account), pendingPoints(account)];
        expect(Math.min(active, pending, account.debt)).toBeGreaterThanOrEqual(0);
        if (account.debt > 0) expect(active).toBe(0);
        const { earned, spent, expired, reversed, debt } = account;
        expect(earned).toBe(active + pending + spent + expired + reversed - debt);
        expect([...account.active, ...account.pending].every(({ points }) => points > 0)).toBe(true);
        const days = account.active.map(({ expires, slides }) => `${expires} ${slides}`);
        expect(new Set(days).size).toBe(days.length);
      });
    }),
  );
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
  expect(pending.length).toBeLessThanOrEqual(4);
  expect(active.length).toBeLessThanOrEqual(20);
});
