import { monthsAfter, periodEnd, type Day } from './calendar.ts';
import type { ActiveLot, PendingLot } from './account.ts';
import type { Expiry, RulePending } from './points.schema.ts';

/** These points, active since a day. */
export function activeLot(points: number, since: Day, expire: Expiry): ActiveLot {
  const expires = expiryOf(since, expire);
  return expire.by === 'sliding' ? { points, expires, slides: expire.days } : { points, expires };
}

/** The first day on which points can be spent no more that became active on `since`; `null`: there is none. */
export function expiryOf(since: Day, expire: Expiry): Day | null {
  switch (expire.by) {
    case 'rolling': {
      const last = monthsAfter(since, expire.months);
      return (expire.roundTo === undefined ? last : periodEnd(last, expire.roundTo)) + 1;
    }
    case 'calendar':
      return periodEnd(since, expire.period, expire.later) + 1;
    case 'sliding':
      return since + expire.days + 1;
    case 'never':
      return null;
  }
}

/** When points can be spent: of a rule, or of a reward. */
export interface Lasting {
  /** Left out, they are active at once. */
  readonly pending?: RulePending | undefined;
  readonly expire: Expiry;
}

/** The lot in which points wait; `null` where they are active at once. */
export function pendingLot(points: number, on: Day, { pending, expire }: Lasting): PendingLot | null {
  if (pending === undefined) return null;
  const { days, until, match } = pending;
  const waits = { ...(until === undefined ? {} : { until }), ...(match === undefined ? {} : { match }) };
  return { points, active: on + days + 1, ...waits, expire };
}

/** Lots that last for as long as somebody goes on earning, once they have earned something on this day. */
export function slid(active: readonly ActiveLot[], on: Day): readonly ActiveLot[] {
  return active.flatMap((lot) => {
    if (lot.slides === undefined || lot.expires === null) return [];
    const expires = on + lot.slides + 1;
    return expires <= lot.expires
      ? []
      : [
          { ...lot, points: -lot.points },
          { ...lot, expires },
        ];
  });
}
