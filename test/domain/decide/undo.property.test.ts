import { rulesIn } from '../../../domain/decision/adopt-rules.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedRow } from '../../../db/tallies/counted.ts';
import { NO_RESULTS } from '../../../db/tallies/result-shares.ts';
import { customerRow } from '../../../db/customers/customer-row.ts';
import { refold } from '../../../domain/decision/apply-event.ts';
import type { CustomerEvent, Purchase } from '../../../domain/events/event.ts';
import { nextDeadline } from '../../../domain/decision/next-deadline.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { rebuildState } from '../../../domain/decision/rebuild.ts';
import { buyingDays, firstPurchaseAt, lastPurchaseAt } from '../../../domain/ledger/ledger.ts';
import { zoneOf, type ScoringModel } from '../../../domain/scoring/model.ts';
import { recencyDays } from '../../../domain/scoring/score.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { trajectoryOf } from '../../../domain/scoring/trajectory.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../../domain/decision/state.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import type { StoredState } from '../../../domain/decision/upcast-state.ts';
import { aPlaybook, aPurchase, aRefund, CUSTOMER, CUSTOMER_KEY, NOON } from '../../builders.ts';
import { WORKSPACE } from '../../contract/rows.ts';
import { life, lifeOfManyRefunds, summedUpLife, tellings } from './events.arbitrary.ts';
import { live } from './shop.ts';

const END = NOON + 3 * DAY + 12_345;
const base = aPlaybook();
const LIFE: ScoringModel = {
  ...base.scoring,
  windowDays: null,
  frequencyOf: 'days',
  days: 'calendar',
  monetary: { cuts: [2_000, 5_000, 20_000, 60_000], edge: 'reached' },
};
/** With a rhythm in force, every figure there is depends on what was bought. */
const PLAYBOOK: Playbook = {
  ...base,
  scoring: { ...base.scoring, monetary: LIFE.monetary },
  silence: {
    ...base.silence,
    version: 2,
    rhythm: {
      fittedAt: NOON,
      customers: 2_357,
      repeaters: 946,
      fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
      firstGap: { overdueDays: 60, lapsedDays: 207, gaps: 946 },
      floorDays: 7,
      capDays: 365,
      spend: { p: 6.25, q: 3.74, v: 1_544 },
      meanOrder: 3_500,
    },
  },
};

/** Every figure that is worked out from purchases: the read model's, the counters' and those of the pages. */
function figuresOf(state: CustomerState, playbook: Playbook) {
  const { ledger } = state;
  const { scoring } = playbook;
  const who = { workspace: WORKSPACE, customer: CUSTOMER, chain: 'chain' };
  const row = customerRow(who, CUSTOMER_KEY, { state, next: nextDeadline(state, playbook) }, playbook);
  const census = { workspace: WORKSPACE, timezone: zoneOf(scoring.counts), counting: scoring, now: END };
  const { keys, revenue, firstAt, until, under } = countedRow(
    row,
    { moves: [], changes: [], rewards: [], signs: [], results: NO_RESULTS, upTo: 0 },
    census,
  );
  const totals = totalsOf(ledger, state, scoring, END);
  return {
    first: firstPurchaseAt(ledger),
    last: ledger.orders > 0 ? lastPurchaseAt(ledger) : null,
    ever: [ledger.orders, ledger.revenue, ledger.early],
    days: [ledger.days, ledger.past, buyingDays(ledger)],
    totals,
    life: totalsOf(ledger, state, LIFE, END),
    ages: totals && [scoring, LIFE].map((model) => recencyDays(totals.recencyFrom, model, END)),
    trajectory: trajectoryOf(state, scoring.trajectory, END, zoneOf(scoring.counts)),
    limits: state.limits,
    silence: state.silence,
    scores: state.standing?.scores,
    segment: row.segment,
    page: [row.orders, row.revenue, row.lastPurchaseAt, row.atStake, row.next, row.nextMove, row.nextSilence],
    counted: { keys, revenue, firstAt, until, under },
  };
}

