import type { QuestTally } from './state.ts';
import type { QuestStep } from './steps.schema.ts';

/** What a step has come to, up to its target. */
export function doneOf(step: QuestStep, { sum, parts = [] }: QuestTally): number {
  switch (step.by) {
    case 'count':
    case 'sum':
      return Math.min(sum, step.target);
    case 'distinct':
      return Math.min(parts.length, step.target);
    case 'streak':
      return streakOf(step, parts).done;
  }
}

/** A streak, and the last period of it; a broken one begins anew, with all its freezes. */
export function streakOf(
  { times, freezes, target }: Extract<QuestStep, { by: 'streak' }>,
  parts: NonNullable<QuestTally['parts']>,
): { readonly done: number; readonly last: number; readonly freezes: number } {
  let [done, last, left] = [0, -Infinity, freezes];
  for (const [period, sum] of parts) {
    if (typeof period !== 'number' || sum < times) continue;
    const missed = period - last - 1;
    if (missed <= left) [done, left] = [done + 1, left - missed];
    else [done, left] = [1, freezes];
    last = period;
    // Done is done, whatever comes while other steps are not.
    if (done >= target) break;
  }
  return { done, last, freezes: left };
}
