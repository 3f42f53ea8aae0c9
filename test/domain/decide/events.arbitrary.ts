import fc from 'fast-check';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import { aKey, anActivity, anIdentify, aPurchase, aRefund, aSummary, NOON } from '../../builders.ts';
import type { Call } from './shop.ts';

/** Up to two years back, to the minute; few distinct values, so that ties are common. */
const moment = fc.oneof(
  fc.integer({ min: 0, max: 700 }).map((days) => NOON - days * DAY),
  fc.integer({ min: 0, max: 700 * 24 * 60 }).map((minutes) => NOON - minutes * MINUTE),
  fc.integer({ min: 0, max: 5 }).map((hours) => NOON - hours * HOUR),
);
const amount = fc.oneof(fc.constant(0), fc.constant(1_000), fc.integer({ min: 1, max: 20_000 }));

function purchases(max: number): fc.Arbitrary<CustomerEvent[]> {
  return fc
    .array(fc.record({ at: moment, amount, late: fc.integer({ min: 0, max: 10 }) }), { maxLength: max })
    .map((orders) =>
      orders.map(({ late, ...order }, index) =>
        aPurchase({ ...order, id: `o-${index}`, seenAt: order.at + late * DAY }),
      ),
    );
}

/** Partial and full, before and after, more than one, of orders that may never come. */
function refunds(orders: number): fc.Arbitrary<CustomerEvent[]> {
  const refund = fc.record({ at: moment, amount, order: fc.integer({ min: 0, max: orders + 1 }) });
  return fc
    .array(refund, { maxLength: orders })
    .map((list) =>
      list.map((given, index) => aRefund({ ...given, id: `r-${index}`, order: aKey(`o-${given.order}`) })),
    );
}

const activities = fc
  .array(moment, { maxLength: 5 })
  .map((instants): CustomerEvent[] => instants.map((at, index) => anActivity({ id: `v-${index}`, at })));

const statements = fc
  .array(
    fc.record({
      at: moment,
      attributes: fc.dictionary(fc.constantFrom('plan', 'city'), fc.option(fc.constantFrom('a', 'b')), { minKeys: 1 }),
      replaces: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((list): CustomerEvent[] =>
    list.map(({ replaces, ...given }, index) =>
      anIdentify({ ...given, id: `i-${index}`, ...(replaces ? { replaces } : {}) }),
    ),
  );

/** What one customer ever does, and what is said of them. */
export const life: fc.Arbitrary<readonly CustomerEvent[]> = fc
  .oneof({ weight: 5, arbitrary: fc.constant(12) }, { weight: 1, arbitrary: fc.constant(60) })
  .chain((max) => fc.tuple(purchases(max), refunds(max), activities, statements))
  .map((parts) => parts.flat());

/** Totals of a few moments, among orders before and after them. */
const summaries = fc
  .array(
    fc.record({ at: moment, ago: fc.integer({ min: 0, max: 90 }), actions: fc.integer({ min: 1, max: 9 }), amount }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((list): CustomerEvent[] =>
    list.map(({ at, ago, actions, amount: monetary }, index) =>
      aSummary({ id: `s-${index}`, at, actions, monetary, lastActionAt: at - ago * DAY }),
    ),
  );

/** The same as a life, part of it known by totals only. */
export const summedUpLife: fc.Arbitrary<readonly CustomerEvent[]> = fc
  .tuple(life, summaries)
  .map((parts) => parts.flat());

/** More orders than a ledger knows to the instant, the newest of them refunded in full. */
export const lifeOfManyRefunds: fc.Arbitrary<readonly CustomerEvent[]> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 500 * 24 * 60 }), { minLength: 33, maxLength: 60 }),
    fc.integer({ min: 25, max: 60 }),
  )
  .map(([minutes, refunded]) => {
    const newestFirst = minutes.toSorted((a, b) => a - b).map((ago) => NOON - ago * MINUTE);
    const orders = newestFirst.map((at, index) => aPurchase({ id: `o-${index}`, at, amount: 1_000 }));
    const back = orders.slice(0, refunded);
    return [
      ...orders,
      ...back.map((order, index) =>
        aRefund({ id: `r-${index}`, at: order.at + HOUR, order: order.key, amount: 1_000 }),
      ),
    ];
  });

/** The same events in another order, in several calls at several times, some of them told twice; the last call at `end`. */
export function tellings(events: readonly CustomerEvent[], end: Instant): fc.Arbitrary<readonly Call[]> {
  return fc
    .record({
      order: fc.array(fc.integer(), { minLength: events.length, maxLength: events.length }),
      call: fc.array(fc.nat(5), { minLength: events.length, maxLength: events.length }),
      again: fc.array(fc.nat(11), { minLength: events.length, maxLength: events.length }),
      nows: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 5, maxLength: 5 }),
    })
    .map(({ order, call, again, nows }) => {
      const shuffled = events
        .map((event, index) => ({ event, rank: order[index] ?? 0, first: call[index] ?? 0, second: again[index] ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank);
      const instants = [...nows.toSorted((a, b) => b - a).map((days) => end - days * DAY), end];
      return instants.map((now, place) => ({
        now,
        events: shuffled.filter(({ first, second }) => first === place || second === place).map(({ event }) => event),
      }));
    });
}
