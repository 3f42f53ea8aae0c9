import { expect, test } from 'vitest';
import { byChange } from '../../../web/screens/segments/changes.ts';

type Customer = Parameters<typeof byChange>[0][number];

const somebody = (
  id: string,
  what: NonNullable<Customer['nextChange']>['what'] | null,
  to: string | null = null,
): Customer => ({
  id,
  segment: 'loyal',
  score: 'R5F5M5',
  since: null,
  silence: 'active',
  orders: 3,
  revenue: 9_000,
  lastPurchaseAt: null,
  nextChange: what && { at: '2026-06-15T12:00:00.000Z', because: 'time passes', is: 'other', to, what },
  audiences: [],
  inside: [],
  hasEmail: true,
  consent: 'granted',
});

test('next changes stand by what they are: the first to come first, what says least last, whoever stays left out', () => {
  const groups = byChange([
    somebody('a', 'wait'),
    somebody('b', 'segment', 'lost'),
    somebody('c', 'overdue'),
    somebody('d', 'segment', 'at-risk'),
    somebody('e', null),
    somebody('f', 'segment', 'lost'),
    somebody('g', 'wait'),
    somebody('h', 'loyalty'),
  ]);
  expect(groups.map(({ what, to, people }) => [what, to, people.map(({ id }) => id).join()])).toEqual([
    ['segment', 'lost', 'b,f'],
    ['overdue', null, 'c'],
    ['segment', 'at-risk', 'd'],
    ['wait', null, 'a,g'],
    ['loyalty', null, 'h'],
  ]);
});
