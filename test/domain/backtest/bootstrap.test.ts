import { describe, expect, test } from 'vitest';
import { bootstrap } from '../../../domain/backtest/bootstrap.ts';
import { Random } from '../../protocol/random.ts';
import { finish } from '../rhythm/base.ts';

const meanOf = (values: readonly number[]) => (weights: Readonly<Uint8Array> | null) => {
  let [sum, count] = [0, 0];
  for (const [place, value] of values.entries()) {
    const weight = weights === null ? 1 : (weights[place] ?? NaN);
    sum += weight * value;
    count += weight;
  }
  return sum / count;
};

function drawn(seed: number, count: number): readonly number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => -Math.log(1 - random.next()));
}

function intervalOf(values: readonly number[]) {
  return finish(bootstrap(values.length, meanOf(values))).outcome;
}

describe('an interval by bootstrap', () => {
  test('of a mean is about twice its known standard error to either side', () => {
    const values = drawn(5, 2_000);
    const { value, low, high } = intervalOf(values);
    const mean = meanOf(values)(null);
    const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
    const error = Math.sqrt(variance / values.length);
    expect(value).toBe(mean);
    for (const far of [high - value, value - low]) {
      expect(far / error).toBeGreaterThan(1.5);
      expect(far / error).toBeLessThan(2.5);
    }
  });

  test('holds what is true in about 95 of 100 bases', () => {
    const bases = Array.from({ length: 200 }, (_, seed) => intervalOf(drawn(seed, 150)));
    const held = bases.filter(({ low, high }) => low <= 1 && high >= 1).length;
    expect(held).toBeGreaterThan(175);
    expect(held).toBeLessThan(200);
  });

  test('is the same each time, and pauses before each sample', () => {
    const values = drawn(9, 100);
    expect(intervalOf(values)).toEqual(intervalOf(values));
    expect(finish(bootstrap(100, meanOf(values))).pauses).toBe(200);
  });

  test('is a point where all are alike', () => {
    expect(intervalOf([3, 3, 3, 3, 3, 3, 3, 3, 3, 3])).toEqual({ value: 3, low: 3, high: 3 });
  });

  test('leaves out samples that say nothing, and is none without anybody', () => {
    // Two of three samples draw the first customer never or more than once.
    const { low, high } = finish(bootstrap(2, (weights) => (weights?.[0] === 1 ? (weights[1] ?? NaN) : NaN))).outcome;
    expect(low).toBe(0);
    expect(high).toBeGreaterThanOrEqual(2);
    expect(intervalOf([])).toEqual({ value: NaN, low: NaN, high: NaN });
  });
});

test('each customer is drawn as often as a Poisson number with mean 1 says', () => {
  const seen: number[] = [];
  finish(
    bootstrap(500, (weights) => {
      for (const weight of weights ?? []) seen[weight] = (seen[weight] ?? 0) + 1;
      return 0;
    }),
  );
  const chances = [1, 1, 1 / 2, 1 / 6, 1 / 24].map((one) => one / Math.E);
  for (const [times, chance] of chances.entries()) expect((seen[times] ?? 0) / 100_000).toBeCloseTo(chance, 2);
  expect(seen.length).toBeLessThanOrEqual(13);
});
