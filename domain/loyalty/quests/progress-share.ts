import { NO_TALLY } from './evolve.ts';
import { own } from '../../own.ts';
import { doneOf } from './done.ts';
import type { Quest } from './quest.schema.ts';
import type { QuestState } from './state.ts';

const WHOLE = 100;

/** How far somebody is in the newest cycle of a quest, percent of all its steps, each as much as any other; rounded down. */
export function progressOf({ steps }: Quest, state: QuestState | undefined): number {
  if (state?.is === 'completed') return WHOLE;
  if (state?.is !== 'running') return 0;
  const shares = steps.map((step) => doneOf(step, own(state.tallies, step.id) ?? NO_TALLY) / step.target);
  return Math.floor((WHOLE * shares.reduce((sum, share) => sum + share, 0)) / steps.length);
}
