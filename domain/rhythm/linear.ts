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
      const rest = (row[j] ?? NaN) - dot(mine, other, j);
      if (i === j && !(rest > 0)) return undefined;
      mine.push(i === j ? Math.sqrt(rest) : rest / (other[j] ?? NaN));
    }
    lower.push(mine);
  }
  return backward(lower, forward(lower, right));
}

function forward(lower: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const known: number[] = [];
  for (const [i, row] of lower.entries()) known.push(((right[i] ?? NaN) - dot(row, known, i)) / (row[i] ?? NaN));
  return known;
}

function backward(lower: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const known = Array.from<number>({ length: lower.length }).fill(0);
  for (let i = lower.length - 1; i >= 0; i -= 1) {
    const column = lower.map((row) => row[i] ?? 0);
    const later = column.reduce((sum, value, k) => (k > i ? sum + value * (known[k] ?? NaN) : sum), 0);
    known[i] = ((right[i] ?? NaN) - later) / (column[i] ?? NaN);
  }
  return known;
}

function dot(one: readonly number[], other: readonly number[], length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k += 1) sum += (one[k] ?? NaN) * (other[k] ?? NaN);
  return sum;
}
