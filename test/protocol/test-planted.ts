import { expect, test } from 'vitest';
import { PLANTED } from './planted.ts';
import { PLANTED_IN_WORKFLOW } from './planted-workflow.ts';
import { firstCaught } from './seeds.ts';

/** A defect that shows within this many seeds cannot hide from the ten thousand. */
const SEEDS = 2_000;
const TURNS = 2;

/** Plants every other defect, so that two files do it side by side. */
export function testPlanted(turn: 0 | 1): void {
  const isTheirs = (_entry: unknown, index: number) => index % TURNS === turn;
  for (const [defect, plant] of Object.entries(PLANTED).filter(isTheirs)) {
    test(`the simulation notices: ${defect}`, async () => {
      expect(await firstCaught(plant, SEEDS)).not.toBeNull();
    });
  }
  for (const [defect, edit] of Object.entries(PLANTED_IN_WORKFLOW).filter(isTheirs)) {
    test(`the simulation notices in the workflow: ${defect}`, async () => {
      expect(await firstCaught(() => ({ source: [edit] }), SEEDS)).not.toBeNull();
    });
  }
}
