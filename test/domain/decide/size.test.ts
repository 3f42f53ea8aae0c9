import { expect, test } from 'vitest';
import { allInside } from '../../../domain/journey/standing.ts';
import { DAY, MINUTE } from '../../../domain/time.ts';
import { aJourney, aKey, aPlaybook, aPurchase, aRefund, NOON } from '../../builders.ts';
import { live } from './shop.ts';

const KILOBYTE = 1_024;

function sizeOf(state: unknown): number {
  return Buffer.byteLength(JSON.stringify(state));
}

test('the state of a customer with 50 purchases and 3 enrolments takes at most 4 KB', async () => {
  const journeys = ['first-journey', 'second-journey', 'third-journey'].map((id) =>
    aJourney({
      id,
      enter: { on: 'event', event: 'purchase', again: 'never' },
      steps: [{ id: 'a-year-of-patience', type: 'wait', until: { on: 'event', event: 'sign-up' }, for: '365d' }],
    }),
  );
  const purchases = Array.from({ length: 50 }, (_, index) =>
    aPurchase({ id: `order-number-${100_000 + index}`, at: NOON - index * 7 * DAY - index * MINUTE, amount: 123_456 }),
  );
  const calls = purchases.toReversed().map((purchase) => ({ now: purchase.at, events: [purchase] }));
  const { state } = await live(calls, { playbook: aPlaybook(journeys), sandbox: true });
  expect(allInside(state.journeys)).toHaveLength(3);
  expect(state.ledger.orders).toBe(50);
  expect(sizeOf(state)).toBeLessThanOrEqual(4 * KILOBYTE);
});

test('the state of a customer with 5,000 orders, many of them refunded, takes at most 64 KB', async () => {
  const orders = Array.from({ length: 5_000 }, (_, index) =>
    aPurchase({ id: `order-number-${100_000 + index}`, at: NOON - index * 100 * MINUTE, amount: 9_999_999 }),
  );
  const refunds = orders
    .filter((_, index) => index % 3 === 0)
    .map((order, index) =>
      aRefund({ id: `refund-number-${index}`, at: NOON, order: order.key, amount: index % 2 === 0 ? 9_999_999 : 5 }),
    );
  const unknown = Array.from({ length: 200 }, (_, index) =>
    aRefund({ id: `early-${index}`, at: NOON, order: aKey(`no-order-${index}`) }),
  );
  const events = [...orders, ...refunds, ...unknown];
  const calls = Array.from({ length: Math.ceil(events.length / 500) }, (_, index) => ({
    now: NOON + index,
    events: events.slice(index * 500, (index + 1) * 500),
  }));
  const { state } = await live(calls);
  expect(state.ledger.orders).toBe(5_000 - 834);
  expect(state.ledger.early).toBe(200);
  expect(sizeOf(state)).toBeLessThanOrEqual(64 * KILOBYTE);
});
