import type { Instant } from '../time.ts';
import { purgeTo, RETAINED, type Kept, type PurgedTo, type Retained } from './retention.ts';

/** By the wall clock; all else in the time of the workspace, as it is written down. */
const BY_THE_WALL: readonly Retained[] = ['refused', 'jobs', 'audit'];

/** Up to when each class goes, of those that are kept for a time only. */
export function cutsOf(
  kept: Kept | undefined,
  { now, wall }: { readonly now: Instant; readonly wall: Instant },
): PurgedTo {
  const cuts = RETAINED.map((what) => [what, purgeTo(kept, what, BY_THE_WALL.includes(what) ? wall : now)] as const);
  return Object.fromEntries(cuts.filter(([, to]) => to !== null));
}
