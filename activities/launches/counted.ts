import type { Excluded, LaunchCounts } from '../../db/jobs/results.ts';
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
