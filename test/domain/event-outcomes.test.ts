import { describe, expect, test } from 'vitest';
import { keysOfPoints, ordersToLookUp } from '../../domain/decision/apply-event.ts';
import { NEW_CUSTOMER } from '../../domain/decision/state.ts';
import { nothingBecause, type Outcome } from '../../domain/events/outcome.ts';
import { customerId, eventId, sourceId, workspaceId } from '../../domain/ids.schema.ts';
import { eventKey } from '../../domain/keys.ts';
import { NO_LOYALTY } from '../../domain/loyalty/state.ts';

const key = (id: string) => eventKey(workspaceId.parse('shop'), sourceId.parse('api'), eventId.parse(id));
const customer = customerId.parse('c-1');
const [at, seenAt, receivedAt] = [1, 1, 1];
const when = { customer, at, seenAt, receivedAt };
const REFUND = { kind: 'refund', key: key('r-1'), order: key('o-1'), amount: 5, ...when } as const;
const PURCHASE = { kind: 'purchase', key: key('o-2'), amount: 5, ...when } as const;
const RETURNED = { kind: 'points-returned', key: key('b-1'), spend: key('s-1'), ...when } as const;

describe('of an event that came to nothing', () => {
  test.each<readonly [outcome: Outcome, said: string]>([
    [{ is: 'insufficient', active: 1 }, ' (not enough points)'],
    [{ is: 'nothing-spent', active: 1 }, ' (not enough points)'],
    [{ is: 'no-ticket', active: 1 }, ' (no such ticket)'],
    [{ is: 'no-referral', active: 1 }, ' (nobody can be brought)'],
    [{ is: 'bought-before', active: 1 }, ' (they had bought before)'],
    [{ is: 'brought-before', active: 1 }, ' (another one brought them)'],
    [{ is: 'waits' }, ' (waits for its order)'],
    [{ is: 'nothing-left' }, ' (nothing was left to take off)'],
    [{ is: 'covered' }, ' (covered by a summary)'],
    [{ is: 'superseded' }, ' (a later one was known)'],
    [{ is: 'accepted', active: 1 }, ''],
    [{ is: 'taken-off', amount: 1, left: 1 }, ''],
    [{ is: 'refunded-before', amount: 1, left: 1 }, ''],
  ])('%j is why, or nothing is', (outcome, said) => {
    expect(nothingBecause(outcome)).toBe(said);
  });

  test('what is not known is not made up', () => expect(nothingBecause(undefined)).toBe(''));
});

describe('what has to be looked up before a decision', () => {
  test('orders of refunds, each once; purchases only where a refund came first', () => {
    expect(ordersToLookUp(NEW_CUSTOMER, [REFUND, REFUND, PURCHASE])).toEqual([key('o-1')]);
    const early = { ...NEW_CUSTOMER, ledger: { ...NEW_CUSTOMER.ledger, early: 1 } };
    expect(ordersToLookUp(early, [REFUND, PURCHASE])).toEqual([key('o-1'), key('o-2')]);
  });

  test('what orders earned and spendings took, where the customer ever had points', () => {
    expect(keysOfPoints(NEW_CUSTOMER, [REFUND, RETURNED])).toEqual([]);
    const withPoints = { ...NEW_CUSTOMER, loyalty: NO_LOYALTY };
    expect(keysOfPoints(withPoints, [REFUND, RETURNED, RETURNED, PURCHASE])).toEqual([key('o-1'), key('s-1')]);
  });
});
