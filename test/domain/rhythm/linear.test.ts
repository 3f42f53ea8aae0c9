import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entry, solve } from '../../../domain/rhythm/linear.ts';

const number = fc.double({ min: -10, max: 10, noNaN: true });
/** Rows of any matrix times its transpose, and 1 added on the diagonal: symmetric and positive definite. */
const problems = fc.integer({ min: 1, max: 4 }).chain((size) => {
  const vector = fc.array(number, { minLength: size, maxLength: size });
  return fc.record({ rows: fc.array(vector, { minLength: size, maxLength: size }), unknown: vector });
});
const product = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, place) => sum + value * entry(other, place), 0);

test('given a matrix and what it makes of a vector, then the vector is found again', () => {
  fc.assert(
    fc.property(problems, ({ rows, unknown }) => {
      const matrix = rows.map((row, i) => rows.map((other, j) => product(row, other) + (i === j ? 1 : 0)));
      const found = solve(
        matrix,
        matrix.map((row) => product(row, unknown)),
      );
      for (const [place, value] of unknown.entries()) expect(entry(found ?? [], place)).toBeCloseTo(value, 4);
    }),
  );
});

test('given a matrix that is not positive definite, then there is no solution', () => {
  for (const matrix of [
    [[0]],
    [[-1]],
    [
      [1, 2],
      [2, 1],
    ],
    [[NaN]],
  ]) {
    expect(
      solve(
        matrix,
        matrix.map(() => 1),
      ),
    ).toBeUndefined();
  }
});

test('given a place beyond the end of a vector, then the number there is NaN, and so is a solution made of it', () => {
  expect([entry([7], 0), entry([7], 1)]).toEqual([7, NaN]);
  expect(
    solve(
      [
        [2, 0],
        [0, 2],
      ],
      [4],
    ),
  ).toEqual([NaN, NaN]);
});
