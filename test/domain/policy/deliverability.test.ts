import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFates,
  FATES,
  fatesOf,
  NO_FATES,
  ratesOf,
  warningsOf,
  type MessageBack,
} from '../../../domain/policy/deliverability.ts';

const bounced = { bounced: 'hard' } satisfies MessageBack;

test.each([
  [{ state: 'begun' }, {}],
  [{ state: 'retry' }, {}],
  [{ state: 'skipped' }, {}],
  [{ state: 'failed' }, { failed: 1 }],
  [{ state: 'unknown' }, { unknown: 1 }],
  [
    { state: 'unknown', back: bounced },
    { unknown: 1, bounced: 1, bouncedHard: 1 },
  ],
  [{ state: 'done' }, { sent: 1 }],
  [
    { state: 'done', delivery: 'delivered', back: { clicked: true } },
    { sent: 1, delivered: 1, clicked: 1 },
  ],
  [
    { state: 'done', delivery: 'undelivered' },
    { sent: 1, bounced: 1 },
  ],
  [
    { state: 'done', delivery: 'undelivered', back: bounced },
    { sent: 1, bounced: 1, bouncedHard: 1 },
  ],
  [
    { state: 'done', back: { bounced: 'blocked', complained: true, unsubscribed: true, opened: true } },
    { sent: 1, bounced: 1, complained: 1, unsubscribed: 1, opened: 1 },
  ],
] as const)('%j comes to %j', (fate, adds) => {
  expect(fatesOf(fate)).toEqual(adds);
});

test('sums do not depend on the order, and shares are of what arrived', () => {
  const some = fc.record(
    Object.fromEntries(FATES.map((fate) => [fate, fc.nat(1_000)])) as Record<'sent', fc.Arbitrary<number>>,
  );
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [a, b] = [
        { ...NO_FATES, ...one },
        { ...NO_FATES, ...other },
      ];
      expect(addFates(a, b)).toEqual(addFates(b, a));
    }),
  );
  const rates = ratesOf({ ...NO_FATES, sent: 100, bounced: 20, complained: 8, opened: 40 });
  expect(rates).toEqual({ bounced: 0.2, complained: 0.1, unsubscribed: 0, opened: 0.5, clicked: 0 });
  expect(ratesOf(NO_FATES)).toEqual({
    bounced: null,
    complained: null,
    unsubscribed: null,
    opened: null,
    clicked: null,
  });
});

test.each([
  [{ sent: 10_000, complained: 10, bounced: 200 }, ['complaints']],
  [{ sent: 10_000, complained: 10 }, []],
  [{ sent: 10_000, complained: 11 }, ['complaints']],
  [{ sent: 10_000, complained: 30 }, ['complaints-blocking']],
  [{ sent: 10_000, bounced: 201 }, ['bounces']],
  [{ sent: 100, complained: 1, bounced: 3 }, ['complaints-blocking', 'bounces']],
  [{}, []],
])('of %j it warns of %j', (some, warnings) => {
  expect(warningsOf({ ...NO_FATES, ...some })).toEqual(warnings);
});
