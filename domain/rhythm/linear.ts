/**
 * Solves matrix · unknown = right for a symmetric, positive definite matrix, by Cholesky's method.
 * @returns `undefined` where the matrix is not positive definite.
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const mine: number[] = [];
    for (let j = 0; j <= i; j += 1) {
      const other = lower[j] ?? mine;
      const rest = entry(row, j) - dot(mine, other, j);
      if (i === j && !(rest > 0)) return undefined;
      mine.push(i === j ? Math.sqrt(rest) : rest / entry(other, j));
    }
    lower.push(mine);
  }
  return backward(lower, forward(lower, right));
}

/** The number at a place of a vector; NaN beyond its end, so that a wrong place shows in the result. */
export function entry(vector: Readonly<ArrayLike<number>>, place: number): number {
  return vector[place] ?? NaN;
}

function forward(lower: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const known: number[] = [];
  for (const [i, row] of lower.entries()) known.push((entry(right, i) - dot(row, known, i)) / entry(row, i));
  return known;
}

function backward(lower: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const known = Array.from<number>({ length: lower.length }).fill(0);
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    const column = lower.map((row) => row[i] ?? 0);
    const later = column.reduce((sum, value, k) => (k > i ? sum + value * entry(known, k) : sum), 0);
    known[i] = (entry(right, i) - later) / entry(column, i);
  }
  return known;
}

function dot(one: readonly number[], other: readonly number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += entry(one, k) * entry(other, k);
  return sum;
}
