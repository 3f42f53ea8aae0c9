import { describe, expect, test } from 'vitest';
import { eventText } from '../../../api/customers/event-text.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { noteOf, type Outcome } from '../../../domain/events/outcome.ts';
import type { Playbook } from '../../../domain/playbook.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { aKey, anActivity, aPlaybook, aProfileChange, aPurchase, aRefund, aSummary, NOON } from '../../builders.ts';
import { live } from './shop.ts';

const GBP = { currency: 'GBP', digits: 2 };
const order = aPurchase({ id: 'o-1', at: NOON - 10 * DAY, amount: 5_000 });
const refund = (amount: number, at = NOON, id = `r-${amount}`) => aRefund({ id, at, order: order.key, amount });

/** Each event in a call of its own, and what the journal and the timeline say of it. */
async function told(...events: readonly CustomerEvent[]) {
  const { journal, state } = await live(events.map((event) => ({ now: event.seenAt, events: [event] })));
  const entries = journal.flatMap((entry) => entry.events);
  const said = events.map((event) => {
    const outcome: Outcome | undefined = entries.find(({ key }) => key === event.key)?.outcome;
    return { outcome, text: eventText(event, outcome, GBP) };
  });
  return { said, last: said.at(-1), state, journal };
}

describe('a refund is told by what it did', () => {
  test('it took off what it says, or as much as was left, and what is left then', async () => {
    const { said } = await told(order, refund(2_000), refund(4_000, NOON + HOUR), refund(100, NOON + 2 * HOUR));
    expect(said.map(({ outcome }) => outcome)).toEqual([
      undefined,
      { is: 'taken-off', amount: 2_000, left: 3_000 },
      { is: 'taken-off', amount: 3_000, left: 0, above: 1_000 },
      { is: 'nothing-left', above: 100 },
    ]);
    expect(said.map(({ text }) => text)).toEqual([
      'Bought for £50.00',
      '£20.00 of order o-1 refunded: £30.00 of it is left',
      '£30.00 of order o-1 refunded, of £40.00 stated: nothing of it is left, and the rest counts nowhere',
      'A refund of £1.00 took nothing off: nothing of order o-1 was left, so it counts nowhere',
    ]);
  });

  test('its order is not known of this customer: it waits, and nothing was taken off', async () => {
    const { last, state, journal } = await told(
      order,
      aRefund({ id: 'r-9', at: NOON, order: aKey('theirs'), amount: 50 }),
    );
    expect(last?.outcome).toEqual({ is: 'waits' });
    expect(last?.text).toBe(
      'A refund of £0.50 waits for order theirs, which is not known of this customer: nothing was taken off',
    );
    expect([state.ledger.revenue, state.ledger.early]).toEqual([5_000, 1]);
    expect(journal.at(-1)?.events.map(noteOf)).toEqual(['refund (waits for its order)']);
  });

  test('once the order comes, the order says what had been refunded before', async () => {
    const late = { ...order, seenAt: NOON + HOUR, receivedAt: NOON + HOUR };
    const { said } = await told(refund(2_000), late);
    expect(said.map(({ outcome }) => outcome)).toEqual([
      { is: 'waits' },
      { is: 'refunded-before', amount: 2_000, left: 3_000 },
    ]);
    expect(said.at(-1)?.text).toBe(
      'Bought for £50.00, of which £20.00 had been refunded before: £30.00 is left (learned of at 2026-01-12 13:00 UTC)',
    );
  });

  test('what refunds wanted beyond an order that came after them is told with the order', async () => {
    const { last } = await told(refund(4_000), refund(3_000), {
      ...order,
      seenAt: NOON + HOUR,
      receivedAt: NOON + HOUR,
    });
    expect(last?.outcome).toEqual({ is: 'refunded-before', amount: 5_000, left: 0, above: 2_000 });
    expect(last?.text).toContain('£20.00 more was refunded than that, and counts nowhere');
  });

  test('a summary stands for its order: the next summary has to correct it', async () => {
    const { said } = await told(order, aSummary({ at: NOON - 5 * DAY }), refund(2_000));
    expect(said.at(-1)?.outcome).toEqual({ is: 'covered' });
    expect(said.at(-1)?.text).toContain('a summary stands for order o-1');
  });

  test('a free order that is given back is gone, and a second time nothing is left', async () => {
    const free = aPurchase({ id: 'free', at: NOON - DAY, amount: 0 });
    const back = (id: string, at: number) => aRefund({ id, at, order: free.key, amount: 0 });
    const { said, state } = await told(free, back('b-1', NOON), back('b-2', NOON + MINUTE));
    expect(said.map(({ outcome }) => outcome?.is)).toEqual([undefined, 'taken-off', 'nothing-left']);
    expect(state.ledger.orders).toBe(0);
  });

  test('without an outcome, as of an import, it is told as what was stated', () => {
    expect(eventText({ ...refund(2_000), silent: true }, undefined, GBP)).toBe(
      'A refund of £20.00 on order o-1 was stated (from an import)',
    );
  });
});

