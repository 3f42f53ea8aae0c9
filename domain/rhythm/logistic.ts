import { entry, solve } from './linear.ts';

/** Rows of equal length, one after another, with what came of each and how much it weighs. */
export interface LogisticData {
  readonly width: number;
  readonly features: Float64Array;
  /** 1 where it happened, else 0. */
  readonly happened: Uint8Array;
  readonly weights: Float64Array;
}

const MOST_ROUNDS = 25;
const GAIN_AT_END = 1e-7;
/** Rows worked on between two signs of life. */
const AT_ONCE = 10_000;

/**
 * Ridge regression of log odds (le Cessie and van Houwelingen 1992) by Newton's method. The first feature is taken to be
 * 1 for each row, and is not held back.
 * @param ridge how strongly the other coefficients are drawn towards 0
 * @returns one coefficient a feature; `undefined` where the search does not settle
 */
export function* fitLogistic(
  data: LogisticData,
  ridge: number,
): Generator<undefined, readonly number[] | undefined, undefined> {
  const { width } = data;
  let at: readonly number[] = Array.from({ length: width }, () => 0);
  let step = at;
  let value = -Infinity;
  for (let round = 0; round < MOST_ROUNDS;) {
    yield;
    const { likelihood, gradient, curvature } = yield* slopeAt(data, at, ridge);
    const least = GAIN_AT_END * Math.abs(likelihood);
    if (likelihood < value - least) {
      // Beyond the summit, and lower than before: half of the step is taken back.
      step = step.map((one) => one / 2);
      at = moved(at, step, -1);
      continue;
    }
    if (likelihood - value < least) return at;
    value = likelihood;
    const next = solve(curvature, gradient);
    if (next === undefined) return undefined;
    step = next;
    round += 1;
    at = moved(at, step, 1);
  }
  return undefined;
}

function moved(at: readonly number[], step: readonly number[], by: 1 | -1): readonly number[] {
  return at.map((one, place) => one + by * entry(step, place));
}

interface Sums {
  likelihood: number;
  readonly gradient: Float64Array;
  /** Its lower half. */
  readonly curvature: Float64Array;
}

function* slopeAt(data: LogisticData, at: readonly number[], ridge: number) {
  const { width, happened } = data;
  const beta = Float64Array.from(at);
  const sums: Sums = {
    likelihood: 0,
    gradient: new Float64Array(width),
    curvature: new Float64Array(width * width),
  };
  for (let row = 0; row < happened.length; row += AT_ONCE) {
    if (row > 0) yield;
    addRows(data, beta, sums, row, Math.min(row + AT_ONCE, happened.length));
  }
  const { gradient, curvature } = sums;
  for (let j = 1; j < width; j += 1) {
    sums.likelihood -= 0.5 * ridge * numberAt(beta, j) ** 2;
    gradient[j] = numberAt(gradient, j) - ridge * numberAt(beta, j);
    curvature[j * width + j] = numberAt(curvature, j * width + j) + ridge;
  }
  const matrix = at.map((_, j) => at.map((__, k) => numberAt(curvature, Math.max(j, k) * width + Math.min(j, k))));
  return { likelihood: sums.likelihood, gradient: [...gradient], curvature: matrix };
}

function addRows(
  { width, features, happened, weights }: LogisticData,
  beta: Float64Array,
  sums: Sums,
  from: number,
  to: number,
): void {
  const { gradient, curvature } = sums;
  let { likelihood } = sums;
  for (let row = from, first = from * width; row < to; row += 1, first += width) {
    let odds = 0;
    for (let j = 0; j < width; j += 1) odds += numberAt(beta, j) * numberAt(features, first + j);
    const chance = 1 / (1 + Math.exp(-odds));
    const weight = numberAt(weights, row);
    const is = happened[row] ?? 0;
    likelihood += weight * (is * odds - Math.log1p(Math.exp(-Math.abs(odds))) - Math.max(odds, 0));
    const off = weight * (is - chance);
    const bend = weight * chance * (1 - chance);
    for (let j = 0; j < width; j += 1) {
      const feature = numberAt(features, first + j);
      if (feature === 0) continue;
      gradient[j] = numberAt(gradient, j) + off * feature;
      const bent = bend * feature;
      for (let k = 0; k <= j; k += 1)
        curvature[j * width + k] = numberAt(curvature, j * width + k) + bent * numberAt(features, first + k);
    }
  }
  sums.likelihood = likelihood;
}

/** As `entry`, for one kind of list: then the call costs nothing, and it is made hundreds of millions of times. */
function numberAt(numbers: Float64Array, place: number): number {
  return numbers[place] ?? NaN;
}
