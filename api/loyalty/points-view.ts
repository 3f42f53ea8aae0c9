import type { Day } from '../../domain/loyalty/calendar.ts';
import type { TierView } from '../../domain/loyalty/view.ts';
import { DAY, isoTime } from '../../domain/time.ts';

/** Such as 2026-11-27. */
export function dayIso(day: Day): string;
export function dayIso(day: Day | null): string | null;
export function dayIso(day: Day | null): string | null {
  return day === null ? null : isoTime(day * DAY).slice(0, 10);
}

/** Where somebody stands on the ladder, with its days as people read them. */
export function shownTier(tier: TierView | null) {
  return (
    tier && {
      ...tier,
      held: tier.held && {
        ...tier.held,
        since: dayIso(tier.held.since),
        until: dayIso(tier.held.until),
        lost: dayIso(tier.held.lost),
      },
    }
  );
}
