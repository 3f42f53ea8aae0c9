import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { buyingDays, lastPurchaseAt, type Ledger } from './ledger.ts';
import { zoneOf, type ScoringModel } from '../scoring/model.ts';
import type { Totals } from '../scoring/score.ts';
import { undatedActions } from './summary.ts';

/** What a customer's facts say besides purchases. */
export interface Engagement {
  /** Last sign of life that is no action. */
  readonly engagedAt: Instant | null;
}

/** What counts at `now`; `null` where no purchase has ever counted. */
export function totalsOf(ledger: Ledger, { engagedAt }: Engagement, model: ScoringModel, now: Instant): Totals | null {
  if (ledger.orders === 0) return null;
  const last = lastPurchaseAt(ledger);
  const recencyFrom = model.recencyOf === 'engagement' ? Math.max(last, engagedAt ?? last) : last;
  return { lastPurchaseAt: last, recencyFrom, ...counted(ledger, model, now) };
}

/** When purchases next leave the window, so that totals change by time alone; `null` where none will. */
export function totalsChangeAt(
  ledger: Ledger,
  model: Pick<ScoringModel, 'windowDays' | 'counts'>,
  now: Instant,
): Instant | null {
  for (const { at } of leavingWindow(ledger, model, now)) return at;
  return null;
}

/** A day of purchases that leaves the window. */
interface Leaving {
  readonly at: Instant;
  readonly orders: number;
  readonly revenue: number;
}

/** When purchases leave the window, in order: a day at a time, since the first one or two are mostly enough. */
export function* leavingWindow(
  { days }: Ledger,
  { windowDays, counts }: Pick<ScoringModel, 'windowDays' | 'counts'>,
  now: Instant,
): Generator<Leaving> {
  if (windowDays === null) return;
  const zone = zoneOf(counts);
  const first = dayOf(now, zone) - windowDays;
  for (let place = firstDayFrom(days, first); place < days.length; place += 1) {
    const found = days[place];
    if (found) yield { at: startOfDay(found[0] + windowDays + 1, zone), orders: found[1], revenue: found[2] };
  }
}

/** Orders and revenue within the window. */
export type Sums = Pick<Totals, 'orders' | 'revenue'>;

/**
 * The first instant after `now` at which so much has left the window that this is so; infinite where it never is.
 * @param sums as of `now`
 */
export function leftUntil(
  { days }: Ledger,
  { windowDays, counts }: Pick<ScoringModel, 'windowDays' | 'counts'>,
  now: Instant,
  sums: Sums,
  isSo: (sums: Sums) => boolean,
): Instant {
  if (windowDays === null) return Infinity;
  const zone = zoneOf(counts);
  const left = { orders: sums.orders, revenue: sums.revenue };
  for (let place = firstDayFrom(days, dayOf(now, zone) - windowDays); place < days.length; place += 1) {
    const found = days[place];
    if (found === undefined) continue;
    left.orders -= found[1];
    left.revenue -= found[2];
    if (isSo(left)) return startOfDay(found[0] + windowDays + 1, zone);
  }
  return Infinity;
}

/** Totals once the next day has left the window. */
export function afterLeaving(totals: Totals, leaving: Leaving, ledger: Ledger, model: ScoringModel): Totals {
  // A summary's actions are many days in one, which leave all at once.
  if (ledger.summary !== null) return { ...totals, ...counted(ledger, model, leaving.at) };
  return {
    ...totals,
    orders: totals.orders - leaving.orders,
    revenue: totals.revenue - leaving.revenue,
    frequency: totals.frequency - (model.frequencyOf === 'orders' ? leaving.orders : 1),
  };
}

/** The place of the first day that is not before `first`; days ascend. */
function firstDayFrom(days: Ledger['days'], first: number): number {
  let place = days.length;
  for (let before = days[place - 1]; before && before[0] >= first; before = days[place - 1]) place -= 1;
  return place;
}

function counted(
  ledger: Ledger,
  { windowDays, frequencyOf, counts }: ScoringModel,
  now: Instant,
): Pick<Totals, 'orders' | 'frequency' | 'revenue'> {
  if (windowDays === null) {
    const { orders, revenue } = ledger;
    const days = () => buyingDays(ledger).length + undatedActions(ledger.summary);
    return { orders, revenue, frequency: frequencyOf === 'orders' ? orders : days() };
  }
  const first = dayOf(now, zoneOf(counts)) - windowDays;
  let orders = 0;
  let revenue = 0;
  let days = 0;
  for (let place = firstDayFrom(ledger.days, first); place < ledger.days.length; place += 1) {
    const found = ledger.days[place];
    if (found === undefined) continue;
    orders += found[1];
    revenue += found[2];
    days += 1;
  }
  return {
    orders,
    revenue,
    frequency: frequencyOf === 'orders' ? orders : days + undatedSince(first, ledger, zoneOf(counts)),
  };
}

/** A summary's actions lie at its last one, each as on a day of its own: nobody knows that any two were on the same. */
function undatedSince(first: number, { summary }: Ledger, zone: string): number {
  return summary !== null && dayOf(summary.lastActionAt, zone) >= first ? undatedActions(summary) : 0;
}
