import { expect, test } from 'vitest';
import {
  categoriesOf,
  categoryName,
  withCap,
  withCategory,
  withEmailCap,
  type Policies,
} from '../../web/screens/data/policies/draft.ts';

const policies: Policies = {
  caps: { best: { messages: 2, days: 7 } },
  otherwise: { messages: 3, days: 7 },
  quietHours: null,
  holdAtMostHours: 24,
  holdout: null,
};

test('caps come and go', () => {
  const cap = { messages: 1, days: 30 };
  expect(withCap(policies, 'lost', cap).caps).toEqual({ ...policies.caps, lost: cap });
  expect(withCap(policies, 'best', null).caps).toEqual({});
  expect(withEmailCap(policies, cap).channels).toEqual({ email: cap });
  expect(withEmailCap(withEmailCap(policies, cap), null)).toEqual(policies);
});

test('categories come and go, and without any none is named', () => {
  const named = withCategory(policies, 'service', { exempt: true });
  expect([...categoriesOf(named)]).toEqual([['service', { exempt: true }]]);
  expect(withCategory(named, 'service', null)).toEqual(policies);
});

test.each([
  [' Order News! ', 'order-news'],
  ['digest', 'digest'],
  ['--', ''],
])('the category "%s" is called "%s"', (text, name) => {
  expect(categoryName(text)).toBe(name);
});
