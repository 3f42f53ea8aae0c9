import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kaplanMeier, type Watched } from '../../../domain/rhythm/kaplan-meier.ts';

const watched = fc.array(fc.record({ days: fc.integer({ min: 0, max: 20 }), isOver: fc.boolean() }), { maxLength: 60 });
const over = (days: number): Watched => ({ days, isOver: true });
const open = (days: number): Watched => ({ days, isOver: false });

/**
 * Weeks of remission of 21 patients with acute leukaemia on 6-mercaptopurine: Freireich et al., Blood 21 (1963); the table is
 * that of Cox and Oakes, Analysis of Survival Data (1984).
 */
const MERCAPTOPURINE: readonly Watched[] = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(over),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(open),
];

test('given the remissions of Freireich 1963, then the curve is the published one', () => {
  const found = kaplanMeier(MERCAPTOPURINE);
  expect(found.map(({ days, atRisk, share }) => [days, atRisk, Number(share.toFixed(3))])).toEqual([
    [6, 21, 0.857],
    [7, 17, 0.807],
    [10, 15, 0.753],
    [13, 12, 0.69],
    [16, 11, 0.627],
    [22, 7, 0.538],
    [23, 6, 0.448],
  ]);
});

test('given all ends are known, then the share is that of those who lasted longer', () => {
  fc.assert(
    fc.property(watched, (some) => {
      const all = some.map(({ days }) => over(days));
      for (const { days, share } of kaplanMeier(all)) {
        expect(share).toBeCloseTo(all.filter((one) => one.days > days).length / all.length, 12);
      }
    }),
  );
});

test('given any watching, then each step is what is left of those at risk, and the order does not matter', () => {
  fc.assert(
    fc.property(watched, (some) => {
      let left = 1;
      const steps = [];
      for (let day = 0; day <= 20; day += 1) {
        const atRisk = some.filter(({ days }) => days >= day).length;
        const ended = some.filter(({ days, isOver }) => isOver && days === day).length;
        left *= atRisk === 0 ? 1 : (atRisk - ended) / atRisk;
        if (ended > 0) steps.push({ days: day, atRisk, share: expect.closeTo(left, 12) });
      }
      expect(kaplanMeier(some)).toEqual(steps);
      expect(kaplanMeier(some.toReversed())).toEqual(kaplanMeier(some));
    }),
  );
});

test('given somebody whose watching stopped on the day of an end, then they count as at risk on it', () => {
  expect(kaplanMeier([over(5), open(5)])).toEqual([{ days: 5, share: 0.5, atRisk: 2 }]);
  expect(kaplanMeier([over(5), open(4)])).toEqual([{ days: 5, share: 0, atRisk: 1 }]);
});

test('given nothing that has ended, then there is no step', () => {
  expect(kaplanMeier([])).toEqual([]);
  expect(kaplanMeier([open(3), open(9)])).toEqual([]);
});
