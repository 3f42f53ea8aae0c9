import { customerIdOf, type CustomerKey } from '../../keys.ts';
import { bucketOf } from '../../sha256.ts';
import { DAY, spanOf, type Instant } from '../../time.ts';
import type { JourneyDefinition } from './definition.schema.ts';

/** How long the goal of a journey may take where its definition does not say it. */
const USUAL_WINDOW = 14 * DAY;

/** The arms of a journey's own holdout, and of entering where nobody is held out. */
export const TREATED = 'treated';
export const HELD_OUT = 'held-out';
const EVERYBODY = 'everybody';

/** For how long somebody is watched from their assignment on, milliseconds. */
export function goalWindow({ goal }: Pick<JourneyDefinition, 'goal'>): number {
  return goal?.within === undefined ? USUAL_WINDOW : spanOf(goal.within);
}

/** Whether whoever comes at `at` is not compared any more. */
export function hasEnded(ends: string | undefined, at: Instant): boolean {
  return ends !== undefined && at >= Date.parse(ends);
}

/** The arm that somebody comes into who would enter now. */
export function armOnEntering({ id, holdout }: JourneyDefinition, customer: CustomerKey, at: Instant): string {
  if (holdout === undefined || hasEnded(holdout.ends, at)) return EVERYBODY;
  return bucketOf(holdout.salt ?? id, customerIdOf(customer)) < holdout.percent / 100 ? HELD_OUT : TREATED;
}
