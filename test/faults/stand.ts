import { inject, onTestFailed, onTestFinished } from 'vitest';
import { buildStand, undoAll, type Ground, type Stand } from './build.ts';

export type { Stand } from './build.ts';

/** Starts everything, on a store that may have been prepared; it ends with the test. */
export async function openStand(prepare?: Ground['prepare']): Promise<Stand> {
  return await buildStand({
    mongodBinary: inject('mongodBinary'),
    temporalBinary: inject('temporalBinary'),
    undo: undoAfterTest(),
    prepare,
    begun: (program) => onTestFailed(() => console.error(`--- ${program.name} wrote:\n${program.output}`)),
  });
}

function undoAfterTest(): (step: () => Promise<unknown>) => void {
  const steps: (() => Promise<unknown>)[] = [];
  onTestFinished(async () => await undoAll(steps));
  return (step) => steps.push(step);
}
