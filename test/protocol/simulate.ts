import { brokenPromises, differencesOfReadModel } from './invariants.ts';
import { Random } from './random.ts';
import type { Planted } from './plant.ts';
import { RestlessError, World } from './world.ts';

export interface Outcome {
  readonly broken: readonly string[];
  readonly crashes: number;
  readonly acknowledged: number;
}

/** One whole run from a seed: everything goes wrong, everything is repaired, and every promise is checked. */
export async function simulate(seed: number, planted: Planted = {}): Promise<Outcome> {
  const world = new World(new Random(seed), planted);
  const broken: string[] = [];
  try {
    await world.suffer();
    await world.recover();
    broken.push(...differencesOfReadModel(world));
    await world.revive();
    broken.push(...brokenPromises(world));
  } catch (error) {
    if (!(error instanceof RestlessError)) throw error;
    broken.push(error.message);
  }
  return { broken, crashes: world.hazards.crashes, acknowledged: world.acknowledged.length };
}
