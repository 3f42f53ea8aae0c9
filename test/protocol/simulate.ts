import { brokenPromises, differencesOfReadModel } from './invariants.ts';
import { brokenPoints } from './points.ts';
import { Random } from './random.ts';
import type { Planted } from './plant.ts';
import { Program, type Edit } from './temporal/program.ts';
import { NotDeterministicError } from './temporal/task.ts';
import { RestlessError, World } from './world.ts';

/** Bounds of the actor that no run here would come to. */
const SMALL: readonly Edit[] = [
  { file: 'inbox.ts', from: 'const MAX_BATCH = 250;', to: 'const MAX_BATCH = 4;' },
  { file: 'actor.ts', from: 'const BUSY_FACTOR = 4;', to: 'const BUSY_FACTOR = 1;' },
];
/** In every so manieth seed points are asked for: it costs as much again. */
const POINTS_EVERY = 5;

export interface Outcome {
  readonly broken: readonly string[];
  readonly crashes: number;
  readonly acknowledged: number;
}

/** One whole run from a seed: everything goes wrong, everything is repaired, and every promise is checked. */
export async function simulate(seed: number, planted: Planted = {}): Promise<Outcome> {
  const hasPoints = planted.withPoints ?? seed % POINTS_EVERY === 0;
  const program = await Program.of([...SMALL, ...(planted.source ?? [])]);
  const world = new World(new Random(seed), program, planted, hasPoints);
  const broken: string[] = [];
  try {
    await world.suffer();
    await world.recover();
    await world.askAgain();
    await world.letTimePass();
    broken.push(...differencesOfReadModel(world));
    await world.revive();
    broken.push(...brokenPromises(world), ...brokenPoints(world));
  } catch (error) {
    if (!(error instanceof RestlessError || error instanceof NotDeterministicError)) throw error;
    broken.push(error.message);
  }
  broken.unshift(...world.promises.broken);
  return { broken, crashes: world.hazards.crashes, acknowledged: world.acknowledged.length };
}
