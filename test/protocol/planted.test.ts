import { expect, test } from 'vitest';
import type { Planted } from './plant.ts';
import { PLANTED } from './planted.ts';
import { PLANTED_IN_WORKFLOW } from './planted-workflow.ts';
import { firstCaught } from './seeds.ts';
import { SEEN_AT } from './seen-at.ts';

/** A defect that shows within this many seeds cannot hide from the ten thousand. */
const SEEDS = 2_000;
/** Within so many it is found soon enough. */
const FEW = 10;

async function expectNoticed(defect: string, plant: () => Planted): Promise<void> {
  const known = SEEN_AT[defect];
  const caught = await firstCaught(plant, SEEDS, known);
  if (caught !== null && caught.seed > FEW && caught.seed !== known) {
    console.warn(`seen-at.ts: "${defect}" now shows at ${caught.seed}`);
  }
  expect(caught).not.toBeNull();
}

for (const [defect, plant] of Object.entries(PLANTED)) {
  test(`the simulation notices: ${defect}`, async () => await expectNoticed(defect, plant));
}
for (const [defect, edit] of Object.entries(PLANTED_IN_WORKFLOW)) {
  test(`the simulation notices in the workflow: ${defect}`, async () => {
    const withPoints = ['questions.ts', 'inbox.ts'].includes(edit.file) ? ({ withPoints: true } as const) : {};
    await expectNoticed(defect, () => ({ source: [edit], ...withPoints }));
  });
}

test('every known seed is of a planted defect', () => {
  const planted = [...Object.keys(PLANTED), ...Object.keys(PLANTED_IN_WORKFLOW)];
  expect(Object.keys(SEEN_AT).filter((defect) => !planted.includes(defect))).toEqual([]);
});
