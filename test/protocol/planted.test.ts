import { expect, test } from 'vitest';
import { PLANTED } from './planted.ts';
import { firstCaught } from './seeds.ts';

/** A defect that shows within this many seeds cannot hide from the ten thousand. */
const SEEDS = 2_000;

for (const [defect, plant] of Object.entries(PLANTED)) {
  test(`the simulation notices: ${defect}`, async () => {
    expect(await firstCaught(plant, SEEDS)).not.toBeNull();
  });
}