describe('what was said and changed nothing is told so', () => {
  test('an order that a summary covers', async () => {
    const summary = aSummary({ at: NOON - 5 * DAY });
    const { last } = await told(summary, { ...order, seenAt: NOON, receivedAt: NOON });
    expect(last).toEqual({
      outcome: { is: 'covered' },
      text: 'Bought for £50.00, which a summary counts already (learned of at 2026-01-12 12:00 UTC)',
    });
  });

  test('a summary that a later one has overtaken', async () => {
    const older = aSummary({ id: 's-0', at: NOON - 9 * DAY, seenAt: NOON, receivedAt: NOON });
    const { last } = await told(aSummary({ at: NOON - 5 * DAY }), older);
    expect(last?.outcome).toEqual({ is: 'superseded' });
    expect(last?.text).toContain('nothing changed, a later summary was known');
  });

  test('not a profile that says something new, and an address is news too', async () => {
    const { said } = await told(
      aProfileChange({ id: 'f-1', at: NOON, revision: 1, address: { email: true } }),
      aProfileChange({ id: 'f-3', at: NOON, revision: 3, address: { email: false } }),
      aProfileChange({ id: 'f-2', at: NOON, revision: 2, address: { email: true } }),
    );
    expect(said.map(({ outcome }) => outcome)).toEqual([undefined, undefined, { is: 'superseded' }]);
  });

  test('a consent that was given before one that is known', async () => {
    const older = aProfileChange({ id: 'f-0', at: NOON - HOUR, seenAt: NOON + HOUR, consent: { email: true } });
    const { last } = await told(aProfileChange({ at: NOON, consent: { email: false } }), older);
    expect(last?.outcome).toEqual({ is: 'superseded' });
    const news = aProfileChange({ id: 'f-2', at: NOON + 2 * HOUR, consent: { email: true } });
    expect((await told(aProfileChange({ at: NOON, consent: { email: false } }), news)).last?.outcome).toBeUndefined();
  });
});

test('what changed nothing is not the cause of a move that time made', async () => {
  const at = order.at + 91 * DAY;
  const causeBeside = async (event: CustomerEvent) => {
    const { journal } = await live([
      { now: order.at, events: [order] },
      { now: at, events: [event] },
    ]);
    const last = journal.at(-1);
    expect(last).toMatchObject({ at, events: [{ key: event.key }], move: { to: 'needs-attention' } });
    return last?.move?.cause.by;
  };
  expect(await causeBeside(aRefund({ id: 'r-9', at, order: aKey('theirs'), amount: 50 }))).toBe('silence');
  expect(await causeBeside(refund(50, at))).toBe('event');
});

test('an action of another type counts as an order without an amount, and a summary covers it as it does a purchase', async () => {
  const playbook = aPlaybook();
  const counts = { actions: ['purchase', 'lesson.done'], engagement: ['view'] };
  const counting = { ...playbook, scoring: { ...playbook.scoring, counts } };
  const summary = aSummary({ at: NOON, actions: 5, lastActionAt: NOON, monetary: 900 });
  const lesson = (id: string, at: number) =>
    anActivity({ id, type: 'lesson.done', at, seenAt: NOON + HOUR, receivedAt: NOON + HOUR });
  const events = [lesson('before', NOON - DAY), lesson('after', NOON + MINUTE)];
  const calls = [{ now: NOON, events: [summary] }, ...events.map((event) => ({ now: NOON + HOUR, events: [event] }))];
  const { state, journal } = await live(calls, { playbook: counting });
  expect(journal.slice(-2).flatMap((entry) => entry.events.map(noteOf))).toEqual([
    'lesson.done (covered by a summary)',
    'lesson.done',
  ]);
  expect(state.ledger).toMatchObject({ orders: 6, revenue: 900 });
  expect(state.engagedAt).toBeNull();
});

test('only the types that a model names are signs of life, and recency counts from them where it says so', async () => {
  const playbook = aPlaybook();
  const counts = { actions: ['purchase'], engagement: ['view'] };
  const engaged = { ...playbook, scoring: { ...playbook.scoring, counts, recencyOf: 'engagement' as const } };
  const old = { now: NOON, events: [aPurchase({ id: 'old', at: NOON - 100 * DAY })] };
  const then = (type: string) => [old, { now: NOON, events: [anActivity({ type, at: NOON })] }];
  const scored = async (type: string, rules: Playbook) =>
    (await live(then(type), { playbook: rules })).state.standing?.scores.r;
  expect(await scored('view', engaged)).toBe(5);
  expect(await scored('click', engaged)).toBe(3);
  expect(await scored('view', { ...engaged, scoring: { ...engaged.scoring, recencyOf: 'actions' } })).toBe(3);
  expect((await live([old], { playbook: engaged })).state.standing?.scores.r).toBe(3);
});
