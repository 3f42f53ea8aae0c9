import { expect, test } from 'vitest';
import {
  categoriesOf,
  categoryName,
  countryCode,
  countryRulesOf,
  withCap,
  withCategory,
  withCountryRule,
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

test('quiet hours of countries come and go, by channel too, and without any none is named', () => {
  const hours = { from: '20:00', to: '09:00' };
  const one = withCountryRule(policies, { country: 'US', channel: 'sms' }, hours);
  const two = withCountryRule(one, { country: 'US', channel: 'all' }, null);
  expect(two.quietHoursIn).toEqual({ US: { sms: hours, all: null } });
  expect(countryRulesOf(two)).toEqual([
    { country: 'US', channel: 'all', hours: null },
    { country: 'US', channel: 'sms', hours },
  ]);
  const gone = withCountryRule(two, { country: 'US', channel: 'all' }, undefined);
  expect(withCountryRule(gone, { country: 'US', channel: 'sms' }, undefined)).toEqual(policies);
  expect([' us ', 'u', '12'].map(countryCode)).toEqual(['US', '', '']);
});
