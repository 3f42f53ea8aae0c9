import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { zoneOf, type ScoringModel } from './model.ts';
import { merged, type Distribution } from './population.ts';
import { valuesAtCuts } from './quantile.ts';
import { recencyDays } from './score.ts';

type CountingDays = Pick<ScoringModel, 'days' | 'counts'>;

/**
 * The calendar days whose exact instants decide the cut-offs between `bins` bins; none where calendar days are counted.
 * @param lastDays calendar days of everybody's last action
 */
export function daysAtCuts(lastDays: Distribution, bins: number, { days }: CountingDays): readonly number[] {
  if (days === 'calendar' || lastDays.length === 0) return [];
  const newestFirst = lastDays.toReversed().map(([day, count]) => [-day, count] as const);
  return valuesAtCuts(newestFirst, bins).map((day) => -day);
}

/**
 * How many days ago everybody's last action was, from counts by calendar day and the exact instants of everybody in
 * some of the days. In the other days all stand at the last instant: that moves no quantile that lies within the
 * exact ones.
 */
export function recenciesOf(
  lastDays: Distribution,
  exact: readonly Instant[],
  model: CountingDays,
  asOf: Instant,
): Distribution {
  const zone = zoneOf(model.counts);
  const known = new Set(exact.map((at) => dayOf(at, zone)));
  const others = lastDays
    .filter(([day]) => !known.has(day))
    .map(([day, count]) => [recencyDays(startOfDay(day + 1, zone) - 1, model, asOf), count] as const);
  return merged([...exact.map((at) => [recencyDays(at, model, asOf), 1] as const), ...others]);
}
