import fc from 'fast-check';
import { takenAt, type CustomerEvent } from '../../../domain/events/event.ts';
import { monthsAfter, periodEnd } from '../../../domain/loyalty/calendar.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, anActivity, aPurchase, aRefund, NOON } from '../../builders.ts';
import { anAdjustment, aReturn, aSpend, Life, withLoyalty } from './life.ts';
import type { NaiveRule } from './naive.ts';

/** Waiting ones that expire by the month, some at once to the end of a period, and some that stay. */
export const DRAFT = {
  earn: [
    {
      id: 'money',
      on: 'purchase',
      per: { by: 'amount', amount: 7, points: 1 },
      pending: { days: 3 },
      expire: { by: 'rolling', months: 1 },
    },
    {
      id: 'parcel',
      on: 'purchase',
      per: { by: 'event', points: 9 },
      pending: { days: 10, until: 'arrived', match: 'order' },
      expire: { by: 'never' },
    },
    { id: 'each', on: 'purchase', per: { by: 'event', points: 5 }, expire: { by: 'never' } },
    { id: 'review', on: 'review', per: { by: 'event', points: 11 }, expire: { by: 'calendar', period: 'month' } },
  ],
};
/** The same for the oracle. */
export const RULES: readonly NaiveRule[] = [
  {
    on: 'purchase',
    points: (event) => (event.kind === 'purchase' ? Math.floor(event.amount / 7) : 0),
    pendingDays: 3,
    expires: (day) => monthsAfter(day, 1) + 1,
  },
  { on: 'purchase', points: () => 9, pendingDays: 10, until: 'arrived', expires: () => Infinity },
  { on: 'purchase', points: () => 5, pendingDays: null, expires: () => Infinity },
  { on: 'review', points: () => 11, pendingDays: null, expires: (day) => periodEnd(day, 'month') + 1 },
];

const orders = 6;
const when = fc.record({ at: fc.nat(60 * 24), late: fc.oneof(fc.constant(0), fc.nat(40 * 24)) });
const deed = fc.oneof(
  fc.record({ is: fc.constant('buy' as const), order: fc.nat(orders), amount: fc.nat(400) }),
  fc.record({ is: fc.constant('refund' as const), order: fc.nat(orders), amount: fc.nat(300) }),
  fc.record({ is: fc.constant('review' as const) }),
  fc.record({ is: fc.constant('arrive' as const), order: fc.nat(orders) }),
  fc.record({ is: fc.constant('spend' as const), points: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ is: fc.constant('return' as const), spending: fc.nat(8) }),
  fc.record({ is: fc.constant('adjust' as const), points: fc.integer({ min: -40, max: 40 }).filter((n) => n !== 0) }),
);

/** What somebody does over two months, some of it learned late; each order is bought once at most. */
export const deeds = fc
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
        case 'arrive':
          return [anActivity({ ...time, type: 'arrived', facts: { order: `o-${one.order}` } })];
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

/** By then everything has come to an end that time can end. */
export const END = NOON + 200 * DAY;

export function lived(events: readonly CustomerEvent[], batch = 1): Life {
  const life = new Life(withLoyalty(DRAFT));
  for (let place = 0; place < events.length; place += batch) {
    const some = events.slice(place, place + batch);
    life.take(Math.max(...some.map(takenAt)), ...some);
  }
  return life;
}
