/** A number and where it lies in 95 of 100 samples. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Samples that both ends of an interval rest on. */
export const SAMPLES = 200;
/** Of both ends together. */
const OUTSIDE = 0.05;
/** More of one customer are as good as never drawn. */
const MOST = 12;

/**
 * A bootstrap over customers: all silences of one of them come and go together. Each sample weighs every customer by a
 * Poisson number with mean 1, which is drawing with replacement for a large base (Chamandy et al. 2012).
 * @param statistic of customers with these weights; samples in which it is not finite are left out
 */
export function* bootstrap(
  customers: number,
  statistic: (weights: Readonly<Uint8Array> | null) => number,
  samples = SAMPLES,
): Generator<undefined, Interval, undefined> {
  const draw = drawer(SEED);
  const weights = new Uint8Array(customers);
  const values: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    yield;
    for (let one = 0; one < customers; one += 1) weights[one] = poissonOf(draw());
    const value = statistic(weights);
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? NaN;
  return { value: statistic(null), low: at(OUTSIDE / 2), high: at(1 - OUTSIDE / 2) };
}

/** Any number will do; the same base gives the same interval. */
const SEED = 20_261_127;

/** Chances of a Poisson number with mean 1 to be at most n. */
const AT_MOST: readonly number[] = Array.from({ length: MOST }, (_, n) => n).reduce<readonly number[]>(
  (sums, n) => [...sums, (sums.at(-1) ?? 0) + Math.exp(-1) / factorial(n)],
  [],
);

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function poissonOf(chance: number): number {
  let n = 0;
  while (n < MOST && chance > (AT_MOST[n] ?? 1)) n += 1;
  return n;
}

/** Numbers from 0 up to, but not including, 1 (xorshift32, Marsaglia 2003). */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
