import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceInterval, momentsOfShare, momentsOfSums } from '../../../domain/measure/differences.ts';
import { betterOf, liftOf, type ArmTotals } from '../../../domain/measure/lift.ts';
import { lackingFor } from '../../../domain/measure/more-conversions.ts';
import { isDifferent, lnEvidence, ratioInterval } from '../../../domain/measure/relative-lift.ts';
import { newcombe } from '../../../domain/measure/shares.ts';

const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const conversions = fc.record({ treated: fc.nat(2_000), control: fc.nat(2_000), share });

test('the interval holds the ratio that was seen, and excludes 1 just where the evidence says so', () => {
  fc.assert(
    fc.property(conversions, ({ treated, control, share: of }) => {
      const interval = ratioInterval({ treated, control, share: of });
      const [from, to] = interval;
      const seen = control === 0 ? Infinity : (treated / control) * ((1 - of) / of);
      if (treated + control > 0) {
        expect(from).toBeLessThanOrEqual(seen * (1 + 1e-9));
        expect(to ?? Infinity).toBeGreaterThanOrEqual(seen * (1 - 1e-9));
      }
      const evidence = lnEvidence({ treated, control, share: of }, of);
      if (Math.abs(evidence - Math.log(20)) > 1e-6) expect(isDifferent(interval)).toBe(evidence > Math.log(20));
    }),
  );
});

test('nothing known: anything is possible', () => {
  expect(ratioInterval({ treated: 0, control: 0, share: 0.5 })).toEqual([0, null]);
});

/** From simulations published with the method: how many conversions a difference takes. */
test.each([
  [2, 0.5, 96],
  [1.5, 0.5, 233],
  [1.2, 0.5, 1_157],
  [2, 0.9, 304],
  [1.5, 0.9, 769],
  [1.2, 0.9, 3_823],
])('a ratio of %d with a share of %d shows after about %d conversions', (ratio, of, wanted) => {
  const chance = (of * ratio) / (of * ratio + 1 - of);
  const seen = 0.25 * wanted;
  const lacking = lackingFor({ treated: seen * chance, control: seen * (1 - chance), share: of });
  expect(lacking.ratio).toBeCloseTo(ratio, 6);
  expect(Math.abs(seen + lacking.conversions - wanted)).toBeLessThanOrEqual(1);
});

test('what is lacking is worked out with a usual ratio at first, and never with one beyond belief', () => {
  expect(lackingFor({ treated: 0, control: 0, share: 0.5 })).toEqual({ conversions: 233, ratio: 1.5 });
  expect(lackingFor({ treated: 30, control: 0, share: 0.5 }).ratio).toBe(2);
  expect(lackingFor({ treated: 500, control: 500, share: 0.5 }).ratio).toBe(1.2);
  expect(lackingFor({ treated: 40, control: 60, share: 0.5 }).ratio).toBeCloseTo(2 / 3, 9);
});

test('what is lacking is just enough to show: one conversion fewer is not', () => {
  fc.assert(
    fc.property(conversions, (seen) => {
      if (isDifferent(ratioInterval(seen))) return;
      const { conversions: more, ratio } = lackingFor(seen);
      const chance = (seen.share * ratio) / (seen.share * ratio + 1 - seen.share);
      const after = (n: number) => {
        const then = {
          treated: seen.treated + n * chance,
          control: seen.control + n * (1 - chance),
          share: seen.share,
        };
        return lnEvidence(then, seen.share);
      };
      expect(after(more)).toBeGreaterThanOrEqual(Math.log(20));
      expect(more).toBeGreaterThan(0);
    }),
  );
});

test('a published check of Newcombe: 56 of 70 against 48 of 80', () => {
  const [from, to] = newcombe({ of: 70, converted: 56 }, { of: 80, converted: 48 });
  expect([from, to].map((value) => value.toFixed(4))).toEqual(['0.0524', '0.3339']);
});

test('sums over customers come to the moments of a share where everybody is 0 or 1', () => {
  expect(momentsOfSums(500, 12, 12)).toEqual(momentsOfShare({ of: 500, converted: 12 }));
  const [from, to] = differenceInterval(momentsOfSums(4, 40, 400), momentsOfSums(4, 40, 400));
  expect([from, to]).toEqual([0, 0]);
});

