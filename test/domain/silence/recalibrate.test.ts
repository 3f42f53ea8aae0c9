import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibrated, type Calibration } from '../../../domain/rhythm/isotonic.ts';
import { driftOf } from '../../../domain/silence/drift.ts';
import { recalibrated, type JudgedChance } from '../../../domain/silence/recalibrate.ts';

const CALIBRATION: Calibration = [
  [0.1, 0.02],
  [0.3, 0.2],
  [0.6, 0.45],
  [0.9, 0.97],
];

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const knots = fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 12 }).map((some): Calibration => {
  const chances = some.map(([, chance]) => 0.01 + 0.98 * chance).toSorted((a, b) => a - b);
  return chances.map((chance, n) => [n, chance] as const);
});
/** Scores within the reach of any such calibration, how many stages had them, and which share came back. */
const outcomes = fc.array(
  fc.tuple(fc.double({ min: 0, max: 12, noNaN: true }), fc.integer({ min: 1, max: 500 }), unit),
  {
    minLength: 1,
    maxLength: 30,
  },
);

interface Seen extends JudgedChance {
  readonly score: number;
}

function seenBy(calibration: Calibration, some: readonly (readonly [number, number, number])[]): readonly Seen[] {
  return some.map(([score, judged, share]) => {
    return {
      score,
      judged,
      chance: calibrated(calibration, score),
      returned: Math.round(judged * (0.01 + 0.98 * share)),
    };
  });
}

const total = (seen: readonly Seen[], of: (one: Seen) => number) => seen.reduce((sum, one) => sum + of(one), 0);

describe('chances measured anew', () => {
  test('are on the whole what happened', () => {
    fc.assert(
      fc.property(knots, outcomes, (before, some) => {
        const seen = seenBy(before, some);
        const [judged, returned] = [total(seen, (one) => one.judged), total(seen, (one) => one.returned)];
        fc.pre(returned > 0 && returned < judged);
        const after = recalibrated(before, seen);
        const predicted = total(seen, (one) => one.judged * calibrated(after, one.score)) / judged;
        expect(predicted).toBeCloseTo(returned / judged, 6);
      }),
    );
  });

  test('keep their order, stay chances, and move all one way', () => {
    fc.assert(
      fc.property(knots, outcomes, (before, some) => {
        const after = recalibrated(before, seenBy(before, some));
        expect(after.map(([score]) => score)).toEqual(before.map(([score]) => score));
        const chances = after.map(([, chance]) => chance);
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
        expect(chances).toEqual(chances.toSorted((a, b) => a - b));
        const ways = new Set(
          after.map(([, chance], n) => Math.sign(chance - (before[n]?.[1] ?? NaN))).filter((way) => way !== 0),
        );
        expect(ways.size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('stay as they are where they were right, where nothing was judged, and where they were measured before', () => {
    expect(recalibrated(CALIBRATION, [])).toEqual(CALIBRATION);
    const right = recalibrated(CALIBRATION, [{ chance: 0.2, judged: 100, returned: 20 }]);
    right.forEach(([, chance], n) => expect(chance).toBeCloseTo(CALIBRATION[n]?.[1] ?? NaN, 8));
  });

  test('leave nothing off: the same outcomes raise no second alert', () => {
    const seen = [{ chance: 0.2, judged: 300, returned: 120 }];
    const chance = calibrated(recalibrated(CALIBRATION, seen), 0.3);
    expect(chance).toBeCloseTo(0.4, 6);
    const sums = { judged: 300, returned: 120, chances: 300 * chance, variance: 72, dd: 72, dn: 0, nn: 300 };
    expect(driftOf(sums, 180)?.alert).toBe(false);
  });
});
