import { expect, test } from 'vitest';
import { PLANTED } from './planted.ts';
import { PLANTED_IN_WORKFLOW } from './planted-workflow.ts';
import { firstCaught } from './seeds.ts';

/** A defect that shows within this many seeds cannot hide from the ten thousand. */
const SEEDS = 2_000;

for (const [defect, plant] of Object.entries(PLANTED)) {
  test(`the simulation notices: ${defect}`, async () => {
    expect(await firstCaught(plant, SEEDS)).not.toBeNull();
  });
}

for (const [defect, edit] of Object.entries(PLANTED_IN_WORKFLOW)) {
  test(`the simulation notices in the workflow: ${defect}`, async () => {
    expect(await firstCaught(() => ({ source: [edit] }), SEEDS)).not.toBeNull();
  });
}
