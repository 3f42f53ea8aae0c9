import type { CustomerKey } from '../../domain/keys.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import { audienceTally } from './audience.ts';
import { audienceDayTally } from './audience-day.ts';
import { nameOf, type Census, type CountedRow } from './counted.ts';
import { segmentTally } from './segment.ts';
import { segmentDayTally } from './segment-day.ts';
import { KEPT_DAYS, type Contribution } from './tally.ts';
import { COUNTED_FOR, TALLIES } from './tallies.ts';

const PAST = new Set(TALLIES.flatMap(({ name, past }) => (past === true ? [name] : [])));

/**
 * What stays counted of somebody who is erased: what had happened, and that they left their segment and their audiences
 * on that day, so that sizes of earlier days, which follow from those of today, stay what they were.
 * @param as the key that sums go on under
 * @returns `null` where nothing of them is kept
 */
export function erasedRow(was: CountedRow, as: CustomerKey, census: Census): CountedRow | null {
  const day = dayOf(census.now, census.timezone);
  const under = was.under ?? [];
  const left = under.flatMap(({ tally, of }): readonly Contribution[] => {
    if (tally === segmentTally.name && of !== '') return [{ tally: segmentDayTally.name, of, day, adds: { out: 1 } }];
    return tally === audienceTally.name ? [{ tally: audienceDayTally.name, of, day, adds: { left: 1 } }] : [];
  });
  return keptRow({ ...was, _id: as, under: [...under, ...left] }, census);
}

/** The same as time goes on: what is kept by day leaves the days that are kept. */
export function keptRow({ _id, workspace, under = [] }: CountedRow, census: Census): CountedRow | null {
  const { counting, now, timezone } = census;
  const first = dayOf(now, timezone) - KEPT_DAYS;
  const kept = under.filter(({ tally, day = first }) => PAST.has(tally) && day >= first);
  if (kept.length === 0) return null;
  const days = kept.flatMap(({ day }) => day ?? []);
  return {
    _id,
    workspace,
    version: 'erased',
    by: nameOf(counting),
    counted: COUNTED_FOR,
    erased: 1,
    under: kept,
    keys: null,
    revenue: 0,
    ...(days.length === 0 ? {} : { until: startOfDay(Math.min(...days) + KEPT_DAYS + 1, timezone) }),
  };
}
