import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import type { Planted } from './plant.ts';

/**
 * Seeds in all; four files take a quarter each, so that they run side by side. `SEEDS=10000` before a release: every planted
 * defect shows within the first two thousand, most within a hundred.
 */
const SEEDS = Number(process.env['SEEDS'] ?? 400);
const QUARTERS = 4;
/** Per test, so that a failing run says early where. */
const CHUNK = 250;

/** Runs one quarter of the seeds, or only the one in `SEED`, to look at it again. */
export function testQuarter(quarter: number): void {
  const only = process.env['SEED'];
  if (only !== undefined) {
    test.runIf(Number(only) % QUARTERS === quarter)(`seed ${only} keeps every promise`, () => expectKept(Number(only)));
    return;
  }
  for (let from = quarter; from < SEEDS; from += CHUNK * QUARTERS) {
    const seeds = Array.from({ length: CHUNK }, (_, index) => from + index * QUARTERS).filter((seed) => seed < SEEDS);
    test(`seeds ${from} to ${seeds.at(-1)}, every fourth, keep every promise`, async () => {
      for (const seed of seeds) await expectKept(seed);
    });
  }
}

async function expectKept(seed: number): Promise<void> {
  const { broken } = await simulate(seed);
  expect(broken, `run it again with SEED=${seed}`).toEqual([]);
}

/**
 * A seed at which a planted defect shows; `null` where none shows it.
 * @param known tried first
 */
export async function firstCaught(
  plant: () => Planted,
  seeds: number,
  known?: number,
): Promise<{ seed: number; broken: string } | null> {
  const all = Array.from({ length: seeds }, (_, seed) => seed);
  for (const seed of known === undefined ? all : [known, ...all]) {
    const { broken } = await simulate(seed, plant());
    if (broken[0] !== undefined) return { seed, broken: broken[0] };
  }
  return null;
}