/** Orders that are given back in full, at once or in two parts, perhaps before they are known; some of them free. */
const undone: fc.Arbitrary<readonly CustomerEvent[]> = fc
  .array(
    fc.record({
      // Older than two years too, and ties with others of the same minute.
      ago: fc.oneof(
        fc.integer({ min: 0, max: 1_000 * 24 * 60 }),
        fc.integer({ min: 0, max: 60 }).map((n) => n * 1_440),
      ),
      amount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 })),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      more: fc.constantFrom(0, 500),
      later: fc.integer({ min: -10, max: 30 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((orders) =>
    orders.flatMap(({ ago, amount, part, more, later }, index): CustomerEvent[] => {
      const order = aPurchase({ id: `u-${index}`, at: NOON - ago * MINUTE, amount });
      const at = order.at + later * HOUR;
      const first = Math.floor(amount * part);
      const refund = (n: number, taken: number) =>
        aRefund({ id: `u-${index}-${n}`, at, order: order.key, amount: taken });
      return [order, refund(1, first), refund(2, amount - first + more)];
    }),
  );

async function expectUndone(
  lives: fc.Arbitrary<readonly CustomerEvent[]>,
  numRuns: number,
  timezone = 'UTC',
): Promise<void> {
  const playbook = inZone(timezone);
  const told = fc.tuple(lives, undone).chain(([events, back]) => {
    return fc.tuple(tellings(events, END), tellings([...events, ...back], END));
  });
  await fc.assert(
    fc.asyncProperty(told, async ([never, undone]) => {
      const [without, having] = [await live(never, { playbook, timezone }), await live(undone, { playbook, timezone })];
      expect(figuresOf(having.state, playbook)).toEqual(figuresOf(without.state, playbook));
    }),
    { numRuns },
  );
}

function inZone(zone: string): Playbook {
  const { counts } = PLAYBOOK.scoring;
  return zone === 'UTC' ? PLAYBOOK : { ...PLAYBOOK, scoring: { ...PLAYBOOK.scoring, counts: { ...counts, zone } } };
}

test('an order that is refunded in full leaves every figure as if it had never been', async () => {
  await expectUndone(life, 250);
});

test('also beside totals that are known by a summary', async () => {
  await expectUndone(summedUpLife, 100);
});

test('also among more orders than a state knows to the instant', async () => {
  await expectUndone(lifeOfManyRefunds, 60);
});

test('also on the calendar days of another zone', async () => {
  await expectUndone(life, 60, 'America/Havana');
});

test('also when a whole history is read again, in any order', () => {
  const shuffled = fc
    .tuple(life, undone)
    .chain(([events, back]) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...back], { minLength: events.length + back.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([events, all]) => {
      const { counts } = PLAYBOOK.scoring;
      const rules = rulesIn(PLAYBOOK);
      const read = (history: readonly CustomerEvent[]) =>
        rebuildState({ ...NEW_CUSTOMER, rules, asOf: END }, history, PLAYBOOK, 'UTC');
      expect(figuresOf(read(all), PLAYBOOK)).toEqual(figuresOf(read(events), PLAYBOOK));
      expect(refold({ ...NEW_CUSTOMER, asOf: END }, all, counts).ledger).toEqual(
        refold({ ...NEW_CUSTOMER, asOf: END }, events, counts).ledger,
      );
    }),
  );
});

test('somebody who bought, gave it back and bought again is new, and bought first when they bought again', async () => {
  const [first, third] = [NOON - 300 * DAY, NOON - 20 * DAY];
  const bought = aPurchase({ id: 'f-1', at: first, amount: 4_000 });
  const again = aPurchase({ id: 'f-3', at: third, amount: 4_000 });
  const back = aRefund({ id: 'f-2', order: bought.key, at: first + DAY, amount: 4_000 });
  const { state } = await live([
    { now: first, events: [bought] },
    { now: first + DAY, events: [back] },
    { now: third, events: [again] },
  ]);
  expect(firstPurchaseAt(state.ledger)).toBe(third);
  expect(trajectoryOf(state, base.scoring.trajectory, NOON, 'UTC')?.is).toBe('new');
});

/** As version 0.2.0 kept a ledger: the newest 32 instants ever, refunded or not, and the first one of all. */
function asKeptBefore(state: CustomerState, orders: readonly Purchase[]): StoredState {
  const { forgotten: _forgotten, ...ledger } = state.ledger;
  const instants = [...new Set(orders.map((order) => order.at))].toSorted((a, b) => a - b);
  const alive = new Map<Instant, number>(ledger.recent);
  return {
    ...state,
    ledger: {
      ...ledger,
      recent: instants.slice(-32).map((at) => [at, alive.get(at) ?? 0] as const),
      firstAt: instants[0] ?? null,
    },
  };
}

test('a state that version 0.2.0 stored is put right by its next decision', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(life, lifeOfManyRefunds), async (events) => {
      const orders = events.flatMap((event) => (event.kind === 'purchase' ? [event] : []));
      const calls = [
        { now: END - DAY, events },
        { now: END, events: [] },
      ];
      const between = (state: CustomerState) => asKeptBefore(state, orders);
      const [now, before] = [
        await live(calls, { playbook: PLAYBOOK }),
        await live(calls, { playbook: PLAYBOOK, between }),
      ];
      expect(figuresOf(before.state, PLAYBOOK)).toEqual(figuresOf(now.state, PLAYBOOK));
    }),
    { numRuns: 60 },
  );
});
