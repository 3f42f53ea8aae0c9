import { expect, test } from 'vitest';
import { fieldsOf, ruleFrom, ruleOf, TYPES } from '../../web/screens/data/sources/mapping.ts';

test('a rule that is opened and saved is what it was', () => {
  const saved = [
    { event: 'Checkout Done', type: 'purchase', fields: { order: 'cart.no', amount: 'cart.sum' } },
    { event: 'Debug', type: 'ignore' },
    { event: 'Quiz Finished', type: 'quiz.done' },
  ];
  expect(saved.map(ruleFrom).map(ruleOf)).toEqual(saved);
});

test('what was written for another type is not saved, and an empty field is left out', () => {
  const rule = { event: 'Seen', becomes: 'view', own: 'old.type', fields: { amount: 'sum', item: '' } } as const;
  expect(ruleOf(rule)).toEqual({ event: 'Seen', type: 'view' });
  expect(ruleOf({ ...rule, becomes: 'own' })).toEqual({ event: 'Seen', type: 'old.type' });
});

test('only what has an amount or an article has fields that may lie elsewhere', () => {
  expect(TYPES.filter((type) => fieldsOf(type).length > 0)).toEqual(['purchase', 'refund', 'view', 'cart']);
});
