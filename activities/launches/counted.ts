import type { Excluded, LaunchCounts } from '../../db/jobs/results.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { reachOfOne, withReach } from '../../domain/channels/reach.ts';
import type { Foreseen } from '../../domain/journey/launch/foresee.ts';

/** The counts with so many more who came to the same. */
export function counted(counts: LaunchCounts, what: Foreseen | Excluded, customers = 1): LaunchCounts {
  if (customers === 0) return counts;
  if (what === 'now' || what === 'later' || what === 'enters') return { ...counts, [what]: counts[what] + customers };
  const before = counts.excluded.find(({ because }) => because === what)?.customers ?? 0;
  const others = counts.excluded.filter(({ because }) => because !== what);
  const excluded = [...others, { because: what, customers: before + customers }];
  return {
    ...counts,
    excluded: excluded.toSorted((a, b) => b.customers - a.customers || (a.because < b.because ? -1 : 1)),
  };
}

/**
 * The counts with one more of whom it is known where they may be written to; whoever was to stay out is not meant. A
 * launch that an earlier version began goes on without this.
 */
export function reachCounted(
  counts: LaunchCounts,
  { outcome, reachedOn }: { readonly outcome: Foreseen | Excluded; readonly reachedOn: readonly Channel[] },
): LaunchCounts {
  const { reach } = counts;
  if (reach === undefined || outcome === 'except' || outcome === 'unmet') return counts;
  return { ...counts, reach: { meant: reach.meant + 1, may: withReach(reach.may, reachOfOne(reachedOn)) } };
}
