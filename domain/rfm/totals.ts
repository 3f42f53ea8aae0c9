import { dayOf, startOfDay } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { buyingDays, lastPurchaseAt, type Ledger } from './ledger.ts';
import { zoneOf, type ScoringModel } from './model.ts';
import type { Totals } from './score.ts';
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
  for (const at of leavingWindow(ledger, model, now)) return at;
  return null;
}

/** When purchases leave the window: a day at a time, since the first one or two mostly do. */
export function* leavingWindow(
  { days }: Ledger,
  { windowDays, counts }: Pick<ScoringModel, 'windowDays' | 'counts'>,
  now: Instant,
): Generator<Instant> {
  if (windowDays === null) return;
  const zone = zoneOf(counts);
  const first = dayOf(now, zone) - windowDays;
  for (const [day] of days) if (day >= first) yield startOfDay(day + windowDays + 1, zone);
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
  let [orders, revenue, days] = [0, 0, 0];
  for (const [day, count, sum] of ledger.days) {
    if (day < first) continue;
    orders += count;
    revenue += sum;
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
