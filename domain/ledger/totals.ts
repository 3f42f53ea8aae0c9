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
export function totalsOf(ledger: Ledger, engagement: Engagement, model: ScoringModel, now: Instant): Totals | null {
  if (ledger.orders === 0) return null;
  const { orders, frequency, revenue } = counted(ledger, model, now);
  const last = lastPurchaseAt(ledger);
  return { lastPurchaseAt: last, recencyFrom: laterOf(last, engagement, model), orders, frequency, revenue };
}

/** Where recency counts from, of a customer with a purchase that counts. */
export function recencyFrom(ledger: Ledger, engagement: Engagement, model: ScoringModel): Instant {
  return laterOf(lastPurchaseAt(ledger), engagement, model);
}

function laterOf(last: Instant, { engagedAt }: Engagement, { recencyOf }: ScoringModel): Instant {
  return recencyOf === 'engagement' ? Math.max(last, engagedAt ?? last) : last;
}

/** When purchases next leave the window, so that totals change by time alone; `null` where none will. */
export function totalsChangeAt(ledger: Ledger, model: Windowed, now: Instant): Instant | null {
  const place = firstInWindow(ledger, model, now);
  return place < ledger.days.length ? leavingAt(ledger, model, place).at : null;
}

/** As much of a scoring model as says what lies within its window. */
type Windowed = Pick<ScoringModel, 'windowDays' | 'counts'>;

/** A day of purchases that leaves the window. */
interface Leaving {
  readonly at: Instant;
  readonly orders: number;
  readonly revenue: number;
}

/** The place of the first day that is still to leave the window; behind the last one where none is. */
export function firstInWindow({ days }: Ledger, { windowDays, counts }: Windowed, now: Instant): number {
  return windowDays === null ? days.length : firstDayFrom(days, dayOf(now, zoneOf(counts)) - windowDays);
}

/** When the purchases of the day at this place leave the window. */
export function leavingAt({ days }: Ledger, { windowDays, counts }: Windowed, place: number): Leaving {
  const [day, orders, revenue] = days[place] ?? NO_DAY;
  const at = windowDays === null ? Infinity : startOfDay(day + windowDays + 1, zoneOf(counts));
  return { at, orders, revenue };
}

const NO_DAY: Ledger['days'][number] = [Infinity, 0, 0];

/** Orders and revenue within the window. */
export type Sums = Pick<Totals, 'orders' | 'revenue'>;

/**
 * The first instant after `now` at which so much has left the window that this is so; infinite where it never is.
 * @param sums as of `now`
 */
export function leftUntil(
  { days }: Ledger,
  { windowDays, counts }: Windowed,
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
    lastPurchaseAt: totals.lastPurchaseAt,
    recencyFrom: totals.recencyFrom,
    orders: totals.orders - leaving.orders,
    frequency: totals.frequency - (model.frequencyOf === 'orders' ? leaving.orders : 1),
    revenue: totals.revenue - leaving.revenue,
  };
}

/** The place of the first day that is not before `first`; days ascend. */
function firstDayFrom(days: Ledger['days'], first: number): number {
  let from = 0;
  let to = days.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((days[middle] ?? NO_DAY)[0] < first) from = middle + 1;
    else to = middle;
  }
  return from;
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
