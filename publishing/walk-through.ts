import { setImmediate as others } from 'node:timers/promises';
import type { Walked } from '../domain/decision/trial.ts';

/** Takes a walk in virtual time to its end, and lets others have the thread between its steps. */
export async function walkThrough(walk: Generator<void, Walked>): Promise<Walked> {
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    await others();
  }
}
