import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../domain/journey/conditions/condition.schema.ts';
import { CustomerFacts, holds, type Facts } from '../../../domain/journey/conditions/condition.ts';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER } from '../../../domain/ledger/ledger.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY } from '../../../domain/time.ts';
import {
  aContext,
  aCustomer,
  aProfileChange,
  aPurchase,
  aRefund,
  aSegment,
  aStanding,
  anActivity,
  NOON,
} from '../../builders.ts';

const values = new Map<string, string | number | boolean>([
  ['score.r', 4],
  ['segment', 'loyal'],
  ['event.gift', true],
  ['event.day', '2026-01-12'],
]);
const known: Facts = { read: (field) => values.get(field), did: () => false, isIn: () => false };
const valuesOf = (...of: ConstructorParameters<typeof CustomerFacts>) => {
  const facts = new CustomerFacts(...of);
  return (field: string) => facts.read(field);
};
const holdsFor = (field: string, op: string, value: unknown) => holds({ field, op, value } as Comparison, known);

describe('a comparison', () => {
  test.each([
    ['score.r', 'eq', 4, true],
    ['score.r', 'eq', '4', false],
    ['score.r', 'ne', 5, true],
    ['score.r', 'lt', 5, true],
    ['score.r', 'lt', 4, false],
    ['score.r', 'lte', 4, true],
    ['score.r', 'gt', 3, true],
    ['score.r', 'gt', 4, false],
    ['score.r', 'gte', 4, true],
    ['score.r', 'gte', '3', false],
    ['segment', 'in', ['loyal', 'lost'], true],
    ['segment', 'not-in', ['loyal', 'lost'], false],
    ['event.gift', 'eq', true, true],
    ['event.gift', 'gt', false, false],
    ['event.day', 'gte', '2026-01-01', true],
  ])('%s %s %j is %s', (field, op, value, expected) => {
    expect(holdsFor(field, op, value)).toBe(expected);
  });

  test.each([
    ['eq', 1, false],
    ['lt', 1, false],
    ['gte', 1, false],
    ['in', [1], false],
    ['ne', 1, true],
    ['not-in', [1], true],
  ])('of a missing value with %s %j is %s', (op, value, expected) => {
    expect(holdsFor('score.m', op, value)).toBe(expected);
  });
});

describe('all, any and not', () => {
  const yes = { field: 'score.r', op: 'eq', value: 4 } as const;
  const no = { field: 'score.r', op: 'eq', value: 1 } as const;

  test('combine as they say', () => {
    expect(holds({ all: [yes, no] }, known)).toBe(false);
    expect(holds({ any: [no, yes] }, known)).toBe(true);
    expect(holds({ not: { all: [yes, { not: yes }] } }, known)).toBe(true);
  });
});

describe('the facts', () => {
  const standing = aStanding({ scores: { r: 3, f: 2, m: null }, segment: aSegment('needs-attention') });

  test('tell of the customer as of this instant', () => {
    const facts = valuesOf(aContext({ state: aCustomer({ standing, silence: 'overdue' }) }));
    expect(['segment', 'score.r', 'score.f', 'score.m', 'silence', 'totals.orders'].map(facts)).toEqual([
      'needs-attention',
      3,
      2,
      undefined,
      'overdue',
      0,
    ]);
  });

  test('tell how much was bought, how long ago, and where that is heading', () => {
    const purchase = { at: NOON - 3 * DAY, amount: 4_200 };
    const [ledger] = addPurchase(EMPTY_LEDGER, purchase, UNKNOWN_ORDER, UTC);
    const facts = valuesOf(aContext({ state: aCustomer({ ledger, standing }) }));
    const fields = ['totals.orders', 'totals.revenue', 'days-since-last', 'trajectory'];
    expect(fields.map(facts)).toEqual([1, 4_200, 3, 'new']);
    expect(fields.map(valuesOf(aContext()))).toEqual([0, 0, undefined, undefined]);
  });

  test('know neither segment nor days for somebody who has never bought', () => {
    const facts = valuesOf(aContext());
    expect([facts('segment'), facts('days-since-last')]).toEqual([undefined, undefined]);
  });

  test('tell of the event, with the amount it really has', () => {
    const facts = valuesOf(aContext(), aPurchase({ amount: 900, facts: { amount: 1, colour: 'red' } }));
    expect([facts('event.amount'), facts('event.colour')]).toEqual([900, 'red']);
    expect(valuesOf(aContext(), aRefund({ amount: 300 }))('event.amount')).toBe(300);
    expect(valuesOf(aContext(), anActivity({ facts: { amount: 7 } }))('event.amount')).toBe(7);
    expect(valuesOf(aContext(), aProfileChange())('event.amount')).toBeUndefined();
  });

  test('never find what every object inherits', () => {
    expect(valuesOf(aContext(), anActivity({ facts: {} }))('event.constructor')).toBeUndefined();
  });
});
