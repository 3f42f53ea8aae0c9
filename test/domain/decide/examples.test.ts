import { describe, expect, test } from 'vitest';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { DAY, HOUR, type Instant } from '../../../domain/time.ts';
import { aKey, anActivity, aPurchase, aRefund, at, NOON } from '../../builders.ts';
import { live } from './shop.ts';

/** Tells these events at once, and then lets time pass. */
async function given(events: readonly CustomerEvent[], ...later: readonly Instant[]) {
  const { state, wake, journal } = await live([{ now: NOON, events }, ...later.map((now) => ({ now, events: [] }))]);
  const { standing, ledger, silence } = state;
  const moves = journal.flatMap((entry) => (entry.move ? [{ at: entry.at, ...entry.move }] : []));
  return { segment: standing?.segment, scores: standing?.scores, orders: ledger.orders, ledger, silence, wake, moves };
}

function orders(count: number, daysAgo: number): CustomerEvent[] {
  return Array.from({ length: count }, (_, index) => aPurchase({ id: `o-${index}`, at: NOON - daysAgo * DAY - index }));
}

describe('given purchases', () => {
  test('the first makes a potential loyalist', async () => {
    const { segment, scores, moves } = await given(orders(1, 0));
    expect(segment).toBe('potential-loyalist');
    expect(scores).toEqual({ r: 5, f: 1, m: null });
    expect(moves).toEqual([
      {
        at: NOON,
        from: null,
        to: 'potential-loyalist',
        cause: { by: 'event', event: aKey('o-0'), type: 'purchase' },
      },
    ]);
  });

  test('four of them lately make a champion', async () => {
    expect((await given(orders(4, 1))).segment).toBe('champions');
  });

  test('the last one of many half a year ago puts them at risk', async () => {
    expect((await given(orders(6, 200))).segment).toBe('at-risk');
  });

  test('one more than a year ago, and nothing since, is lost', async () => {
    const { segment, silence, wake } = await given(orders(1, 400));
    expect([segment, silence, wake]).toEqual(['lost', 'lapsed', null]);
  });

  test('a free order counts as one', async () => {
    const { orders: count, segment } = await given([aPurchase({ amount: 0 })]);
    expect([count, segment]).toEqual([1, 'potential-loyalist']);
  });

  test('nothing but views is no standing, and nothing ever falls due', async () => {
    const { segment, silence, wake } = await given([anActivity()]);
    expect([segment, silence, wake]).toEqual([undefined, 'none', null]);
  });
});

describe('given refunds', () => {
  const purchase = aPurchase({ id: 'o-0', amount: 5_000, at: NOON - DAY });
  const refund = (id: string, amount: number, when = NOON) => aRefund({ id, amount, order: aKey('o-0'), at: when });

  test('a part of the money back leaves the order and the rest of the money', async () => {
    const { ledger } = await given([purchase, refund('r-1', 2_000)]);
    expect([ledger.orders, ledger.revenue]).toEqual([1, 3_000]);
  });

  test('all of the money back, at once or in parts, takes the order away', async () => {
    const whole = await given([purchase, refund('r-1', 5_000)]);
    const parts = await given([purchase, refund('r-1', 2_000), refund('r-2', 3_000)]);
    expect([whole.ledger.orders, whole.ledger.revenue, whole.segment]).toEqual([0, 0, undefined]);
    expect(parts.ledger).toEqual(whole.ledger);
  });

  test('more than all of it back is no debt', async () => {
    const { ledger } = await given([purchase, refund('r-1', 9_000), aPurchase({ id: 'o-1', amount: 1_000 })]);
    expect([ledger.orders, ledger.revenue]).toEqual([1, 1_000]);
  });

  test('a refund that comes before its purchase waits for it', async () => {
    const early = await given([refund('r-1', 2_000, NOON - 2 * DAY)]);
    expect([early.ledger.orders, early.ledger.early]).toEqual([0, 1]);
    const { ledger } = await given([refund('r-1', 2_000, NOON - 2 * DAY), purchase]);
    expect([ledger.orders, ledger.revenue, ledger.early]).toEqual([1, 3_000, 0]);
  });

  test('the last order given back lets the one before it speak again', async () => {
    const before = aPurchase({ id: 'o-1', at: NOON - 100 * DAY });
    const { scores, silence } = await given([before, purchase, refund('r-1', 5_000)]);
    expect(scores).toEqual({ r: 3, f: 1, m: null });
    expect(silence).toBe('overdue');
  });
});

