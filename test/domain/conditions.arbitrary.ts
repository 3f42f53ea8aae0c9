import fc from 'fast-check';
import type { Condition } from '../../domain/journey/conditions/condition.schema.ts';
import { WEEKDAYS } from '../../domain/local-time.ts';

const number = (field: string, max: number) =>
  fc.record({
    field: fc.constant(field),
    op: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq', 'ne'),
    value: fc.integer({ min: 0, max }),
  });

const leaf = fc.oneof(
  number('days-since-last', 200),
  number('totals.orders', 6),
  number('totals.revenue', 20_000),
  number('time.hour', 23),
  fc.record({
    field: fc.constant('time.hour'),
    op: fc.constant('in'),
    value: fc.uniqueArray(fc.nat(23), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    field: fc.constant('time.weekday'),
    op: fc.constantFrom('eq', 'ne'),
    value: fc.constantFrom(...WEEKDAYS),
  }),
  fc.record({
    field: fc.constant('trajectory'),
    op: fc.constant('eq'),
    value: fc.constantFrom('growing', 'steady', 'declining'),
  }),
  fc.record({
    field: fc.constant('segment'),
    op: fc.constantFrom('eq', 'ne'),
    value: fc.constantFrom('lost', 'champions', 'at-risk'),
  }),
  fc.record({
    field: fc.constant('silence'),
    op: fc.constant('eq'),
    value: fc.constantFrom('active', 'overdue', 'lapsed'),
  }),
  fc.record({ field: fc.constant('score.r'), op: fc.constant('gte'), value: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    did: fc.constantFrom('purchase', 'view', 'refund'),
    times: fc.integer({ min: 1, max: 3 }),
    within: fc.constantFrom(undefined, '2h', '30d', '300d'),
  }),
) as fc.Arbitrary<Condition>;

/** Whatever can be asked of a customer; whether it makes sense or not. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('any').map((not) => ({ not })),
  ),
})).any;
