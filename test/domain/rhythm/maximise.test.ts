import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelihood as betaGeometric } from '../../../domain/rhythm/beta-geometric-likelihood.ts';
import { likelihood as gammaGamma } from '../../../domain/rhythm/gamma-gamma.ts';
import { likelihood as gammaPoisson } from '../../../domain/rhythm/gamma-poisson.ts';
import { solve } from '../../../domain/rhythm/linear.ts';
import { maximise, type Objective, type Slope } from '../../../domain/rhythm/maximise.ts';
import { finish } from './base.ts';

const BOUNDS = { lowest: 1e-3, highest: 1e3 };

/** −Σ weight · (ln value − ln summit)²: its summit is known, and so is its curvature. */
function hill(summit: readonly number[], weights: readonly number[]): Objective {
  return (at) => {
    const away = at.map((value, index) => Math.log(value / (summit[index] ?? NaN)));
    return {
      value: -away.reduce((sum, d, index) => sum + (weights[index] ?? NaN) * d * d, 0),
      gradient: away.map((d, index) => (-2 * (weights[index] ?? NaN) * d) / (at[index] ?? NaN)),
    };
  };
}

describe('the search for a maximum', () => {
  test('finds the summit from anywhere, with its curvature', () => {
    const value = fc.double({ min: 0.01, max: 100, noNaN: true });
    const weight = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, weight, value), { minLength: 1, maxLength: 4 }), (numbers) => {
        const [summit, weights, start] = [0, 1, 2].map((part) => numbers.map((row) => row[part] ?? NaN));
        const { outcome } = finish(maximise(hill(summit ?? [], weights ?? []), start ?? [], BOUNDS));
        expect(outcome).toMatchObject({ isConverged: true, atBound: [] });
        for (const [index, found] of outcome.at.entries()) {
          expect(found / (summit?.[index] ?? NaN)).toBeCloseTo(1, 7);
          const error = (summit?.[index] ?? NaN) / Math.sqrt(2 * (weights?.[index] ?? NaN));
          expect((outcome.standardErrors[index] ?? NaN) / error).toBeCloseTo(1, 5);
        }
      }),
    );
  });

  test('follows a curved ridge (Rosenbrock, in the logarithms)', () => {
    const ridge: Objective = ([p = NaN, q = NaN]) => {
      const [x, y] = [Math.log(p), Math.log(q)];
      const rise = y - x * x;
      return {
        value: -((1 - x) ** 2) - 100 * rise * rise,
        gradient: [(2 * (1 - x) + 400 * x * rise) / p, (-200 * rise) / q],
      };
    };
    const { outcome } = finish(maximise(ridge, [Math.exp(-1.2), Math.E], BOUNDS));
    expect(outcome.isConverged).toBe(true);
    for (const value of outcome.at) expect(value).toBeCloseTo(Math.E, 7);
  });

  test('stops at the bound where the summit lies beyond it, and climbs in what is left', () => {
    const { outcome } = finish(maximise(hill([1e6, 2], [1, 1]), [1, 1], BOUNDS));
    expect(outcome.atBound).toEqual([0]);
    expect((outcome.at[0] ?? NaN) / 1e3).toBeCloseTo(1, 2);
    expect(outcome.at[1]).toBeCloseTo(2, 7);
  });

  test('says so where there is no summit to find', () => {
    const nonsense: Objective = (at) => ({ value: NaN, gradient: at.map(() => NaN) });
    expect(finish(maximise(nonsense, [1, 1], BOUNDS)).outcome.isConverged).toBe(false);
  });

  test('pauses before each evaluation', () => {
    let evaluations = 0;
    const counted = hill([3], [2]);
    const { outcome, pauses } = finish(
      maximise(
        (at) => {
          evaluations += 1;
          return counted(at);
        },
        [1],
        BOUNDS,
      ),
    );
    expect([evaluations, outcome.evaluations]).toEqual([pauses, pauses]);
    expect(pauses).toBeGreaterThan(3);
  });
});

describe('the slopes of the likelihoods', () => {
  const positive = fc.double({ min: 0.1, max: 20, noNaN: true });
  const groups = [
    { x: 0, tx: 0, T: 30, count: 5 },
    { x: 1, tx: 0.4, T: 38, count: 2 },
    { x: 7, tx: 29, T: 31, count: 3 },
    { x: 40, tx: 10, T: 90, count: 1 },
  ];

  function expectSlopes(objective: (at: readonly number[]) => Slope, at: readonly number[]) {
    const { gradient } = objective(at);
    for (const [index, value] of at.entries()) {
      const step = value * 1e-5;
      const moved = (by: number) => objective(at.with(index, value + by)).value;
      const slope = (moved(step) - moved(-step)) / (2 * step);
      const noise = (1e-13 * Math.abs(moved(0))) / step;
      const wrong = Math.abs((gradient[index] ?? NaN) - slope);
      expect(wrong).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(slope) + 1 / value) + 10 * noise);
    }
  }

  test.each([
    ['BG/NBD', 0],
    ['MBG/NBD', 1],
  ])('of %s are those of its values', (_, first) => {
    const of = betaGeometric(groups, (x) => x + first);
    fc.assert(
      fc.property(positive, positive, positive, positive, (...at) => {
        expectSlopes(([r = NaN, alpha = NaN, a = NaN, b = NaN]) => of({ r, alpha, a, b }), at);
      }),
    );
  });

  test('of Gamma–Poisson and Gamma–Gamma are those of their values', () => {
    const poisson = gammaPoisson(groups);
    const spend = gammaGamma([
      { x: 1, mean: 30, count: 2 },
      { x: 9, mean: 4, count: 1 },
      { x: 9, mean: 0.2, count: 3 },
    ]);
    fc.assert(
      fc.property(positive, positive, positive, (...at) => {
        expectSlopes(([r = NaN, alpha = NaN]) => poisson({ r, alpha }), at.slice(0, 2));
        expectSlopes(([p = NaN, q = NaN, v = NaN]) => spend({ p, q, v }), at);
      }),
    );
  });
});

describe('linear equations', () => {
  test('are solved where the matrix is positive definite', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(number, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
        (rows) => {
          const matrix = rows.map((one, i) =>
            rows.map((other, j) => one.reduce((sum, value, k) => sum + value * (other[k] ?? NaN), i === j ? 1 : 0)),
          );
          const solution = solve(matrix, [1, -2, 3, 0.5]);
          const right = matrix.map((row) => row.reduce((sum, value, k) => sum + value * (solution?.[k] ?? NaN), 0));
          for (const [index, expected] of [1, -2, 3, 0.5].entries()) expect(right[index]).toBeCloseTo(expected, 6);
        },
      ),
    );
  });

  test('are refused where it is not', () => {
    expect(
      solve(
        [
          [1, 2],
          [2, 1],
        ],
        [1, 1],
      ),
    ).toBeUndefined();
    expect(solve([[NaN]], [1])).toBeUndefined();
  });
});