describe('given silence', () => {
  const cuts = [40, 90, 180, 365].map((days) => NOON + (days + 1) * DAY);

  test('scores fall at the exact instant, and not a millisecond before', async () => {
    const [first = 0] = cuts;
    expect((await given(orders(1, 0))).wake?.at).toBe(first);
    expect((await given(orders(1, 0), first - 1)).scores?.r).toBe(5);
    expect((await given(orders(1, 0), first)).scores?.r).toBe(4);
  });

  test('whoever bought once walks down, move by move, without any event', async () => {
    const { moves, segment } = await given(orders(1, 0), NOON + 500 * DAY);
    expect(moves.map(({ at: when, to, cause }) => [when, to, cause.by])).toEqual([
      [NOON, 'potential-loyalist', 'event'],
      [cuts[1], 'needs-attention', 'silence'],
      [cuts[2], 'hibernating', 'silence'],
      [cuts[3], 'lost', 'silence'],
    ]);
    expect(segment).toBe('lost');
  });

  test('silence begins after 90 and 180 days to the millisecond', async () => {
    expect((await given(orders(1, 0), NOON + 90 * DAY - 1)).silence).toBe('active');
    expect((await given(orders(1, 0), NOON + 90 * DAY)).silence).toBe('overdue');
    expect((await given(orders(1, 0), NOON + 180 * DAY)).silence).toBe('lapsed');
  });

  test('orders leave the window at midnight UTC after its last day', async () => {
    const old = Array.from({ length: 3 }, (_, index) =>
      aPurchase({ id: `old-${index}`, at: NOON - 300 * DAY - index }),
    );
    const leaving = at('2026-03-19T00:00:00Z');
    expect(leaving).toBe(Math.floor(NOON / DAY) * DAY + 66 * DAY);
    const events = [...old, aPurchase({ id: 'new', at: NOON })];
    expect((await given(events, leaving - 1)).segment).toBe('loyal');
    const { segment, scores, moves } = await given(events, leaving);
    expect([segment, scores?.f]).toEqual(['potential-loyalist', 1]);
    expect(moves.at(-1)).toMatchObject({ at: leaving, cause: { by: 'silence', because: 'window' } });
  });
});

describe('given late news', () => {
  test('a purchase learned of later counts from when it happened, and moves when it is learned of', async () => {
    const late = aPurchase({ at: NOON - 100 * DAY, seenAt: NOON - HOUR });
    const { scores, moves } = await given([late]);
    expect(scores?.r).toBe(3);
    expect(moves.map((move) => move.at)).toEqual([NOON - HOUR]);
  });

  test('what happens after a deadline is taken after it', async () => {
    const back = aPurchase({ id: 'o-9', at: NOON + 100 * DAY });
    const { journal } = await live([
      { now: NOON, events: orders(1, 0) },
      { now: NOON + 101 * DAY, events: [back] },
    ]);
    expect(journal.flatMap((entry) => entry.move?.to ?? [])).toEqual([
      'potential-loyalist',
      'needs-attention',
      'potential-loyalist',
    ]);
    expect(journal.at(-1)?.at).toBe(NOON + 100 * DAY);
  });

  test('an event comes before a deadline of the same instant', async () => {
    const instant = NOON + 91 * DAY;
    const { journal } = await live([
      { now: NOON, events: orders(1, 0) },
      { now: instant, events: [aPurchase({ id: 'o-9', at: instant })] },
    ]);
    expect(journal.flatMap((entry) => entry.move?.to ?? [])).toEqual(['potential-loyalist']);
  });

  test('each event is an entry of its own, also at one instant', async () => {
    const { journal } = await live([
      {
        now: NOON,
        events: [aPurchase({ id: 'o-1' }), aPurchase({ id: 'o-2' }), anActivity(), aPurchase({ id: 'o-3' })],
      },
    ]);
    expect(journal.map((entry) => entry.events.length)).toEqual([1, 1, 1, 1]);
  });

  test('time never runs backwards: a call that is late for its own history changes nothing', async () => {
    const { state } = await live([
      { now: NOON + 50 * DAY, events: orders(1, 0) },
      { now: NOON, events: [] },
    ]);
    expect(state.asOf).toBe(NOON + 50 * DAY);
    expect(state.standing?.scores.r).toBe(4);
  });
});