test('among two equal arms that are looked at after every conversion, hardly any difference is ever called', () => {
  let seed = 7;
  const random = () => ((seed = (seed * 16_807) % 2_147_483_647) - 1) / 2_147_483_646;
  const called = Array.from({ length: 400 }, () => {
    const seen = { treated: 0, control: 0, share: 0.9 };
    for (let n = 0; n < 300; n += 1) {
      if (random() < 0.9) seen.treated += 1;
      else seen.control += 1;
      if (lnEvidence(seen, 0.9) > Math.log(20)) return true;
    }
    return false;
  });
  expect(called.filter(Boolean).length / called.length).toBeLessThan(0.03);
});

const arm = (given: Partial<ArmTotals> = {}): ArmTotals => {
  return { assigned: 1_000, matured: 1_000, converted: 0, buyers: 0, revenue: 0, squares: 0, ...given };
};

test('arms that do not hold what was meant hide the lift, however clear it looks', () => {
  const treated = arm({ assigned: 5_200, matured: 5_000, converted: 900 });
  const control = arm({ assigned: 4_800, matured: 4_800, converted: 300 });
  expect(liftOf({ treated, control, share: 0.5, isOver: true })).toEqual({ is: 'hidden' });
  const even = { ...treated, assigned: 4_900 };
  expect(liftOf({ treated: even, control, share: 0.5, isOver: true })).toMatchObject({ is: 'different' });
});

test('while too few converted or bought, nothing but the ratio is told, and what is lacking', () => {
  const few = { treated: arm({ converted: 9, buyers: 19 }), control: arm({ converted: 40, buyers: 40 }) };
  const lift = liftOf({ ...few, share: 0.5, isOver: false });
  expect(lift).toMatchObject({ difference: null, revenue: null, atEnd: null });
  const enough = { treated: arm({ converted: 10, buyers: 20, revenue: 900, squares: 81_000 }), control: few.control };
  const now = liftOf({ ...enough, share: 0.5, isOver: true });
  expect(now).toMatchObject({ is: 'different', lacking: null });
  expect(now).not.toMatchObject({ difference: null });
  expect(now).not.toMatchObject({ revenue: null });
  expect(now).not.toMatchObject({ atEnd: null });
});

test('at the declared end revenue is told for one look, where that promises no more than it holds', () => {
  const bought = { converted: 60, buyers: 60, revenue: 60_000, squares: 90_000_000 };
  const [treated, control] = [arm({ ...bought, matured: 2_000 }), arm({ ...bought, matured: 2_000, revenue: 40_000 })];
  const told = (given: Partial<Parameters<typeof liftOf>[0]>) => {
    const lift = liftOf({ treated, control, share: 0.5, isOver: true, ...given });
    return lift.is === 'hidden' ? null : lift.revenueAtEnd;
  };
  const [from, to] = told({}) ?? [0, 0];
  expect((from + to) / 2).toBeCloseTo(10, 9);
  // Variances of 45,000 - 900 and 45,000 - 400 over 2,000 customers each.
  expect((to - from) / 2).toBeCloseTo(1.959964 * Math.sqrt((44_100 + 44_600) / 2_000), 4);
  expect(told({ isOver: false })).toBeNull();
  expect(told({ control: { ...control, matured: 1_999 } })).toBeNull();
  expect(told({ control: { ...control, buyers: 19 } })).toBeNull();
  const few = { ...control, assigned: 250 };
  expect(told({ treated: { ...treated, assigned: 750 }, control: few, share: 0.75 })).toBeNull();
});

test('the better arm is named once no difference is excluded, in either direction', () => {
  const [many, few] = [arm({ converted: 267 }), arm({ converted: 122 })];
  const better = (treated: ArmTotals, control: ArmTotals) =>
    betterOf(liftOf({ treated, control, share: 0.5, isOver: false }));
  expect(better(many, few)).toBe('treated');
  expect(better(few, many)).toBe('control');
  expect(better(few, few)).toBeNull();
});

test('conversions that would not have been follow from the ratio', () => {
  const lift = liftOf({
    treated: arm({ converted: 267 }),
    control: arm({ converted: 122 }),
    share: 0.5,
    isOver: false,
  });
  if (lift.is === 'hidden') throw new Error('the arms are as meant');
  expect(lift.additional[0]).toBeCloseTo(267 * (1 - 1 / 1.4543619831), 4);
  expect(lift.additional[1]).toBeCloseTo(267 * (1 - 1 / 3.3658719763), 4);
});
